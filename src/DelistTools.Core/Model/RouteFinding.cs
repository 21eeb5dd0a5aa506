using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>One list, provider or cause behind a route: whether it is worth the trouble, and what that rests on.</summary>
public sealed class RouteFinding
{
    internal RouteFinding()
    {
    }

    /// <summary>The id of the list or provider; the cause's name where neither is known.</summary>
    public string For { get; internal init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Who runs the list; of a provider, its name. What one operator runs is one case.</summary>
    internal string Operator { get; init; } = "";

    /// <summary>The addresses or domains that it is about.</summary>
    public IReadOnlyList<string> Targets { get; internal init; } = Array.Empty<string>();

    /// <summary>What was found.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>What the finding tells, by the names of the catalogue's places, for a text to the operator.</summary>
    internal IReadOnlyList<StepField> Facts { get; init; } = Array.Empty<StepField>();

    /// <summary>Whether it is worth the trouble.</summary>
    public RouteAdvice Advice { get; internal init; }

    /// <summary>Why that is the advice.</summary>
    public string AdviceReason { get; internal init; } = "";

    /// <summary>How long it usually takes.</summary>
    public string TypicalTime { get; internal init; } = "";

    /// <summary>What it costs.</summary>
    public string Cost { get; internal init; } = "";

    /// <summary>How well the way off is sourced.</summary>
    public Confidence Confidence { get; internal init; }

    /// <summary>The day on which that was last compared with its sources.</summary>
    public DateTime VerifiedOn { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => For + ": " + Advice;
}
