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

    /// <summary>The worst result of the kinds of target that could be tested; those without a test entry do not count beside others.</summary>
    public ListHealth Health { get; internal init; }

    /// <summary>The result for each kind of target that it holds; empty where it was not asked, or is a file that cannot be read.</summary>
    public IReadOnlyList<BlocklistFamilyHealth> Families { get; internal init; } = Array.Empty<BlocklistFamilyHealth>();

    /// <summary>What the result says about the resolver.</summary>
    public ResolverFinding ResolverFinding { get; internal init; }

    /// <summary>What it means.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>What to do, in one line; there is always one.</summary>
    public string Advice { get; internal init; } = "";

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

    /// <summary>When it was tested (UTC); where several kinds of target were, when the first was.</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <summary>At least a part of it was tested earlier, and the result was kept.</summary>
    public bool IsRemembered { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name + ": " + Health;
}
