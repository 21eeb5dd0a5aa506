using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The PTR record of an address: whether it is there, whether a person chose the name, whether the name leads back.</summary>
internal sealed class ReverseNameChecks
{
    /// <summary>Receivers look at some ten (RFC 7208, section 4.6.4); what is said of none of them has to rest on more.</summary>
    private const int MostNames = 30;

    private const int MostShown = 10;

    private readonly IDnsTransport _transport;
    private readonly AdvisedNames _names;
    private readonly CheckWriter _writer;

    internal ReverseNameChecks(IDnsTransport transport, AdvisedNames names, CheckWriter writer)
    {
        _transport = transport;
        _names = names;
        _writer = writer;
    }

    /// <summary>Looks at one address.</summary>
    /// <param name="sender">The address, and the name that the server gives there, which the records to publish take.</param>
    /// <param name="domain">The sender's domain; null where it is not known.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ReverseNames> RunAsync(SendingHost sender, string? domain, CancellationToken cancellationToken)
    {
        IPAddress address = sender.Address;
        string target = address.ToString();
        Task<string> advised = AdvisedAsync(sender, domain, cancellationToken);
        DnsAnswer answer = await _transport.AskAsync(QuestionName.Reverse(address), DnsRecordKind.Ptr, cancellationToken).ConfigureAwait(false);
        if (answer.Outcome == DnsOutcome.Failed)
        {
            await advised.ConfigureAwait(false);
            ReadinessCheck unknown = _writer.Unknown(CheckTopics.PtrRecord, target, "The PTR record of " + target, answer.FailureDetail, "One PTR record");
            return new ReverseNames(target, Array.Empty<string>(), Array.Empty<string>(), isKnown: false, new[] { unknown });
        }

        // The root is no name that could be looked up. The server's own name is, however many there are.
        List<string> names = answer.Names.Where(n => n.Length > 0).OrderBy(n => n == sender.Hello ? 0 : 1).ToList();
        string wanted = await advised.ConfigureAwait(false);
        string record = ZoneLine.Ptr(address, wanted);
        if (names.Count == 0)
        {
            ReadinessCheck missing = _writer.Write(
                CheckTopics.PtrRecord, target, ReadinessStatus.Fail, "No PTR record.", "One PTR record, which names the mail server",
                "Have whoever owns the address range set it; with most hosting companies that is a field in the control panel.", record);
            return new ReverseNames(target, Array.Empty<string>(), Array.Empty<string>(), isKnown: true, new[] { missing });
        }

        List<string> looked = names.Take(MostNames).ToList();
        HostAddresses[] forward = await Task.WhenAll(looked.Select(n => HostAddresses.FindAsync(_transport, n, cancellationToken))).ConfigureAwait(false);
        List<string> confirmed = looked.Where((_, i) => forward[i].Addresses.Contains(address)).ToList();
        return new ReverseNames(target, names.AsReadOnly(), confirmed.AsReadOnly(), isKnown: true, new[]
        {
            Record(target, names),
            Name(address, target, confirmed.Count > 0 ? confirmed : looked, confirmed.Count == 0 && names.Count > looked.Count, record),
            Forward(address, target, looked, forward, confirmed, names.Count - looked.Count, wanted),
        });
    }

    /// <summary>
    /// The name for the PTR record: the server's own, unless it is none to be proud of or leads to another machine; what the
    /// owner has to choose instead.
    /// </summary>
    private async Task<string> AdvisedAsync(SendingHost sender, string? domain, CancellationToken cancellationToken)
    {
        if (sender.Hello is not { } name || !_names.MayBear(sender.Address, name))
        {
            return AdvisedNames.Placeholder(domain);
        }

        HostAddresses own = await HostAddresses.FindAsync(_transport, name, cancellationToken).ConfigureAwait(false);
        return own.Addresses.Contains(sender.Address) || !HasKind(own, sender.Address) ? name : AdvisedNames.Placeholder(domain);
    }

    private static bool HasKind(HostAddresses host, IPAddress address) => host.Addresses.Any(a => a.AddressFamily == address.AddressFamily);

