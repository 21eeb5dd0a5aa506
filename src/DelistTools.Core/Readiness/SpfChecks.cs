using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness.Spf;

namespace DelistTools.Readiness;

/// <summary>SPF: whether it passes for the addresses, what is wrong with the record for whoever sends, and the record that would pass.</summary>
internal sealed class SpfChecks
{
    private const string Passes = "A record by which the address passes";

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal SpfChecks(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <summary>Looks at a domain.</summary>
    /// <param name="domain">The domain of the envelope's sender.</param>
    /// <param name="addresses">The addresses that mail is sent from; may be empty.</param>
    /// <param name="helloName">What the server says with HELO; null where nobody said, or it is no host name.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(
        string domain, IReadOnlyList<IPAddress> addresses, string? helloName, CancellationToken cancellationToken)
    {
        SpfTree tree = await SpfTree.ReadAsync(_transport, domain, cancellationToken).ConfigureAwait(false);
        List<ReadinessCheck> checks = new();
        SpfCheckResult[] results = await CheckAsync(domain, addresses, helloName, cancellationToken).ConfigureAwait(false);
        string? proposal = Proposal(domain, tree, addresses.Where((_, i) => results[i].Result != SpfResult.Pass));
        checks.AddRange(addresses.Select((address, i) => Of(address, results[i], tree, proposal)));
        if (addresses.Count == 0 || tree.Root.Record is not null)
        {
            checks.Add(Record(domain, tree));
        }

        if (helloName is not null && helloName != domain)
        {
            checks.AddRange(await Task.WhenAll(addresses.Select(a => HelloAsync(helloName, a, cancellationToken))).ConfigureAwait(false));
        }

        return checks;
    }

    private Task<SpfCheckResult[]> CheckAsync(string domain, IReadOnlyList<IPAddress> addresses, string? helloName, CancellationToken cancellationToken)
    {
        SpfCheck check = new(_transport);
        return Task.WhenAll(addresses.Select(a => check.CheckAsync(SpfSession.Of(a, "postmaster@" + domain, helloName ?? domain), cancellationToken)));
    }

    private ReadinessCheck Of(IPAddress address, SpfCheckResult result, SpfTree tree, string? proposal)
    {
        string target = address.ToString();
        string domain = result.Session.Domain;
        string by = result.DecidedBy is not { } step ? "" : " by " + step.Term + (step.Domain == domain ? "" : " of " + step.Domain);
        switch (result.Result)
        {
            case SpfResult.Pass:
                return _writer.Write(CheckTopics.Spf, target, ReadinessStatus.Pass, domain + " passes" + by, Passes);
            case SpfResult.TempError:
                return _writer.Unknown(CheckTopics.Spf, target, "The SPF records of " + domain, result.Error?.Detail, Passes);
            case SpfResult.None:
                return _writer.Write(
                    CheckTopics.Spf, target, ReadinessStatus.Fail, domain + " has no SPF record. " + SpfWords.Of(tree.Root.Near), Passes,
                    "Publish one that names whatever sends for you.", proposal);
            case SpfResult.PermError:
                return _writer.Write(
                    CheckTopics.Spf, target, ReadinessStatus.Fail, "The record of " + domain + " is broken: " + SpfWords.Of(result.Error!) + ".", Passes,
                    "Mend the record; receivers treat it as if there were none, or refuse the mail.", proposal);
            default:
                return _writer.Write(
                    CheckTopics.Spf, target, ReadinessStatus.Fail,
                    domain + " gives " + result.Result.ToString().ToLowerInvariant() + (by.Length == 0 ? ": no term names the address" : by) + ".", Passes,
                    "Name the address in the record.", proposal);
        }
    }

    /// <summary>The record by which the addresses would pass; null where they do, or where it cannot be made of what is there.</summary>
    private static string? Proposal(string domain, SpfTree tree, IEnumerable<IPAddress> addresses)
    {
        List<IPAddress> missing = addresses.ToList();
        bool isKnown = tree.Root.Record is not null || tree.Root.Error is { Kind: SpfErrorKind.NoRecord };
        if (missing.Count == 0 || !isKnown)
        {
            return null;
        }

        string? near = tree.Root.Near.Select(n => n.Suggestion).FirstOrDefault(s => s is not null);
        SpfProposal proposal = SpfRecordAdvice.Allow(tree.Root.Record?.Text ?? near, missing);
        return proposal.IsChanged || near is not null ? ZoneLine.Txt(domain, proposal.Text) : null;
    }

