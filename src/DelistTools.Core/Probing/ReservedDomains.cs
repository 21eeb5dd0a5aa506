using System;
using System.Linq;

namespace DelistTools.Probing;

/// <summary>Domains that are nobody's, from which no mail can honestly come (RFC 2606, sections 2 and 3; RFC 6761).</summary>
internal static class ReservedDomains
{
    private static readonly string[] Names = { "test", "example", "invalid", "localhost", "example.com", "example.net", "example.org" };

    /// <param name="domain">In A-labels and lower case.</param>
    internal static bool Contains(string domain) =>
        Names.Any(n => domain == n || domain.EndsWith("." + n, StringComparison.Ordinal));
}
