using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Blocklists;

/// <summary>
/// Names under which nobody can register a domain and no mail server can be found, so that no list can hold them: the
/// registry of special-use domain names of IANA (RFC 6761), and names that networks use for themselves.
/// </summary>
internal static class ReservedNames
{
    private const string Documentation = "for documentation (RFC 6761)";

    private static readonly KeyValuePair<string, string>[] Table =
    {
        Entry("alt", "for names outside DNS (RFC 9476)"),
        Entry("arpa", "for the Internet's own infrastructure (RFC 3172)"),
        Entry("example", Documentation),
        Entry("example.com", Documentation),
        Entry("example.net", Documentation),
        Entry("example.org", Documentation),
        Entry("internal", "for networks of one's own (reserved by ICANN)"),
        Entry("invalid", "for names that must not exist (RFC 6761)"),
        Entry("lan", "for networks of one's own (by custom)"),
        Entry("local", "for the local link (RFC 6762)"),
        Entry("localdomain", "for networks of one's own (by custom)"),
        Entry("localhost", "loopback (RFC 6761)"),
        Entry("onion", "for hidden services of Tor (RFC 7686)"),
        Entry("test", "for tests (RFC 6761)"),
    };

    /// <summary>What the domain that the name is in is for; null where anybody may have it.</summary>
    /// <param name="name">In A-labels and lower case.</param>
    internal static string? Describe(string name) =>
        Table.Where(e => name == e.Key || name.EndsWith("." + e.Key, StringComparison.Ordinal)).Select(e => e.Value).FirstOrDefault();

    private static KeyValuePair<string, string> Entry(string name, string purpose) => new(name, purpose);
}
