using System;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Probing;

/// <summary>The name that a server gives with EHLO: its own, in full (RFC 5321, section 4.1.1.1).</summary>
internal static class HelloNames
{
    private static readonly string[] NoNames = { "localhost", "localdomain", "local", "lan", "home", "internal", "invalid" };

    /// <summary>This machine's full name, as the system knows it without asking anybody; null where it has none.</summary>
    internal static string? OfMachine()
    {
        IPGlobalProperties machine = IPGlobalProperties.GetIPGlobalProperties();
        string[] names = { machine.HostName, machine.HostName + "." + machine.DomainName };
        return names.Select(n => DomainNameText.Normalise(n)).FirstOrDefault(n => n is not null && !NoNames.Contains(n.Substring(n.LastIndexOf('.') + 1)));
    }

    /// <summary>
    /// What receivers will find when they compare the name with the address: whether it leads there, and whether the address
    /// leads back.
    /// </summary>
    /// <param name="transport">The way to the resolver.</param>
    /// <param name="name">The name.</param>
    /// <param name="address">The address from which the connection came.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <returns>What does not fit, for a person; null where all does, or nobody can say.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<string?> CheckAsync(IDnsTransport transport, string name, IPAddress address, CancellationToken cancellationToken)
    {
        if (!ReservedAddresses.IsForMail(address))
        {
            return null;
        }

        HostAddresses forward = await HostAddresses.FindAsync(transport, name, cancellationToken).ConfigureAwait(false);
        DnsAnswer reverse = await transport.AskAsync(QuestionName.Reverse(address), DnsRecordKind.Ptr, cancellationToken).ConfigureAwait(false);
        string? there = forward.Failure is not null || forward.Addresses.Contains(address) ? null
            : forward.Addresses.Count == 0 ? "The name '" + name + "' given with EHLO has no address."
            : "The name '" + name + "' given with EHLO has the address " + string.Join(", ", forward.Addresses) + ", and the connection came from " + address + ".";
        string? back = reverse.Outcome switch
        {
            DnsOutcome.Records when !reverse.Names.Contains(name) => "The PTR record of " + address + " says " + NetworkText.Clean(string.Join(", ", reverse.Names)) + ", and not '" + name + "'.",
            DnsOutcome.NoData or DnsOutcome.NameError => address + " has no PTR record.",
            _ => null,
        };
        return there is null ? back : back is null ? there : there + " " + back;
    }
}
