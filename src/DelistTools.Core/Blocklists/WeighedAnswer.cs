using System;
using System.Collections.Generic;

namespace DelistTools.Blocklists;

/// <summary>What an answer means by the list's own rules, before the list's health is considered.</summary>
internal sealed class WeighedAnswer
{
    internal ListingVerdict Verdict { get; init; }

    internal LookupFailureKind Failure { get; init; }

    internal IReadOnlyList<string> Codes { get; init; } = Array.Empty<string>();

    internal IReadOnlyList<string> Meanings { get; init; } = Array.Empty<string>();

    internal IReadOnlyList<string> Components { get; init; } = Array.Empty<string>();

    internal ListingScope Scope { get; init; }

    internal string Reason { get; init; } = "";

    /// <summary>An address outside 127.0.0.0/8 was among the answers.</summary>
    internal bool IsForeign { get; init; }
}
