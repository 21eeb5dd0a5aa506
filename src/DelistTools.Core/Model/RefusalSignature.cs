using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>A reply that is known: what it looks like and what it means.</summary>
internal sealed class RefusalSignature
{
    internal string Id { get; init; } = "";

    /// <summary>The id of the provider whose words these are; null where many use them.</summary>
    internal string? Provider { get; init; }

    /// <summary>Only where the refusing host is known to be the provider's: elsewhere the same words or codes mean something else.</summary>
    internal bool IsProviderOnly { get; init; }

    /// <summary>The id of the list that is behind it.</summary>
    internal string? Blocklist { get; init; }

    /// <summary>Pieces of the reply that must all be there, in any letter case.</summary>
    internal IReadOnlyList<string> Fragments { get; init; } = Array.Empty<string>();

    /// <summary>Pieces of text of which none may be there.</summary>
    internal IReadOnlyList<string> Excluded { get; init; } = Array.Empty<string>();

    /// <summary>Codes of which one must be there; empty where the code does not matter.</summary>
    internal IReadOnlyList<ReplyCodeRange> Codes { get; init; } = Array.Empty<ReplyCodeRange>();

    /// <summary>What must be found besides; its named groups take parts of the reply out.</summary>
    internal SignaturePattern? Pattern { get; init; }

    /// <summary>The ids of the lists that the digits of the pattern's group <c>bits</c> stand for, from the right.</summary>
    internal IReadOnlyList<string> BitLists { get; init; } = Array.Empty<string>();

    internal RefusalCause Cause { get; init; }

    /// <summary>The stage at which this reply is given, where that is certain.</summary>
    internal SmtpStage? Stage { get; init; }

    /// <summary>Whether trying again is of use, where the reply code would mislead.</summary>
    internal bool? IsPermanent { get; init; }

    /// <summary>What it means.</summary>
    internal string About { get; init; } = "";

    /// <summary>The page that its author gives for this refusal, for replies that do not repeat it.</summary>
    internal string? Url { get; init; }

    /// <summary>The mail address that its author gives for this refusal, for replies that do not repeat it.</summary>
    internal string? Mail { get; init; }

    /// <summary>Replies that it must be chosen for.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = Array.Empty<string>();

    /// <summary>Replies that it must not be chosen for, however near they are.</summary>
    internal IReadOnlyList<string> NearMisses { get; init; } = Array.Empty<string>();

    internal Confidence Confidence { get; init; }

    /// <summary>The day on which the entry was last compared with its sources (UTC, no time of day).</summary>
    internal DateTime VerifiedOn { get; init; }

    internal IReadOnlyList<FactSource> Sources { get; init; } = Array.Empty<FactSource>();

    /// <summary>How much of a reply the fragments are, in characters.</summary>
    internal int LiteralLength { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
