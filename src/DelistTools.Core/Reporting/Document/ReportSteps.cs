using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>What to do, in working order.</summary>
internal sealed class ReportSteps : ReportPart
{
    internal ReportSteps(IReadOnlyList<ReportStep> steps)
    {
        Steps = steps;
    }

    internal IReadOnlyList<ReportStep> Steps { get; }
}
