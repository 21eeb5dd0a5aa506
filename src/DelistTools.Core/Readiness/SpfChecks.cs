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
    /// <param name="senders">The addresses that mail is sent from; may be empty.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(string domain, IReadOnlyList<SendingHost> senders, CancellationToken cancellationToken)
    {
        SpfTree tree = await SpfTree.ReadAsync(_transport, domain, cancellationToken).ConfigureAwait(false);
        if (tree.Root.Error is { Kind: SpfErrorKind.DnsFailure } failed)
        {
            // Each address would ask in vain once more.
            return senders.Count == 0
                ? new[] { _writer.Unknown(CheckTopics.SpfRecord, domain, "The SPF record of " + domain, failed.Detail, Passes) }
                : senders.Select(s => _writer.Unknown(CheckTopics.Spf, s.Address.ToString(), "The SPF record of " + domain, failed.Detail, Passes)).ToList();
        }

        if (tree.Root.Error is { Kind: SpfErrorKind.NoRecord } && tree.Root.Near.Count == 0 && await IsGoneAsync(domain, cancellationToken).ConfigureAwait(false))
        {
            CheckTopic topic = senders.Count == 0 ? CheckTopics.SpfRecord : CheckTopics.Spf;
            return new[] { _writer.Write(topic, domain, ReadinessStatus.Fail, "There is no such domain, so it has no record.", Passes) };
        }

        SpfCheck check = new(_transport);
        SpfCheckResult[] results = await Task.WhenAll(senders.Select(s => check.CheckAsync(
            SpfSession.Of(s.Address, "postmaster@" + domain, s.Hello ?? domain), cancellationToken))).ConfigureAwait(false);
        SpfProposal? proposal = Proposal(tree, senders.Where((_, i) => results[i].Result is not (SpfResult.Pass or SpfResult.TempError)).Select(s => s.Address));
        List<ReadinessCheck> checks = senders.Select((s, i) => Of(s.Address, results[i], tree, proposal)).ToList();
        if (senders.Count == 0 || tree.Root.Record is not null)
        {
            checks.Add(new SpfRecordCheck(_writer).Of(domain, tree, results));
        }

        return checks;
    }

    private async Task<bool> IsGoneAsync(string domain, CancellationToken cancellationToken) =>
        (await _transport.AskAsync(domain, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false)).Outcome == DnsOutcome.NameError;

    private ReadinessCheck Of(IPAddress address, SpfCheckResult result, SpfTree tree, SpfProposal? proposal)
    {
        string target = address.ToString();
        string domain = result.Session.Domain;
        string by = result.DecidedBy is not { } step ? "" : " by " + step.Term + (step.Domain == domain ? "" : " of " + step.Domain);
        return result.Result switch
        {
            SpfResult.Pass => _writer.Write(CheckTopics.Spf, target, ReadinessStatus.Pass, domain + " passes" + by, Passes),
            SpfResult.TempError => _writer.Unknown(CheckTopics.Spf, target, "The SPF records of " + domain, result.Error?.Detail, Passes),
            SpfResult.None => Fail(
                domain + " has no SPF record." + (SpfWords.Of(tree.Root.Near) is { } near ? " " + near : ""), "Publish one that names whatever sends for you."),
            SpfResult.PermError => Fail(
                "The record of " + domain + " is broken: " + SpfWords.Of(result.Error!) + ".", "Mend the record; receivers treat it as if there were none, or refuse the mail."),
            _ => Fail(
                domain + " gives " + result.Result.ToString().ToLowerInvariant() + (by.Length == 0 ? ": no term names the address" : by) + ".", "Name the address in the record."),
        };

        ReadinessCheck Fail(string found, string fix) => _writer.Write(
            CheckTopics.Spf, target, ReadinessStatus.Fail, found, Passes, fix + SpfWords.Of(proposal), proposal is null ? null : ZoneLine.Txt(domain, proposal.Text));
    }

    /// <summary>The record by which the addresses would pass; null where they do, or where it cannot be made of what is there.</summary>
    private static SpfProposal? Proposal(SpfTree tree, IEnumerable<IPAddress> addresses)
    {
        List<IPAddress> missing = addresses.ToList();
        bool isKnown = tree.Root.Record is not null || tree.Root.Error is { Kind: SpfErrorKind.NoRecord };
        if (missing.Count == 0 || !isKnown)
        {
            return null;
        }

        string? near = tree.Root.Near.Select(n => n.Suggestion).FirstOrDefault(s => s is not null);
        SpfProposal proposal = SpfRecordAdvice.Allow(tree.Root.Record?.Text ?? near, missing);
        return proposal.IsChanged || near is not null ? proposal : null;
    }
}
