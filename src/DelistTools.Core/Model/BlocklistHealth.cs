using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>How a list stands the test of its own test entries, through one resolver.</summary>
public sealed class BlocklistHealth
{
    internal BlocklistHealth()
    {
    }

    /// <summary>The id of the list; the zone itself where the list is not in the catalogue.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The zone asked. An account key shows as <c>&lt;key&gt;</c>.</summary>
    public string? Zone { get; internal init; }

    /// <summary>The result.</summary>
    public ListHealth Health { get; internal init; }

    /// <summary>What the result says about the resolver.</summary>
    public ResolverFinding ResolverFinding { get; internal init; }

    /// <summary>What it means.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>What is wrong with the resolver, and the cure; empty where the resolver is not to blame.</summary>
    public IReadOnlyList<string> Advice { get; internal init; } = Array.Empty<string>();

    /// <summary>Each question and its answer.</summary>
    public IReadOnlyList<string> Evidence { get; internal init; } = Array.Empty<string>();

    /// <summary>The resolver asked; of a list that is a file, the file.</summary>
    public string Resolver { get; internal init; } = "";

    /// <summary>The resolver that the list saw, where its refusal names it; null otherwise. It is often not the one that was asked.</summary>
    public string? SeenResolver { get; internal init; }

    /// <summary>The day on which the catalogue's entry was last compared with its sources (UTC); null for a list that is in no catalogue.</summary>
    public DateTime? EntryVerifiedOn { get; internal init; }

    /// <summary>How old the catalogue's entry was at the time of the test; null for a list that is in no catalogue.</summary>
    public TimeSpan? EntryAge => EntryVerifiedOn is { } day ? CheckedAt.Date - day : null;

    /// <summary>When (UTC).</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name + ": " + Health;
}
