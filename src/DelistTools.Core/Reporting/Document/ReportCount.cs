namespace DelistTools.Reporting;

/// <summary>A number of the summary.</summary>
internal sealed class ReportCount
{
    internal ReportCount(string id, string label, long value, ReportMark mark)
    {
        Id = id;
        Label = label;
        Value = value;
        Mark = mark;
    }

    /// <summary>Names it in JSON.</summary>
    internal string Id { get; }

    internal string Label { get; }

    internal long Value { get; }

    internal ReportMark Mark { get; }
}
