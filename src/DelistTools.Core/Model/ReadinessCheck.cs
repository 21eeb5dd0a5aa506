using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>One thing on the sender's own side that operators look at before they grant a removal: how it is, and how it should be.</summary>
public sealed class ReadinessCheck
{
    internal ReadinessCheck()
    {
    }

    /// <summary>What was looked at: <c>PtrRecord</c>, <c>Spf</c>, <c>Dmarc</c> and so on; stable.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Whether it is in order.</summary>
    public ReadinessStatus Status { get; internal init; }

    /// <summary>The address or the name that it is about.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>What is there, in words; text out of records is cleaned of control characters.</summary>
    public string Found { get; internal init; } = "";

    /// <summary>What should be there.</summary>
    public string Expected { get; internal init; } = "";

    /// <summary>Why it matters.</summary>
    public string Why { get; internal init; } = "";

    /// <summary>What to do; null where there is nothing to do.</summary>
    public string? Fix { get; internal init; }

    /// <summary>The record to publish, as a line of a zone file; null where none is missing, or only its owner can make it.</summary>
    public string? Record { get; internal init; }

    /// <summary>Ids of the providers and lists that want it in order before they grant anything.</summary>
    public IReadOnlyList<string> RequiredBy { get; internal init; } = Array.Empty<string>();

    /// <summary>The id of the step of routes that mends it; null where no route asks for it.</summary>
    public string? Prerequisite { get; internal init; }

    /// <summary>The resolver that was asked.</summary>
    public string Resolver { get; internal init; } = "";

    /// <summary>When it was looked at (UTC).</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name + " " + Target + ": " + Status;
}
