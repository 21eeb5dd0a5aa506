using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>Something on the sender's own side that operators want to see in order.</summary>
internal sealed class RouteFix
{
    internal string Id { get; init; } = "";

    internal StepTemplate Step { get; init; } = new();

    /// <summary>Its place among the fixes of a plan, the lowest first.</summary>
    internal int Rank { get; init; }

    internal Confidence Confidence { get; init; }

    internal DateTime VerifiedOn { get; init; }

    internal IReadOnlyList<FactSource> Sources { get; init; } = Array.Empty<FactSource>();
}
