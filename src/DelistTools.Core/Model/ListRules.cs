using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>How a list is asked and how its answers are read. Data of the catalogue.</summary>
internal sealed class ListRules
{
    /// <summary>The rules of a list about which nothing more is known than RFC 5782 says.</summary>
    internal static readonly ListRules Rfc5782 = new();

    /// <summary>The zone to ask without a key; null where the list wants one.</summary>
    internal string? PublicZone { get; init; }

    /// <summary>The zone to ask with a key: holds the placeholder <c>&lt;key&gt;</c>.</summary>
    internal string? KeyedZone { get; init; }

    /// <summary>Mirrors, parts and former names: recognised, never asked.</summary>
    internal IReadOnlyList<string> OtherZones { get; init; } = Array.Empty<string>();

    internal bool SharesZone { get; init; }

    internal ListPolarity Polarity { get; init; }

    internal bool IsBitmask { get; init; }

    internal IReadOnlyList<ListingCode> Codes { get; init; } = Array.Empty<ListingCode>();

    internal IReadOnlyList<RefusalCode> Refusals { get; init; } = Array.Empty<RefusalCode>();

    internal ListTestEntry? Test { get; init; }

    /// <summary>Questions a second that the operator is asked at most; 0 for a server of one's own.</summary>
    internal double Pace { get; init; } = DefaultPace;

    internal const double DefaultPace = 25;

    /// <summary>The same rules in one public zone.</summary>
    internal ListRules In(string zone) => new()
    {
        PublicZone = zone,
        SharesZone = SharesZone && PublicZone == zone,
        Polarity = Polarity,
        IsBitmask = IsBitmask,
        Codes = Codes,
        Refusals = Refusals,
        Test = Test,
        Pace = Pace,
    };
}
