using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DnsClient;

namespace DelistTools.Dns;

/// <summary>The resolvers that the operating system is set to use.</summary>
internal static class SystemResolver
{
    internal static IReadOnlyList<IPEndPoint> Discover()
    {
        // The fallback to a public resolver is off: lists refuse those, and nobody asked for them.
        try
        {
            return NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)
                .Select(s => IPAddress.TryParse(s.Address, out IPAddress? address) ? new IPEndPoint(address, s.Port) : null)
                .OfType<IPEndPoint>()
                .Distinct()
                .ToList();
        }
        catch (InvalidOperationException)
        {
            // What the library throws where the system names none.
            return Array.Empty<IPEndPoint>();
        }
    }

    /// <summary>
    /// The first of several that answers at all. One resolver serves a whole run, so that no second opinion overrules
    /// a correct "no such name"; a dead first one must not make every list look silent.
    /// </summary>
    internal static async Task<IPEndPoint> FirstAliveAsync(
        IReadOnlyList<IPEndPoint> candidates, Func<IPEndPoint, IDnsTransport> open, CancellationToken cancellationToken)
    {
        foreach (IPEndPoint candidate in candidates.Take(candidates.Count - 1))
        {
            if (await IsReachableAsync(open(candidate), cancellationToken).ConfigureAwait(false))
            {
                return candidate;
            }
        }

        return candidates[candidates.Count - 1];
    }

    /// <summary>Whether anything at all comes back for a question that every server knows how to refuse.</summary>
    internal static async Task<bool> IsReachableAsync(IDnsTransport transport, CancellationToken cancellationToken)
    {
        DnsAnswer answer = await transport.AskAsync(".", DnsRecordKind.NS, cancellationToken).ConfigureAwait(false);
        return answer.Outcome != DnsOutcome.Failed
            || answer.Failure is not (LookupFailureKind.Timeout or LookupFailureKind.Unreachable);
    }
}
