using System;
using System.Collections.Generic;

namespace DelistTools.Blocklists;

/// <summary>What a list's test entries said through one resolver.</summary>
internal sealed class ListTestResult
{
    internal ListHealth Health { get; init; }

    /// <summary>The entry that must be listed was: the list's silence about others means something.</summary>
    internal bool PositiveHolds { get; init; }

    /// <summary>The entry that must not be listed was not: a listing of others means something.</summary>
    internal bool NegativeHolds { get; init; }

    internal string Reason { get; init; } = "";

    /// <summary>What is said where the list has no such entry; null: what is said of all lists.</summary>
    internal string? Absence { get; init; }

    internal ResolverFinding Finding { get; init; }

    internal IReadOnlyList<string> Evidence { get; init; } = Array.Empty<string>();

    /// <summary>Texts of a refusal; they often name the resolver that the list saw.</summary>
    internal IReadOnlyList<string> RefusalTexts { get; init; } = Array.Empty<string>();
}
