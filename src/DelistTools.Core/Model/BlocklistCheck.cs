using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>What one list said about one target.</summary>
public sealed class BlocklistCheck
{
    internal BlocklistCheck()
    {
    }

    /// <summary>The address or domain asked about.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>
    /// What the list was asked for in the end: of a host the registrable domain, where the list has no entry for hosts;
    /// null where it was not asked.
    /// </summary>
    public string? AskedAs { get; internal init; }

    /// <summary>The id of the list; the zone itself where the list is not in the catalogue.</summary>
    public string Blocklist { get; internal init; } = "";

    /// <summary>Who runs the list.</summary>
    public string Operator { get; internal init; } = "";

    /// <summary>The zone asked. An account key shows as <c>&lt;key&gt;</c>.</summary>
    public string? Zone { get; internal init; }

    /// <summary>The list's verdict, after its health was weighed.</summary>
    public ListingVerdict Verdict { get; internal init; }

    /// <summary>The addresses answered, in ascending order.</summary>
    public IReadOnlyList<string> Codes { get; internal init; } = Array.Empty<string>();

    /// <summary>What the codes mean, one each where the catalogue knows it.</summary>
    public IReadOnlyList<string> Meanings { get; internal init; } = Array.Empty<string>();

    /// <summary>Ids of the component lists that the codes of a combined list name.</summary>
    public IReadOnlyList<string> Components { get; internal init; } = Array.Empty<string>();

    /// <summary>The list's own text for the entry (TXT), cleaned of control characters.</summary>
    public IReadOnlyList<string> Texts { get; internal init; } = Array.Empty<string>();

    /// <summary>The reply was cut off and could not be had whole: there may be more codes than these.</summary>
    public bool IsPartial { get; internal init; }

    /// <summary>Why the verdict is what it is, for a person.</summary>
    public string? Reason { get; internal init; }

    /// <summary>How much the listing covers.</summary>
    public ListingScope Scope { get; internal init; }

    /// <summary>How much mail a listing on this list costs.</summary>
    public BlocklistImpact Impact { get; internal init; }

    /// <summary>Why there was no usable answer; None where there was one.</summary>
    public LookupFailureKind FailureKind { get; internal init; }

    /// <summary>What the list's test entries said through the same resolver.</summary>
    public ListHealth Health { get; internal init; }

    /// <summary>How long the answer may be kept, and for how long it is not asked for again.</summary>
    public TimeSpan Ttl { get; internal init; }

    /// <summary>From the question to the answer; zero where the answer was still remembered.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The resolver asked; of a list that is a file, the file.</summary>
    public string Resolver { get; internal init; } = "";

    /// <summary>When (UTC).</summary>
    public DateTime CheckedAt { get; internal init; }

    /// <summary>The list was sent a question, or its remembered answer served.</summary>
    internal bool WasAsked => Verdict != ListingVerdict.NotApplicable && FailureKind != LookupFailureKind.NotAsked;

    /// <summary>The list said something about the target that can be trusted.</summary>
    internal bool IsAnswered => Verdict is ListingVerdict.Listed or ListingVerdict.NotListed or ListingVerdict.Informational;

    /// <inheritdoc/>
    public override string ToString() => Target + " " + Blocklist + ": " + Verdict;
}
