using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>What all lists asked said about a range of addresses, in numbers.</summary>
public sealed class IpBlocklistSummary
{
    internal IpBlocklistSummary()
    {
    }

    /// <summary>The range as it was given.</summary>
    public string Range { get; internal init; } = "";

    /// <summary>The part of it that was asked about, such as <c>3/16</c>; null for the whole.</summary>
    public string? Shard { get; internal init; }

    /// <summary>Addresses asked about.</summary>
    public long Addresses { get; internal init; }

    /// <summary>Addresses on at least one list.</summary>
    public long Listed { get; internal init; }

    /// <summary>Addresses on none, as far as enough of the answers can be trusted.</summary>
    public long NotListed { get; internal init; }

    /// <summary>Addresses of which that cannot be said.</summary>
    public long Undetermined { get; internal init; }

    /// <summary>Every list that was asked, those with the most listed addresses first.</summary>
    public IReadOnlyList<RangeListCount> ByList { get; internal init; } = Array.Empty<RangeListCount>();

    /// <summary>Listed addresses by what the entries cover.</summary>
    public IReadOnlyList<RangeScopeCount> ByScope { get; internal init; } = Array.Empty<RangeScopeCount>();

    /// <summary>The listed addresses, neighbours together: <c>192.0.2.7</c>, <c>192.0.2.16-192.0.2.31</c>.</summary>
    public IReadOnlyList<string> ListedAddresses { get; internal init; } = Array.Empty<string>();

    /// <summary>The resolver asked.</summary>
    public string Resolver { get; internal init; } = "";

    /// <summary>What is wrong with the resolver, and the cure; empty where nothing was noticed.</summary>
    public IReadOnlyList<string> Advice { get; internal init; } = Array.Empty<string>();

    /// <summary>When the last answer landed (UTC).</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Range + ": " + Listed + " of " + Addresses + " listed";
}
