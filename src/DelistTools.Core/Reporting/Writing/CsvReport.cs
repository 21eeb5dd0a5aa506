using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Reporting;

/// <summary>
/// A row for each finding (RFC 4180), every field quoted. The mark at the beginning is for Excel, which takes a file without it
/// for one in the code page of the machine.
/// </summary>
internal static class CsvReport
{
    private const string ByteOrderMark = "\uFEFF";

    private static readonly string[] Columns =
    {
        "Kind", "Target", "Subject", "Operator", "Verdict", "IsKnown", "Impact", "Scope", "Codes", "Meaning", "Text", "Reason", "Question", "Server", "AtUtc", "SinceUtc", "Url", "ToDo",
    };

    internal static IEnumerable<string> Write(ReportDocument document)
    {
        yield return ByteOrderMark + Row(Columns);
        foreach (ReportFinding found in document.Findings)
        {
            yield return Row(
                found.Kind, found.Target, found.Subject, found.Operator, found.Verdict, found.IsKnown ? "true" : "false", found.Impact, found.Scope,
                string.Join(" ", found.Codes), found.Meaning, found.Text, found.Reason, found.Question, found.Server,
                found.At is { } at ? ReportTime.Iso(at) : null, found.Since is { } since ? ReportTime.Iso(since) : null, found.Url, found.ToDo);
        }
    }

    /// <summary>Lines end with CR and LF; the line feed comes from whoever writes lines.</summary>
    private static string Row(params string?[] fields) => string.Join(",", fields.Select(Field)) + "\r";

    private static string Field(string? value) => "\"" + WithoutFormula(value ?? "").Replace("\"", "\"\"") + "\"";

    /// <summary>
    /// Puts an apostrophe before what a spreadsheet would compute. A reader that separates by semicolons may see a cell begin in
    /// the middle, so that counts as a beginning as well.
    /// </summary>
    private static string WithoutFormula(string value)
    {
        StringBuilder? changed = null;
        bool isStart = true;
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (isStart && IsOperator(c))
            {
                changed ??= new StringBuilder(value, 0, i, value.Length + 8);
                changed.Append('\'');
            }

            changed?.Append(c);
            isStart = c is ';' or ',' || (isStart && (c is '"' or '\'' || char.IsWhiteSpace(c)));
        }

        return changed?.ToString() ?? value;
    }

    /// <summary>The signs that begin a formula, and their full-width forms.</summary>
    private static bool IsOperator(char c) => c is '=' or '+' or '-' or '@' or '\t' or '\r' or '|' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
}
