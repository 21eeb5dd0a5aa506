using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>What all lists asked said about one address.</summary>
public sealed class IpBlocklistResult
{
    internal IpBlocklistResult()
    {
    }

    /// <summary>The address, in its usual text form.</summary>
    public string Address { get; internal init; } = "";

    /// <summary>The host name that led to the address; null where the address itself was given.</summary>
    public string? HostName { get; internal init; }

    /// <summary>
    /// <see cref="ListingStatus.NotListed"/> only where every list that was asked for by name, and every list of high
    /// impact, gave an answer that can be trusted, and at least half of the others did.
    /// </summary>
    public ListingStatus Status { get; internal init; }

    /// <summary>At least one list names the address.</summary>
    public bool IsListed => Status == ListingStatus.Listed;

    /// <summary>Ids of the lists that name it. A list contained in another one named here does not appear again.</summary>
    public IReadOnlyList<string> ListedOn { get; internal init; } = Array.Empty<string>();

    /// <summary>The operators behind <see cref="ListedOn"/>, each once: several lists of one operator are one listing to clear.</summary>
    public IReadOnlyList<string> Operators { get; internal init; } = Array.Empty<string>();

    /// <summary>The checks behind <see cref="ListedOn"/>.</summary>
    public IReadOnlyList<BlocklistCheck> Listings { get; internal init; } = Array.Empty<BlocklistCheck>();

    /// <summary>Every check, in the order in which they landed.</summary>
    public IReadOnlyList<BlocklistCheck> Checks
    {
        get => PackedChecks?.Unpack() ?? field;
        internal init;
    } = Array.Empty<BlocklistCheck>();

    /// <summary>The checks of one address among many, kept small until somebody looks at them.</summary>
    internal IPackedChecks? PackedChecks { get; init; }

    /// <summary>How many lists this result is about, without those that do not apply.</summary>
    public int Asked { get; internal init; }

    /// <summary>How many gave an answer that can be trusted.</summary>
    public int Answered { get; internal init; }

    /// <summary>How many refused, failed or could not be trusted.</summary>
    public int Unanswered { get; internal init; }

    /// <summary>The resolver asked.</summary>
    public string Resolver { get; internal init; } = "";

    /// <summary>What is wrong with the resolver, and the cure; empty where nothing was noticed.</summary>
    public IReadOnlyList<string> Advice { get; internal init; } = Array.Empty<string>();

    /// <summary>When the last answer landed (UTC).</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Address + ": " + Status;
}
