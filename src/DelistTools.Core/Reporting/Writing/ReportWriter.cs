using System;
using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>A report as lines of text.</summary>
internal static class ReportWriter
{
    internal static IEnumerable<string> Write(ReportDocument document, ReportFormat format) => format switch
    {
        ReportFormat.Html => HtmlReport.Write(document),
        ReportFormat.Markdown => MarkdownReport.Write(document),
        ReportFormat.Json => JsonReport.Write(document),
        ReportFormat.Csv => CsvReport.Write(document),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The format that a file's name asks for; null where it asks for none.</summary>
    internal static ReportFormat? FormatOf(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" or ".htm" => ReportFormat.Html,
        ".md" or ".markdown" => ReportFormat.Markdown,
        ".json" => ReportFormat.Json,
        ".csv" => ReportFormat.Csv,
        _ => null,
    };
}
