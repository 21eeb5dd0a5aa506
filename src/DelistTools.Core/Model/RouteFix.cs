using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>Something on the sender's own side that operators want to see in order.</summary>
internal sealed class RouteFix
{
    private const string IPv6Prefix = "ipv6-";

    internal string Id { get; init; } = "";

    /// <summary>It concerns IPv6 addresses only: an id that begins so is that of <see cref="Subject"/> for them.</summary>
    internal bool IsForIPv6 => Id.StartsWith(IPv6Prefix, StringComparison.Ordinal);

    /// <summary>The id of the fix that is the same for addresses of any kind; its own where it is that one.</summary>
    internal string Subject => IsForIPv6 ? Id.Substring(IPv6Prefix.Length) : Id;

    internal StepTemplate Step { get; init; } = new();

    /// <summary>Its place among the fixes of a plan, the lowest first.</summary>
    internal int Rank { get; init; }

    internal Confidence Confidence { get; init; }

    internal DateTime VerifiedOn { get; init; }

    internal IReadOnlyList<FactSource> Sources { get; init; } = Array.Empty<FactSource>();
}
