using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness.Spf;

namespace DelistTools.Readiness;

/// <summary>SPF of the names that the servers give with HELO, by which bounces are judged.</summary>
internal sealed class SpfHelloChecks
{
    private const string Expected = "A record for the HELO name by which the address passes";

    private readonly IDnsTransport _transport;
    private readonly AdvisedNames _names;
    private readonly CheckWriter _writer;

    internal SpfHelloChecks(IDnsTransport transport, AdvisedNames names, CheckWriter writer)
    {
        _transport = transport;
        _names = names;
        _writer = writer;
    }

    /// <summary>Looks at each name with all its addresses.</summary>
    /// <param name="domain">The domain of the envelope's sender, which is looked at by itself.</param>
    /// <param name="senders">The addresses and their names.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="System.OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(string domain, IReadOnlyList<SendingHost> senders, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadinessCheck>[] checks = await Task.WhenAll(senders.Where(s => s.Hello is not null && s.Hello != domain)
            .GroupBy(s => s.Hello!, s => s.Address).Select(g => OneAsync(g.Key, g.ToList(), cancellationToken))).ConfigureAwait(false);
        return checks.SelectMany(c => c).ToList();
    }

    private async Task<IReadOnlyList<ReadinessCheck>> OneAsync(string name, List<IPAddress> addresses, CancellationToken cancellationToken)
    {
        SpfCheck check = new(_transport);
        SpfCheckResult[] results = await Task.WhenAll(addresses.Select(a => check.CheckAsync(SpfSession.Of(a, "", name), cancellationToken))).ConfigureAwait(false);
        List<IPAddress> missing = addresses.Where((_, i) => results[i].Result is not (SpfResult.Pass or SpfResult.TempError)).ToList();
        SpfProposal? proposal = missing.Count == 0 ? null : await ProposalAsync(name, missing, cancellationToken).ConfigureAwait(false);
        return addresses.Select((a, i) => Of(name, a.ToString(), results[i], proposal)).ToList();
    }

    private ReadinessCheck Of(string name, string target, SpfCheckResult result, SpfProposal? proposal)
    {
        return result.Result switch
        {
            SpfResult.Pass => _writer.Write(CheckTopics.SpfHello, target, ReadinessStatus.Pass, name + " passes by " + result.DecidedBy?.Term, Expected),
            SpfResult.TempError => _writer.Unknown(CheckTopics.SpfHello, target, "The SPF record of " + name, result.Error?.Detail, Expected),
            SpfResult.None => Trouble(ReadinessStatus.Warn, name + " has no SPF record.", "Publish one, for the sake of bounces."),
            SpfResult.PermError => Trouble(ReadinessStatus.Warn, "The record of " + name + " is broken: " + SpfWords.Of(result.Error!) + ".", "Mend the record."),
            _ => Trouble(
                result.Result == SpfResult.Neutral ? ReadinessStatus.Warn : ReadinessStatus.Fail,
                name + " gives " + result.Result.ToString().ToLowerInvariant() + " for the server's own name.", "Let the record name the server's address."),
        };

        ReadinessCheck Trouble(ReadinessStatus status, string found, string fix) => _writer.Write(
            CheckTopics.SpfHello, target, status, found, Expected, fix + SpfWords.Of(proposal), proposal is null ? null : ZoneLine.Txt(name, proposal.Text));
    }

    /// <summary>
    /// The record by which the addresses pass: made of the one that is there, for the name may be a domain that others send
    /// for; null where it is not known what is there, or where the name is not one to keep.
    /// </summary>
    private async Task<SpfProposal?> ProposalAsync(string name, List<IPAddress> missing, CancellationToken cancellationToken)
    {
        DnsAnswer answer = await _transport.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        SpfRecordSelection there = SpfRecordSelection.Of(answer.Texts);
        if (answer.Outcome == DnsOutcome.Failed || answer.IsPartial || there.Records.Count > 1 || !missing.All(a => _names.MayBear(a, name)))
        {
            return null;
        }

        string? near = there.Near.Select(n => n.Suggestion).FirstOrDefault(s => s is not null);
        if ((there.Records.Count > 0 ? there.Records[0] : near) is { } current)
        {
            SpfProposal mended = SpfRecordAdvice.Allow(current, missing);
            return mended.IsChanged || near is not null ? mended : null;
        }

        HostAddresses host = await HostAddresses.FindAsync(_transport, name, cancellationToken).ConfigureAwait(false);
        DnsAnswer mx = await _transport.AskAsync(name, DnsRecordKind.Mx, cancellationToken).ConfigureAwait(false);

        // A name that takes mail is a domain, and nobody has said what else sends for it.
        return mx.IsNegative && missing.All(host.Addresses.Contains)
            ? new SpfProposal("v=spf1 a -all", isChanged: true)
            : SpfRecordAdvice.Allow(null, missing);
    }
}
