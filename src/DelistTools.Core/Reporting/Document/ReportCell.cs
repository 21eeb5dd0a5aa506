namespace DelistTools.Reporting;

/// <summary>A piece of text in a report, with what it stands for and where it leads.</summary>
internal sealed class ReportCell
{
    internal static readonly ReportCell Empty = new("");

    /// <param name="text">The text, cleaned.</param>
    /// <param name="mark">How it stands.</param>
    /// <param name="link">The page or mailbox behind it, as <see cref="ReportLink"/> made it; null where there is none.</param>
    internal ReportCell(string text, ReportMark mark = ReportMark.None, string? link = null)
    {
        Text = text;
        Mark = mark;
        Link = link;
    }

    internal string Text { get; }

    internal ReportMark Mark { get; }

    internal string? Link { get; }
}
