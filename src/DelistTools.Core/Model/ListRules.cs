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

    /// <summary>The test entries of a list of addresses, or of domains alone; null where those of RFC 5782 are taken.</summary>
    internal ListTestEntry? Test { get; init; }

    /// <summary>The test entries for domains of a list that holds addresses as well; null where those of RFC 5782 are taken.</summary>
    internal ListTestEntry? DomainTest { get; init; }

    /// <summary>The test entries for IPv6 of a list that holds IPv4 as well; null where they are the others, mapped.</summary>
    internal ListTestEntry? IPv6Test { get; init; }

    /// <summary>Which name a domain list is asked for where a host's is given.</summary>
    internal DomainAsked Asks { get; init; }

    /// <summary>Questions a second that the operator is asked at most; 0 for a server of one's own.</summary>
    internal double Pace { get; init; } = DefaultPace;

    internal const double DefaultPace = 25;

    /// <summary>
    /// Half of the least that an operator states whose lists answer without an account (Mailspike: 100,000). The other half
    /// is for the mail server, whose filter mostly asks through the same resolver.
    /// </summary>
    internal const int DefaultDailyLimit = 50_000;

    private readonly int? _dailyLimit;

    /// <summary>Questions a day (UTC) that the operator is asked at most by this machine; 0: any number.</summary>
    internal int DailyLimit
    {
        get => _dailyLimit ?? (Pace > 0 ? DefaultDailyLimit : 0);
        init => _dailyLimit = value;
    }

    /// <summary>Questions are counted or paced; those to a server of one's own are neither.</summary>
    internal bool HasBudget => Pace > 0 || DailyLimit > 0;

    /// <summary>What the list must and must not list of one kind of target.</summary>
    /// <param name="asked">The kind of target.</param>
    /// <param name="held">What the list holds.</param>
    internal ListTestEntry TestFor(BlocklistKind asked, BlocklistKind held)
    {
        bool holdsAddresses = (held & (BlocklistKind.IPv4 | BlocklistKind.IPv6)) != 0;
        return asked switch
        {
            BlocklistKind.Domain => (holdsAddresses ? DomainTest : Test) ?? ListTestEntry.Domain,
            BlocklistKind.IPv6 => IPv6Test ?? Test ?? ListTestEntry.Address,
            BlocklistKind.Hash => ListTestEntry.None,
            _ => Test ?? ListTestEntry.Address,
        };
    }

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
        DomainTest = DomainTest,
        IPv6Test = IPv6Test,
        Asks = Asks,
        Pace = Pace,
        DailyLimit = DailyLimit,
    };
}
