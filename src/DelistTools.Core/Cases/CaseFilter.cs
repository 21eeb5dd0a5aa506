using System;
using System.Collections.Generic;

namespace DelistTools.Cases;

/// <summary>Which cases are wanted; all where nothing is set.</summary>
internal sealed class CaseFilter
{
    /// <summary>Their numbers; empty: any.</summary>
    internal IReadOnlyList<int> Ids { get; init; } = Array.Empty<int>();

    /// <summary>Their states; empty: any.</summary>
    internal IReadOnlyList<CaseState> States { get; init; } = Array.Empty<CaseState>();

    /// <summary>Only those that are not closed.</summary>
    internal bool IsUnclosed { get; init; }

    /// <summary>
    /// Only those that something is to be done about by then (UTC): whose time has come, and those that
    /// have no time, since nothing else would ever bring them up. The longest due come first.
    /// </summary>
    internal DateTime? DueAt { get; init; }

    /// <summary>By the id of the list or provider and the operator's name.</summary>
    internal Func<string, string, bool>? For { get; init; }

    /// <summary>By the target, which may be several after commas, and may be missing.</summary>
    internal Func<string?, bool>? Target { get; init; }
}
