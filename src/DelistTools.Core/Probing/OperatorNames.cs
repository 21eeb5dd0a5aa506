using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Probing;

/// <summary>
/// Who runs hosts, as far as a minute between two probes goes: the provider where the catalogue knows it, or else what hosts
/// of one operator share, the end of their names and their addresses. Whichever recipient is named, it is the same server.
/// </summary>
internal static class OperatorNames
{
    /// <param name="hosts">The hosts; those of this machine are nobody's.</param>
    /// <param name="providerOf">Whose a host is.</param>
    internal static string[] Of(IEnumerable<ProbeHost> hosts, Func<string, string?> providerOf) => hosts
        .Where(h => !h.Addresses.All(IPAddress.IsLoopback))
        .SelectMany(h => new[] { providerOf(h.Name) ?? DomainNameText.Site(h.Name) }.Concat(h.Addresses.Select(a => a.ToString())))
        .Distinct().ToArray();
}
