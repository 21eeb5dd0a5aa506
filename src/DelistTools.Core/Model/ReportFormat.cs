namespace DelistTools;

/// <summary>What a report is written as.</summary>
public enum ReportFormat
{
    /// <summary>One page that needs nothing else: to read, to print, to send to somebody.</summary>
    Html,

    /// <summary>Text for a ticket or a wiki (GitHub's Markdown).</summary>
    Markdown,

    /// <summary>Everything, for programs.</summary>
    Json,

    /// <summary>A row for each finding, for spreadsheets.</summary>
    Csv,
}
