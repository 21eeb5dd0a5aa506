namespace DelistTools.Reporting;

/// <summary>A name with its value.</summary>
internal sealed class ReportFact
{
    internal ReportFact(string name, ReportCell value)
    {
        Name = name;
        Value = value;
    }

    internal string Name { get; }

    internal ReportCell Value { get; }
}