    /// <summary>The record for whoever sends: what makes it invalid, what it costs, what its author may not have meant.</summary>
    private ReadinessCheck Record(string domain, SpfTree tree)
    {
        const string Expected = "One record without faults and with no more than ten look-ups, which ends in ~all or -all";
        if (tree.Root.Error is { Kind: SpfErrorKind.DnsFailure } failed)
        {
            return _writer.Unknown(CheckTopics.SpfRecord, domain, "The SPF record of " + domain, failed.Detail, Expected);
        }

        if (tree.Root.Error is { Kind: SpfErrorKind.NoRecord })
        {
            return _writer.Write(
                CheckTopics.SpfRecord, domain, ReadinessStatus.Fail, "No SPF record. " + SpfWords.Of(tree.Root.Near), Expected,
                "Publish one that names whatever sends for you.", ZoneLine.Txt(domain, tree.Root.Near.Select(n => n.Suggestion).FirstOrDefault(s => s is not null) ?? "v=spf1 mx ~all"));
        }

        IReadOnlyList<SpfRemark> remarks = tree.Root.Record?.Remarks ?? Array.Empty<SpfRemark>();
        List<string> faults = tree.Errors.Where(e => e.Kind != SpfErrorKind.DnsFailure).Select(SpfWords.Of)
            .Concat(remarks.Where(r => r.Kind == SpfRemarkKind.AllPasses).Select(SpfWords.Of)).ToList();
        if (tree.IsOverLimit)
        {
            faults.Insert(0, tree.Lookups + " look-ups, and receivers stop after ten");
        }

        List<string> odd = remarks.Where(r => !r.IsError && r.Kind != SpfRemarkKind.AllPasses).Select(SpfWords.Of)
            .Concat(tree.Errors.Where(e => e.Kind == SpfErrorKind.DnsFailure).Select(SpfWords.Of)).ToList();
        string text = tree.Root.Record?.Text ?? "";
        string cost = " - " + (tree.IsComplete ? "" : "at least ") + tree.Lookups + " of ten look-ups";
        return faults.Count > 0
            ? _writer.Write(
                CheckTopics.SpfRecord, domain, ReadinessStatus.Fail, string.Join("; ", faults.Concat(odd)) + (text.Length == 0 ? "." : ". It says: " + text), Expected,
                tree.IsOverLimit ? "Name addresses (ip4:, ip6:) in place of include, a and mx, and leave out services that you no longer use." : "Mend the record.",
                Repaired(domain, tree))
            : odd.Count > 0
                ? _writer.Write(CheckTopics.SpfRecord, domain, ReadinessStatus.Warn, text + cost + "; " + string.Join("; ", odd) + ".", Expected, "Look whether that is meant.")
                : _writer.Write(CheckTopics.SpfRecord, domain, ReadinessStatus.Pass, text + cost, Expected);
    }

    /// <summary>The record with what was meant in the place of what is broken; null where nothing can be made of it.</summary>
    private static string? Repaired(string domain, SpfTree tree)
    {
        if (tree.Root.Record is not { Fault: not null } record)
        {
            return null;
        }

        SpfProposal proposal = SpfRecordAdvice.Allow(record.Text, Array.Empty<IPAddress>());
        return proposal.IsChanged ? ZoneLine.Txt(domain, proposal.Text) : null;
    }

    private async Task<ReadinessCheck> HelloAsync(string helloName, IPAddress address, CancellationToken cancellationToken)
    {
        const string Expected = "A record for the HELO name by which the address passes";
        SpfCheckResult result = await new SpfCheck(_transport).CheckAsync(SpfSession.Of(address, "", helloName), cancellationToken).ConfigureAwait(false);
        string target = address.ToString();
        string record = ZoneLine.Txt(helloName, "v=spf1 a -all");
        return result.Result switch
        {
            SpfResult.Pass => _writer.Write(CheckTopics.SpfHello, target, ReadinessStatus.Pass, helloName + " passes by " + result.DecidedBy?.Term, Expected),
            SpfResult.None => _writer.Write(
                CheckTopics.SpfHello, target, ReadinessStatus.Warn, helloName + " has no SPF record.", Expected, "Publish one, for the sake of bounces.", record),
            SpfResult.TempError => _writer.Unknown(CheckTopics.SpfHello, target, "The SPF record of " + helloName, result.Error?.Detail, Expected),
            SpfResult.PermError => _writer.Write(
                CheckTopics.SpfHello, target, ReadinessStatus.Warn, "The record of " + helloName + " is broken: " + SpfWords.Of(result.Error!) + ".", Expected,
                "Mend the record.", record),
            _ => _writer.Write(
                CheckTopics.SpfHello, target, result.Result == SpfResult.Neutral ? ReadinessStatus.Warn : ReadinessStatus.Fail,
                helloName + " gives " + result.Result.ToString().ToLowerInvariant() + " for the server's own name.", Expected, "Let the record name the server's address.", record),
        };
    }
}
