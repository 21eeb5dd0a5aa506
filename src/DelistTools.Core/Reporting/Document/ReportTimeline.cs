using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>What happened, oldest first.</summary>
internal sealed class ReportTimeline : ReportPart
{
    internal ReportTimeline(string caption, IReadOnlyList<ReportMoment> moments)
    {
        Caption = caption;
        Moments = moments;
    }

    internal string Caption { get; }

    internal IReadOnlyList<ReportMoment> Moments { get; }
}
