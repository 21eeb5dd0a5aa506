using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>Names with values.</summary>
internal sealed class ReportFacts : ReportPart
{
    internal ReportFacts(IReadOnlyList<ReportFact> facts)
    {
        Facts = facts;
    }

    internal IReadOnlyList<ReportFact> Facts { get; }
}
