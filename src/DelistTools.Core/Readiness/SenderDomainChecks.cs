using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>Whether answers find their way to the sending domain, and what that says about postmaster@ and abuse@.</summary>
internal sealed class SenderDomainChecks
{
    /// <summary>More hosts than any domain needs; a domain that lists hundreds is not asked about all.</summary>
    private const int MostHosts = 10;

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal SenderDomainChecks(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(string domain, CancellationToken cancellationToken)
    {
        ReadinessCheck route = await RouteAsync(domain, cancellationToken).ConfigureAwait(false);
        return new[] { route, RoleMailboxes(domain, route) };
    }

    private async Task<ReadinessCheck> RouteAsync(string domain, CancellationToken cancellationToken)
    {
        const string Expected = "An MX record that leads to a host with a public address";
        MailExchangers mx = await MailExchangers.FindAsync(_transport, domain, cancellationToken).ConfigureAwait(false);
        switch (mx.Outcome)
        {
            case MxOutcome.Failed:
                return _writer.Unknown(CheckTopics.SenderDomain, domain, "The MX record of " + domain, mx.Failure, Expected);
            case MxOutcome.NoSuchDomain:
                return _writer.Write(
                    CheckTopics.SenderDomain, domain, ReadinessStatus.Fail, "There is no such domain.", Expected,
                    "Check the spelling and whether the registration has run out; nobody takes mail from a domain that is not there.");
            case MxOutcome.NullMx:
                return _writer.Write(
                    CheckTopics.SenderDomain, domain, ReadinessStatus.Fail, "It says that it takes no mail (null MX, RFC 7505).", Expected,
                    "Send from a domain that takes answers, or replace the null MX.", ZoneLine.Mx(domain, 10, "mail." + domain));
            default:
                break;
        }

        List<MailExchanger> hosts = mx.Hosts.Take(MostHosts).ToList();
        HostAddresses[] addresses = await Task.WhenAll(hosts.Select(h => HostAddresses.FindAsync(_transport, h.Host, cancellationToken))).ConfigureAwait(false);
        List<string> reached = hosts.Where((_, i) => addresses[i].Addresses.Any(ReservedAddresses.IsForMail)).Select(h => h.Host).ToList();
        List<string> lost = hosts.Where((_, i) => addresses[i].Failure is null && !addresses[i].Addresses.Any(ReservedAddresses.IsForMail)).Select(h => Lost(h.Host, addresses[hosts.IndexOf(h)])).ToList();
        if (mx.Outcome == MxOutcome.Implicit)
        {
            return reached.Count > 0
                ? _writer.Write(
                    CheckTopics.SenderDomain, domain, ReadinessStatus.Warn, "No MX record; mail goes to the address of " + domain + " itself.", Expected,
                    "Publish an MX record: some receivers refuse senders without one.", ZoneLine.Mx(domain, 10, domain))
                : addresses[0].Failure is { } failure
                    ? _writer.Unknown(CheckTopics.SenderDomain, domain, "The addresses of " + domain, failure, Expected)
                    : _writer.Write(
                        CheckTopics.SenderDomain, domain, ReadinessStatus.Fail, "Neither an MX record nor a public address: mail to it goes nowhere.", Expected,
                        "Publish an MX record for a host that takes the mail.", ZoneLine.Mx(domain, 10, "mail." + domain));
        }

        if (reached.Count > 0)
        {
            return lost.Count == 0
                ? _writer.Write(CheckTopics.SenderDomain, domain, ReadinessStatus.Pass, "MX " + string.Join(", ", hosts.Select(h => h.Host)), Expected)
                : _writer.Write(
                    CheckTopics.SenderDomain, domain, ReadinessStatus.Warn, "MX " + string.Join(", ", reached) + "; but " + string.Join("; ", lost) + ".", Expected,
                    "Take the host out of the MX record, or give it an address: some of the mail to you waits for it.");
        }

        return addresses.Select(a => a.Failure).FirstOrDefault(f => f is not null) is { } why
            ? _writer.Unknown(CheckTopics.SenderDomain, domain, "The addresses of its MX " + string.Join(", ", hosts.Select(h => h.Host)), why, Expected)
            : _writer.Write(
                CheckTopics.SenderDomain, domain, ReadinessStatus.Fail, "No host of its MX record can be reached: " + string.Join("; ", lost) + ".", Expected,
                "Let the MX record name a host that has a public address.", ZoneLine.Mx(domain, 10, "mail." + domain));
    }

    private static string Lost(string host, HostAddresses addresses) => IpAddressText.TryParse(host, out _)
        ? host + " is an address, and an MX record wants a name"
        : addresses.Addresses.Count == 0 ? host + " has no address"
        : host + " has only addresses that the Internet does not reach (" + string.Join(", ", addresses.Addresses.Take(3).Select(a => a.ToString())) + ")";

    /// <summary>DNS tells whether there is a way, and never whether somebody reads what comes by it.</summary>
    private ReadinessCheck RoleMailboxes(string domain, ReadinessCheck route)
    {
        string mailboxes = "postmaster@" + domain + " and abuse@" + domain;
        string expected = "A person reads " + mailboxes;
        return route.Status switch
        {
            ReadinessStatus.Fail => _writer.Write(
                CheckTopics.RoleMailboxes, domain, ReadinessStatus.Fail, "Mail to " + mailboxes + " goes nowhere: the domain takes none.", expected,
                "Mend the MX record first."),
            ReadinessStatus.Unknown => _writer.Write(
                CheckTopics.RoleMailboxes, domain, ReadinessStatus.Unknown, "Whether mail to the domain finds a way is not known.", expected, route.Fix),
            _ => _writer.Write(
                CheckTopics.RoleMailboxes, domain, ReadinessStatus.Unknown, "Mail to them has a way to go; whether somebody reads it, DNS does not tell.", expected,
                "Send a message to each, from outside, and see that it arrives."),
        };
    }
}
