using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Routing;

/// <summary>What plans are about: addresses and domains, as text.</summary>
internal static class Targets
{
    private const int Named = 10;

    /// <summary>The target as an address; null where it is none.</summary>
    internal static IPAddress? AddressOf(string? target) =>
        target is not null && IpAddressText.TryParse(target, out IPAddress? address) ? address : null;

    /// <summary>What a list has to hold to say anything about the target.</summary>
    internal static BlocklistKind KindOf(string target) => AddressOf(target)?.AddressFamily switch
    {
        null => BlocklistKind.Domain,
        AddressFamily.InterNetworkV6 => BlocklistKind.IPv6,
        _ => BlocklistKind.IPv4,
    };

    /// <summary>The list holds targets of this kind.</summary>
    internal static bool IsFor(this Blocklist list, string target) => (list.Kind & KindOf(target)) != 0;

    /// <summary>The list holds addresses, of whatever kind.</summary>
    internal static bool HoldsAddresses(this Blocklist list) => (list.Kind & (BlocklistKind.IPv4 | BlocklistKind.IPv6)) != 0;

    /// <summary>The targets in a sentence: not more of them than somebody reads.</summary>
    internal static string Joined(IReadOnlyList<string> targets) => targets.Count <= Named
        ? string.Join(", ", targets)
        : string.Join(", ", targets.Take(Named)) + " and " + (targets.Count - Named).ToString(CultureInfo.InvariantCulture) + " more";
}
