using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>One step of a way off.</summary>
public sealed class DelistingStep
{
    internal DelistingStep()
    {
    }

    /// <summary>Its place in the plan, from 1.</summary>
    public int Order { get; internal init; }

    /// <summary>What it asks of one.</summary>
    public StepKind Kind { get; internal init; }

    /// <summary>Whether it has to be done.</summary>
    public StepState State { get; internal init; }

    /// <summary>What the state rests on; null where nobody looked.</summary>
    public string? StateReason { get; internal init; }

    /// <summary>The id of the list or provider that it is about; null for one's own side.</summary>
    public string? For { get; internal init; }

    /// <summary>The addresses or domains that it is about, asked together.</summary>
    public IReadOnlyList<string> Targets { get; internal init; } = Array.Empty<string>();

    /// <summary>The findings that it is done for: of each, what <see cref="RouteFinding.For"/> says.</summary>
    internal IReadOnlyList<string> Serves { get; init; } = Array.Empty<string>();

    /// <summary>The step in a few words.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>What to do.</summary>
    public string Instruction { get; internal init; } = "";

    /// <summary>Why it is part of the plan, and why here.</summary>
    public string Why { get; internal init; } = "";

    /// <summary>The page to go to.</summary>
    public string? Url { get; internal init; }

    /// <summary>The address to write to.</summary>
    public string? MailTo { get; internal init; }

    /// <summary>What the form or letter asks for.</summary>
    public IReadOnlyList<StepField> Fields { get; internal init; } = Array.Empty<StepField>();

    /// <summary>What a text for the step is about; null where its kind and whom it is for say all.</summary>
    internal LetterKind? Letter { get; init; }

    /// <summary>What happens next.</summary>
    public string? Expect { get; internal init; }

    /// <summary>Answers that the operator is known to send.</summary>
    public IReadOnlyList<ExpectedAnswer> Answers { get; internal init; } = Array.Empty<ExpectedAnswer>();

    /// <summary>How long it usually takes.</summary>
    public string? TypicalWait { get; internal init; }

    /// <summary>How long the operator says that its part takes; null where it does not say.</summary>
    internal WaitPeriod? WaitPeriod { get; init; }

    /// <summary>When an entry that runs out by itself is gone at the latest, if its cause has ended (UTC).</summary>
    public DateTime? WaitUntil { get; internal init; }

    /// <summary>What to do when the usual time has passed.</summary>
    public string? IfLate { get; internal init; }

    /// <summary>How to ask again, one level higher.</summary>
    public string? Escalation { get; internal init; }

    /// <summary>No question by DNS answers this: a person has to look.</summary>
    public bool IsByEye { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Order + ". " + Title;
}
