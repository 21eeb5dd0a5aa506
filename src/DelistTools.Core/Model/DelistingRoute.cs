using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>The way from a finding to delivered mail: what to do, in which order, and whether it is worth it.</summary>
public sealed class DelistingRoute
{
    internal DelistingRoute()
    {
    }

    /// <summary>The address, addresses or domain that is to be freed; null where the finding names none.</summary>
    public string? Target { get; internal init; }

    /// <summary>Ids of the lists and providers that this is about, in working order.</summary>
    public IReadOnlyList<string> For { get; internal init; } = Array.Empty<string>();

    /// <summary>What was found.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>Whether it is worth the trouble: the best advice of the findings.</summary>
    public RouteAdvice Advice { get; internal init; }

    /// <summary>The steps in working order: none comes before one that it depends on.</summary>
    public IReadOnlyList<DelistingStep> Steps { get; internal init; } = Array.Empty<DelistingStep>();

    /// <summary>The findings that the plan merges, with the advice for each.</summary>
    public IReadOnlyList<RouteFinding> Findings { get; internal init; } = Array.Empty<RouteFinding>();

    /// <summary>How long it usually takes.</summary>
    public string TypicalTime { get; internal init; } = "";

    /// <summary>What it costs.</summary>
    public string Cost { get; internal init; } = "";

    /// <summary>How well the plan is sourced: as well as its weakest part.</summary>
    public Confidence Confidence { get; internal init; }

    /// <summary>What to keep in mind: old or weakly sourced facts, contradictions.</summary>
    public IReadOnlyList<string> Cautions { get; internal init; } = Array.Empty<string>();

    /// <summary>Where the facts come from.</summary>
    public IReadOnlyList<FactSource> Sources { get; internal init; } = Array.Empty<FactSource>();

    /// <summary>The day on which the oldest of the facts was last compared with its sources.</summary>
    public DateTime VerifiedOn { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => (Target is null ? "" : Target + " ") + string.Join(", ", For) + ": " + Advice;
}
