using System;
using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>A report, whatever it is written as. All text in it is cleaned, and none of it is a secret.</summary>
internal sealed class ReportDocument
{
    internal string Title { get; init; } = "";

    /// <summary>How all of it stands.</summary>
    internal ReportMark Mark { get; init; }

    /// <summary>The same in sentences that need no knowledge of the matter.</summary>
    internal IReadOnlyList<string> Headline { get; init; } = Array.Empty<string>();

    internal IReadOnlyList<ReportCount> Counts { get; init; } = Array.Empty<ReportCount>();

    /// <summary>What needs somebody's attention, worst first.</summary>
    internal IReadOnlyList<ReportEntry> Attention { get; init; } = Array.Empty<ReportEntry>();

    internal IReadOnlyList<ReportSection> Sections { get; init; } = Array.Empty<ReportSection>();

    /// <summary>Everything that was found, one by one, made as it is read.</summary>
    internal IEnumerable<ReportFinding> Findings { get; init; } = Array.Empty<ReportFinding>();

    /// <summary>When the report was made (UTC).</summary>
    internal DateTime MadeAt { get; init; }

    /// <summary>The version of the module that made it.</summary>
    internal string Version { get; init; } = "";

    /// <summary>The resolvers that were asked.</summary>
    internal IReadOnlyList<string> Resolvers { get; init; } = Array.Empty<string>();

    /// <summary>The time of the first and the last of the findings (UTC); null where none has one.</summary>
    internal DateTime? From { get; init; }

    internal DateTime? To { get; init; }
}
