using System.Linq;
using DelistTools.Blocklists;

namespace DelistTools.Core.Tests;

/// <summary>Lists that are in no catalogue, with just the rules that a test is about.</summary>
internal static class Lists
{
    internal const string Zone = "bl.test";

    internal static Blocklist With(ListRules rules, BlocklistKind kind = BlocklistKind.IPv4, ListingScope scope = ListingScope.Address) => new()
    {
        Id = "a-list",
        Name = "A List",
        Operator = "Somebody",
        Zone = rules.PublicZone,
        Kind = kind,
        Scope = scope,
        Rules = rules,
    };

    internal static Blocklist Plain(string id = "a-list", string zone = Zone) => new()
    {
        Id = id, Name = id, Operator = "Operator of " + id, Zone = zone, Kind = BlocklistKind.IPv4, Rules = new ListRules { PublicZone = zone },
    };

    internal static ListingCode Code(string code, string meaning, bool informational = false, ListingScope? scope = null) =>
        Range(code, code, meaning, informational, scope);

    internal static ListingCode Range(string from, string to, string meaning, bool informational = false, ListingScope? scope = null) => new()
    {
        From = Number(from), To = Number(to), Meaning = meaning, IsInformational = informational, Scope = scope,
    };

    internal static ListingCode Bit(int bit, string meaning, bool informational = false) =>
        new() { Bit = bit, Meaning = meaning, IsInformational = informational };

    internal static RefusalCode[] Refusals(params string[] codes) =>
        codes.Select(c => new RefusalCode { Code = Number(c), Meaning = "refused with " + c }).ToArray();

    private static uint Number(string address) => IpAddressText.ToUInt32(System.Net.IPAddress.Parse(address));
}
