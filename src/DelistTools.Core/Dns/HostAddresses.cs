using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>The addresses of a host, through the same resolver as everything else.</summary>
internal sealed class HostAddresses
{
    // A resolver that does DNS64 makes an IPv6 address of every IPv4 one (RFC 6052, section 2.1); no mail comes from it.
    private static readonly AddressRange Dns64 = AddressRange.FromPrefix(IPAddress.Parse("64:ff9b::"), 96);

    private HostAddresses(IReadOnlyList<IPAddress> addresses, string? failure, bool isAlias)
    {
        IsAlias = isAlias;
        Addresses = addresses;
        Failure = failure;
    }

    /// <summary>IPv4 first, then IPv6.</summary>
    internal IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Why an answer is missing, where one is; the name may have more addresses than are known then.</summary>
    internal string? Failure { get; }

    /// <summary>The name is an alias (CNAME) of the host that has them.</summary>
    internal bool IsAlias { get; }

    /// <summary>Why addresses are missing, as an error; null where none are.</summary>
    /// <param name="given">What the user wrote.</param>
    /// <param name="hostName">The host.</param>
    /// <param name="resolver">Who was asked.</param>
    internal Problem? Problem(string given, string hostName, string resolver) => Failure is not null
        ? new Problem("HostLookupFailed", given, hostName, resolver, Failure)
        : Addresses.Count == 0 ? new Problem("HostNotFound", given, hostName, resolver) : null;

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<HostAddresses> FindAsync(IDnsTransport transport, string hostName, CancellationToken cancellationToken)
    {
        Task<DnsAnswer> ipv4 = transport.AskAsync(hostName, DnsRecordKind.A, cancellationToken);
        Task<DnsAnswer> ipv6 = transport.AskAsync(hostName, DnsRecordKind.Aaaa, cancellationToken);
        DnsAnswer[] answers = { await ipv4.ConfigureAwait(false), await ipv6.ConfigureAwait(false) };
        List<IPAddress> addresses = answers.SelectMany(a => a.Addresses)
            .Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).Distinct().ToList();
        if (answers[0].Addresses.Count > 0)
        {
            addresses.RemoveAll(Dns64.Contains);
        }

        return new HostAddresses(
            addresses,
            answers.Select(a => a.FailureDetail).FirstOrDefault(f => f is not null),
            answers.Any(a => a.IsAlias));
    }
}
