using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>What somebody said, in full: for the operator's ticket.</summary>
internal sealed class ReportEvidence : ReportPart
{
    /// <param name="title">Whose words, and which.</param>
    /// <param name="facts">When, where, by whom.</param>
    /// <param name="lines">The words, line by line.</param>
    internal ReportEvidence(string title, IReadOnlyList<ReportFact> facts, IReadOnlyList<string> lines)
    {
        Title = title;
        Facts = facts;
        Lines = lines;
    }

    internal string Title { get; }

    internal IReadOnlyList<ReportFact> Facts { get; }

    internal IReadOnlyList<string> Lines { get; }
}
