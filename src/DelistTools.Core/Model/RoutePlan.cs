using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>What to do in a situation that many lists and refusals share.</summary>
internal sealed class RoutePlan
{
    internal string Id { get; init; } = "";

    internal RouteAdvice Advice { get; init; }

    /// <summary>Why that is the advice.</summary>
    internal string Reason { get; init; } = "";

    internal string Time { get; init; } = "";

    internal string Cost { get; init; } = "";

    /// <summary>Ids of fixes that come first.</summary>
    internal IReadOnlyList<string> Fixes { get; init; } = Array.Empty<string>();

    internal IReadOnlyList<StepTemplate> Steps { get; init; } = Array.Empty<StepTemplate>();

    internal Confidence Confidence { get; init; }

    internal DateTime VerifiedOn { get; init; }

    internal IReadOnlyList<FactSource> Sources { get; init; } = Array.Empty<FactSource>();
}
