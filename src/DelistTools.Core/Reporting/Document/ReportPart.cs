namespace DelistTools.Reporting;

/// <summary>A piece of an entry: a text, facts, a table, steps, evidence, a history.</summary>
internal abstract class ReportPart
{
    private protected ReportPart()
    {
    }
}
