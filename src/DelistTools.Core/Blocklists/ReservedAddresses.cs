using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;

namespace DelistTools.Blocklists;

/// <summary>
/// Addresses that never send mail to the public Internet, so that no list can hold them: the special-purpose
/// registries of IANA (RFC 6890) and multicast.
/// </summary>
internal static class ReservedAddresses
{
    private const string Documentation = "for documentation";

    private static readonly KeyValuePair<AddressRange, string>[] Table =
    {
        Entry("0.0.0.0/8", "\"this network\" (RFC 791)"),
        Entry("10.0.0.0/8", "private (RFC 1918)"),
        Entry("100.64.0.0/10", "shared by carrier-grade NAT (RFC 6598)"),
        Entry("127.0.0.0/8", "loopback (RFC 1122)"),
        Entry("169.254.0.0/16", "link-local (RFC 3927)"),
        Entry("172.16.0.0/12", "private (RFC 1918)"),
        Entry("192.0.0.0/24", "for protocol assignments (RFC 6890)"),
        Entry("192.0.2.0/24", Documentation + " (RFC 5737)"),
        Entry("192.88.99.0/24", "a withdrawn 6to4 relay anycast (RFC 7526)"),
        Entry("192.168.0.0/16", "private (RFC 1918)"),
        Entry("198.18.0.0/15", "for benchmarks (RFC 2544)"),
        Entry("198.51.100.0/24", Documentation + " (RFC 5737)"),
        Entry("203.0.113.0/24", Documentation + " (RFC 5737)"),
        Entry("224.0.0.0/4", "multicast (RFC 5771)"),
        Entry("240.0.0.0/4", "reserved (RFC 1112)"),
        Entry("::/128", "the unspecified address (RFC 4291)"),
        Entry("::1/128", "loopback (RFC 4291)"),
        Entry("64:ff9b:1::/48", "for local translation (RFC 8215)"),
        Entry("100::/64", "discard-only (RFC 6666)"),
        Entry("2001:db8::/32", Documentation + " (RFC 3849)"),
        Entry("3fff::/20", Documentation + " (RFC 9637)"),
        Entry("fc00::/7", "unique local (RFC 4193)"),
        Entry("fe80::/10", "link-local (RFC 4291)"),
        Entry("ff00::/8", "multicast (RFC 4291)"),
    };

    /// <summary>What the first reserved block that the range touches is for; null where it touches none.</summary>
    internal static string? Describe(AddressRange range) =>
        Table.Where(entry => entry.Key.Overlaps(range)).Select(entry => entry.Value).FirstOrDefault();

    /// <summary>Mail may come from the address, or it stands for such a one in a manual.</summary>
    internal static bool IsForMail(IPAddress address) =>
        Describe(new AddressRange(address, address))?.StartsWith(Documentation, StringComparison.Ordinal) != false;

    private static KeyValuePair<AddressRange, string> Entry(string prefix, string purpose)
    {
        int slash = prefix.IndexOf('/');
        return new KeyValuePair<AddressRange, string>(
            AddressRange.FromPrefix(
                IPAddress.Parse(prefix.Substring(0, slash)),
                int.Parse(prefix.Substring(slash + 1), CultureInfo.InvariantCulture)),
            purpose);
    }
}
