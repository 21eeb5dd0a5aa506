namespace DelistTools.Reporting;

/// <summary>A paragraph.</summary>
internal sealed class ReportText : ReportPart
{
    internal ReportText(string text, ReportMark mark = ReportMark.None)
    {
        Text = text;
        Mark = mark;
    }

    internal string Text { get; }

    internal ReportMark Mark { get; }
}
