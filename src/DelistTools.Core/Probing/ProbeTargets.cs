using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Probing;

/// <summary>Where a probe goes: the hosts of the recipient's domain in a sender's order (RFC 5321, section 5.1; RFC 7505).</summary>
internal sealed class ProbeTargets
{
    private ProbeTargets(IReadOnlyList<ProbeHost> hosts, ProbeOutcome? outcome, string? failure, IReadOnlyList<string> notes)
    {
        Hosts = hosts;
        Outcome = outcome;
        Failure = failure;
        Notes = notes;
    }

    internal IReadOnlyList<ProbeHost> Hosts { get; }

    /// <summary>What the probe comes to where there is nowhere to go; otherwise null.</summary>
    internal ProbeOutcome? Outcome { get; }

    /// <summary>Why, for a person.</summary>
    internal string? Failure { get; }

    internal IReadOnlyList<string> Notes { get; }

    /// <summary>Hosts that are known already.</summary>
    internal static ProbeTargets Of(params ProbeHost[] hosts) => new(hosts, null, null, Array.Empty<string>());

    /// <summary>By the MX records of the recipient's domain.</summary>
    /// <param name="transport">The way to the resolver.</param>
    /// <param name="domain">The domain, in A-labels.</param>
    /// <param name="options">The probe.</param>
    /// <param name="shuffle">A number below the one given: equals are tried in no order.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<ProbeTargets> FindAsync(
        IDnsTransport transport, string domain, ProbeOptions options, Func<int, int> shuffle, CancellationToken cancellationToken)
    {
        MailExchangers mx = await MailExchangers.FindAsync(transport, domain, cancellationToken).ConfigureAwait(false);
        switch (mx.Outcome)
        {
            case MxOutcome.NullMx:
                return None(ProbeOutcome.NullMx, "'" + domain + "' says that it takes no mail (RFC 7505).");
            case MxOutcome.NoSuchDomain:
                return None(ProbeOutcome.NoMailServer, "There is no domain '" + domain + "', says " + transport.Resolver + ".");
            case MxOutcome.Failed:
                return None(ProbeOutcome.DnsFailed, "The MX records of '" + domain + "' could not be looked up at " + transport.Resolver + ": " + mx.Failure + ".");
            default:
                return await ResolveAsync(transport, Shuffled(mx.Hosts, shuffle), ProbeOptions.SmtpPort, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One host that the user names, instead of those of the domain.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<ProbeTargets> OfHostAsync(
        IDnsTransport transport, string host, int port, ProbeOptions options, CancellationToken cancellationToken)
    {
        if (IpAddressText.TryParse(host, out IPAddress? address))
        {
            return options.UsesFamily(address)
                ? Of(new ProbeHost(address.ToString(), port, new[] { address }))
                : None(ProbeOutcome.LocalError, address + " is of another family than the probe is to use.");
        }

        return await ResolveAsync(transport, new[] { host }, port, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ProbeTargets> ResolveAsync(
        IDnsTransport transport, IEnumerable<string> names, int port, ProbeOptions options, CancellationToken cancellationToken)
    {
        List<ProbeHost> hosts = new();
        List<string> failures = new();
        bool otherFamily = false;
        bool isUnknown = false;
        foreach (string name in names)
        {
            HostAddresses found = await HostAddresses.FindAsync(transport, name, cancellationToken).ConfigureAwait(false);
            List<IPAddress> usable = found.Addresses.Where(options.UsesFamily).ToList();
            otherFamily |= usable.Count < found.Addresses.Count;
            if (usable.Count > 0)
            {
                hosts.Add(new ProbeHost(name, port, usable));
                if (found.Failure is not null)
                {
                    failures.Add("Not all addresses of '" + name + "' could be looked up at " + transport.Resolver + ": " + found.Failure + ".");
                }
            }
            else if (found.Failure is not null)
            {
                isUnknown = true;
                failures.Add("The addresses of '" + name + "' could not be looked up at " + transport.Resolver + ": " + found.Failure + ".");
            }
            else
            {
                failures.Add("'" + name + "' has no address" + (found.Addresses.Count > 0 ? " of the family that the probe is to use" : "") + ".");
            }
        }

        if (hosts.Count > 0)
        {
            return new ProbeTargets(hosts, null, null, failures);
        }

        return None(
            isUnknown ? ProbeOutcome.DnsFailed : otherFamily ? ProbeOutcome.LocalError : ProbeOutcome.NoMailServer, string.Join(" ", failures));
    }

    /// <summary>Those of equal preference in no order (RFC 5321, section 5.1).</summary>
    private static IEnumerable<string> Shuffled(IReadOnlyList<MailExchanger> hosts, Func<int, int> shuffle)
    {
        foreach (IGrouping<int, MailExchanger> equals in hosts.GroupBy(h => h.Preference).OrderBy(g => g.Key))
        {
            List<string> names = equals.Select(h => h.Host).ToList();
            while (names.Count > 0)
            {
                int next = shuffle(names.Count);
                yield return names[next];
                names.RemoveAt(next);
            }
        }
    }

    private static ProbeTargets None(ProbeOutcome outcome, string why) => new(Array.Empty<ProbeHost>(), outcome, why, Array.Empty<string>());
}
