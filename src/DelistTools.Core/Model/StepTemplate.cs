using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>A step as the catalogue describes it: its texts hold places such as <c>{address}</c>, filled from a finding.</summary>
internal sealed class StepTemplate
{
    internal StepKind Kind { get; init; }

    internal string Title { get; init; } = "";

    internal string Instruction { get; init; } = "";

    internal string? Why { get; init; }

    internal string? Url { get; init; }

    internal string? MailTo { get; init; }

    internal IReadOnlyList<FieldTemplate> Fields { get; init; } = Array.Empty<FieldTemplate>();

    internal LetterKind? Letter { get; init; }

    internal string? Expect { get; init; }

    internal IReadOnlyList<ExpectedAnswer> Answers { get; init; } = Array.Empty<ExpectedAnswer>();

    internal string? Wait { get; init; }

    internal WaitPeriod? WaitPeriod { get; init; }

    internal string? IfLate { get; init; }

    internal string? Escalation { get; init; }

    /// <summary>Ids of the signatures for which the step is right; empty: for all.</summary>
    internal IReadOnlyList<string> When { get; init; } = Array.Empty<string>();
}
