using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>How a list stands the test for one kind of target that it holds. A list may be well for one and dead for another.</summary>
public sealed class BlocklistFamilyHealth
{
    internal BlocklistFamilyHealth()
    {
    }

    /// <summary>The kind of target.</summary>
    public BlocklistKind Kind { get; internal init; }

    /// <summary>The result. Verdicts about targets of this kind go by it.</summary>
    public ListHealth Health { get; internal init; }

    /// <summary>What the result says about the resolver.</summary>
    public ResolverFinding ResolverFinding { get; internal init; }

    /// <summary>What it means.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>Each question and its answer.</summary>
    public IReadOnlyList<string> Evidence { get; internal init; } = Array.Empty<string>();

    /// <summary>The entries that must be listed, the shallowest first; empty where there is none.</summary>
    public IReadOnlyList<TestEntryDepth> Depths { get; internal init; } = Array.Empty<TestEntryDepth>();

    /// <summary>When it was tested (UTC).</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <summary>It was tested earlier, and the result was kept.</summary>
    public bool IsRemembered { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Kind + ": " + Health;
}