    private ReadinessCheck Record(string target, List<string> names) => names.Count == 1
        ? _writer.Write(CheckTopics.PtrRecord, target, ReadinessStatus.Pass, names[0], "One PTR record")
        : _writer.Write(
            CheckTopics.PtrRecord, target, ReadinessStatus.Warn, names.Count + " PTR records: " + Shown(names), "One PTR record",
            "Keep the one that names the mail server. Receivers look at one or some of them, and not always at the same.");

    private ReadinessCheck Name(IPAddress address, string target, List<string> names, bool areMore, string record)
    {
        const string Expected = "A name that somebody chose for the mail server";
        List<(string Name, string? Why)> looked = names.Select(n => (n, Why(address, n))).ToList();
        (string name, string? why) = looked.FirstOrDefault(l => l.Why is not null);
        return why is null
            ? _writer.Write(CheckTopics.PtrName, target, ReadinessStatus.Pass, looked[0].Name, Expected)
            : _writer.Write(
                CheckTopics.PtrName, target, !areMore && looked.All(l => l.Why is not null) ? ReadinessStatus.Fail : ReadinessStatus.Warn,
                name + why + ".", Expected, "Give the server a name of its own below your domain, and have the PTR record changed to it.", areMore ? null : record);
    }

    /// <summary>Why the name is none that somebody chose for a mail server, behind it; null where it is one.</summary>
    private string? Why(IPAddress address, string name) => _names.Way(address, name) is { } way ? " looks made by machine: it holds " + way.About
        : AdvisedNames.IsHostName(name) ? null
        : " is no full host name: labels of letters, digits and hyphens, two at least";

    private ReadinessCheck Forward(
        IPAddress address, string target, List<string> names, HostAddresses[] forward, List<string> confirmed, int unlooked, string wanted)
    {
        string kind = ZoneLine.AddressKind(address);
        string expected = "The name has an " + kind + " record with " + target;
        if (confirmed.Count > 0)
        {
            return _writer.Write(CheckTopics.PtrForward, target, ReadinessStatus.Pass, Shown(confirmed) + " leads to " + target, expected);
        }

        // What is no name has no addresses, whatever keeps it from being asked for.
        string? failure = forward.Where((_, i) => DomainNameText.IsHostLike(names[i])).Select(f => f.Failure).FirstOrDefault(f => f is not null);
        if (failure is not null)
        {
            return _writer.Unknown(CheckTopics.PtrForward, target, "The addresses of " + Shown(names), failure, expected);
        }

        if (unlooked > 0)
        {
            return _writer.Write(
                CheckTopics.PtrForward, target, ReadinessStatus.Unknown,
                "None of the " + names.Count + " names that were looked up leads to " + target + "; " + unlooked + " more were not looked up.", expected,
                "Have all PTR records but one taken away; receivers look at no more names either.");
        }

        IPAddress[] others = forward.SelectMany(f => f.Addresses).Distinct().Take(MostShown).ToArray();
        List<string> own = names.Where(n => _names.MayBear(address, n)).ToList();

        // A second address beside another machine's would lead half of the visitors there to this one.
        string? free = own.FirstOrDefault(n => !HasKind(forward[names.IndexOf(n)], address));
        string another = "Have the PTR record say a name of your own that leads here, such as " + wanted + " with an " + kind + " record for " + target + ".";
        return _writer.Write(
            CheckTopics.PtrForward, target, ReadinessStatus.Fail,
            Shown(names) + (others.Length == 0 ? " has no address." : " leads to " + string.Join(", ", others.Select(o => o.ToString())) + ", and not back."),
            expected,
            free is not null ? "Publish it where the name's domain is served; or have the PTR record say a name that leads here."
                : own.Count > 0 ? "If that is another machine, leave its record alone. " + another : another,
            free is null ? null : ZoneLine.Address(free, address));
    }

    private static string Shown(List<string> names) =>
        string.Join(", ", names.Take(3)) + (names.Count > 3 ? " and " + (names.Count - 3) + " more" : "");
}
