using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The PTR record of an address: whether it is there, whether a person chose the name, whether the name leads back.</summary>
internal sealed class ReverseNameChecks
{
    /// <summary>RFC 7208 looks at no more than ten, and so do receivers.</summary>
    private const int MostNames = 10;

    private readonly IDnsTransport _transport;
    private readonly GenericNameCatalog _generic;
    private readonly CheckWriter _writer;

    internal ReverseNameChecks(IDnsTransport transport, GenericNameCatalog generic, CheckWriter writer)
    {
        _transport = transport;
        _generic = generic;
        _writer = writer;
    }

    /// <summary>Looks at one address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="wanted">The name that the server gives itself, which the records to publish take; null where none is known.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ReverseNames> RunAsync(IPAddress address, string? wanted, CancellationToken cancellationToken)
    {
        string target = address.ToString();
        string example = wanted ?? "mail.yourdomain.example";
        DnsAnswer answer = await _transport.AskAsync(QuestionName.Reverse(address), DnsRecordKind.Ptr, cancellationToken).ConfigureAwait(false);
        if (answer.Outcome == DnsOutcome.Failed)
        {
            ReadinessCheck unknown = _writer.Unknown(CheckTopics.PtrRecord, target, "The PTR record of " + target, answer.FailureDetail, "One PTR record");
            return new ReverseNames(target, Array.Empty<string>(), Array.Empty<string>(), isKnown: false, new[] { unknown });
        }

        // The root, and what is no host's name, is no name that could be looked up.
        List<string> names = answer.Names.Where(n => n.Length > 0).ToList();
        if (names.Count == 0)
        {
            ReadinessCheck missing = _writer.Write(
                CheckTopics.PtrRecord, target, ReadinessStatus.Fail, "No PTR record.", "One PTR record, which names the mail server",
                "Have whoever owns the address range set it; with most hosting companies that is a field in the control panel.",
                ZoneLine.Ptr(address, example));
            return new ReverseNames(target, Array.Empty<string>(), Array.Empty<string>(), isKnown: true, new[] { missing });
        }

        List<string> looked = names.Take(MostNames).ToList();
        HostAddresses[] forward = await Task.WhenAll(looked.Select(n => HostAddresses.FindAsync(_transport, n, cancellationToken))).ConfigureAwait(false);
        List<string> confirmed = looked.Where((_, i) => forward[i].Addresses.Contains(address)).ToList();
        return new ReverseNames(target, names.AsReadOnly(), confirmed.AsReadOnly(), isKnown: true, new[]
        {
            Record(target, names),
            Name(address, target, confirmed.Count > 0 ? confirmed : names, example),
            Forward(address, target, looked, forward, confirmed),
        });
    }

    private ReadinessCheck Record(string target, List<string> names) => names.Count == 1
        ? _writer.Write(CheckTopics.PtrRecord, target, ReadinessStatus.Pass, names[0], "One PTR record")
        : _writer.Write(
            CheckTopics.PtrRecord, target, ReadinessStatus.Warn, names.Count + " PTR records: " + Shown(names), "One PTR record",
            "Keep the one that names the mail server. Receivers look at one or some of them, and not always at the same.");

    private ReadinessCheck Name(IPAddress address, string target, List<string> names, string example)
    {
        const string Expected = "A name that somebody chose for the mail server";
        List<(string Name, GenericName? Way)> looked = names.Take(MostNames).Select(n => (n, _generic.Find(address, n))).ToList();
        (string name, GenericName? way) = looked.FirstOrDefault(l => l.Way is not null);
        if (way is null)
        {
            return _writer.Write(CheckTopics.PtrName, target, ReadinessStatus.Pass, looked[0].Name, Expected);
        }

        return _writer.Write(
            CheckTopics.PtrName, target, looked.All(l => l.Way is not null) ? ReadinessStatus.Fail : ReadinessStatus.Warn,
            name + " looks made by machine: it holds " + way.About + ".", Expected,
            "Give the server a name of its own below your domain, and have the PTR record changed to it.",
            ZoneLine.Ptr(address, _generic.Find(address, example) is null ? example : "mail.yourdomain.example"));
    }

    private ReadinessCheck Forward(IPAddress address, string target, List<string> names, HostAddresses[] forward, List<string> confirmed)
    {
        string kind = address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A";
        string expected = "The name has an " + kind + " record with " + target;
        if (confirmed.Count > 0)
        {
            return _writer.Write(CheckTopics.PtrForward, target, ReadinessStatus.Pass, Shown(confirmed) + " leads to " + target, expected);
        }

        string? failure = forward.Select(f => f.Failure).FirstOrDefault(f => f is not null);
        if (failure is not null)
        {
            return _writer.Unknown(CheckTopics.PtrForward, target, "The addresses of " + Shown(names), failure, expected);
        }

        IPAddress[] others = forward.SelectMany(f => f.Addresses).Distinct().Take(MostNames).ToArray();
        string? own = names.FirstOrDefault(n => _generic.Find(address, n) is null);
        return _writer.Write(
            CheckTopics.PtrForward, target, ReadinessStatus.Fail,
            Shown(names) + (others.Length == 0 ? " has no address." : " leads to " + string.Join(", ", others.Select(o => o.ToString())) + ", and not back."),
            expected,
            own is null
                ? "Have the PTR record say a name of your own that leads here."
                : "Publish it where the name's domain is served; or have the PTR record say a name that leads here.",
            own is null ? null : ZoneLine.Address(own, address));
    }

    private static string Shown(List<string> names) =>
        string.Join(", ", names.Take(3)) + (names.Count > 3 ? " and " + (names.Count - 3) + " more" : "");
}
