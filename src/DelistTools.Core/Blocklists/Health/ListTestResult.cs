using System;
using System.Collections.Generic;

namespace DelistTools.Blocklists;

/// <summary>What a list's test entries for one kind of target said through one resolver.</summary>
internal sealed record ListTestResult
{
    // Hours, because asking the entries again and again is rude; few, because the resolver behind an address such as
    // 127.0.0.53 changes with the network, and a list may be given up at any time.
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(2);

    internal static readonly TimeSpan Passing = TimeSpan.FromMinutes(5);

    /// <summary>The kind of target.</summary>
    internal BlocklistKind Kind { get; init; }

    internal ListHealth Health { get; init; }

    /// <summary>The entry that must be listed was: the list's silence about others means something.</summary>
    internal bool PositiveHolds { get; init; }

    /// <summary>The entry that must not be listed was not: a listing of others means something.</summary>
    internal bool NegativeHolds { get; init; }

    /// <summary>Whoever answered holds the list's zone itself: every answer came with authority.</summary>
    internal bool IsAuthoritative { get; init; }

    /// <summary>Every entry was asked for.</summary>
    internal bool IsComplete { get; init; } = true;

    internal string Reason { get; init; } = "";

    /// <summary>What is said where the list has no such entry; null: what is said of all lists.</summary>
    internal string? Absence { get; init; }

    internal ResolverFinding Finding { get; init; }

    internal IReadOnlyList<string> Evidence { get; init; } = Array.Empty<string>();

    /// <summary>Texts of a refusal; they often name the resolver that the list saw.</summary>
    internal IReadOnlyList<string> RefusalTexts { get; init; } = Array.Empty<string>();

    /// <summary>The entries that must be listed, the shallowest first.</summary>
    internal IReadOnlyList<TestEntryDepth> Depths { get; init; } = Array.Empty<TestEntryDepth>();

    /// <summary>When it was tested (UTC).</summary>
    internal DateTime CheckedAt { get; init; }

    /// <summary>It comes from an earlier run.</summary>
    internal bool IsRemembered { get; init; }

    /// <summary>For how long it holds in the run that found it: silence, too, for a while.</summary>
    internal TimeSpan LifetimeInRun => Lifetime > TimeSpan.Zero ? Lifetime : Passing;

    /// <summary>
    /// For how long it may be kept: hours where all is well, minutes where somebody may be mending it. Silence not at all:
    /// the next run may find the network mended, and asks two questions to know.
    /// </summary>
    internal TimeSpan Lifetime
    {
        get
        {
            if (!IsComplete || Health is ListHealth.Unreachable or ListHealth.Inconclusive or ListHealth.NotTested)
            {
                return TimeSpan.Zero;
            }

            return Health is ListHealth.Healthy or ListHealth.NoTestEntry && Finding == ResolverFinding.None ? Lasting : Passing;
        }
    }
}
