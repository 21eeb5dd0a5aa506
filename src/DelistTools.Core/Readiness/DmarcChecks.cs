using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The DMARC record of a domain, and whether what SPF and DKIM pass for counts for it.</summary>
internal sealed class DmarcChecks
{
    /// <summary>Receivers need not send reports to more (RFC 7489, section 6.2: two; large ones take more).</summary>
    private const int MostReportDomains = 5;

    private const string Expected = "One record v=DMARC1 with a policy, p=none at least, and an address for reports";

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal DmarcChecks(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <summary>Looks at a domain.</summary>
    /// <param name="subject">The sender; its domain is known.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(ReadinessSubject subject, CancellationToken cancellationToken)
    {
        string domain = subject.Domain!;
        DmarcWalk walk = await DmarcWalk.FindAsync(_transport, domain, cancellationToken).ConfigureAwait(false);
        ReadinessCheck record = await RecordAsync(domain, walk, cancellationToken).ConfigureAwait(false);
        return new[] { record, await new DmarcAlignmentCheck(_transport, _writer).RunAsync(subject, walk, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<ReadinessCheck> RecordAsync(string domain, DmarcWalk walk, CancellationToken cancellationToken)
    {
        string name = "_dmarc." + domain;
        if (walk.Own.Records.Count > 1)
        {
            return _writer.Write(
                CheckTopics.Dmarc, name, ReadinessStatus.Fail, "Several DMARC records at " + name + ", of which none counts then.", Expected, "Leave one of them.");
        }

        if (walk.Failure is not null && (walk.Record is null || walk.RecordDomain != domain))
        {
            return _writer.Unknown(CheckTopics.Dmarc, name, "The DMARC record", walk.Failure, Expected);
        }

        return walk.Record is { } record
            ? await OfAsync(domain, walk, record, cancellationToken).ConfigureAwait(false)
            : await MissingAsync(domain, walk, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadinessCheck> MissingAsync(string domain, DmarcWalk walk, CancellationToken cancellationToken)
    {
        string name = "_dmarc." + domain;
        if (walk.Ambiguous is { } several)
        {
            return _writer.Write(
                CheckTopics.Dmarc, name, ReadinessStatus.Fail, "Several DMARC records at _dmarc." + several + ", of which none counts then.", Expected, "Leave one of them.");
        }

        // Where something stands at its name the domain is there, whatever a server says of names without records of their own.
        bool isGone = !walk.Own.IsThere
            && (await _transport.AskAsync(domain, DnsRecordKind.Mx, cancellationToken).ConfigureAwait(false)).Outcome == DnsOutcome.NameError;
        return isGone
            ? _writer.Write(CheckTopics.Dmarc, name, ReadinessStatus.Fail, "There is no such domain, so it has no record.", Expected)
            : _writer.Write(
                CheckTopics.Dmarc, name, ReadinessStatus.Fail,
                "No DMARC record." + (walk.Own.Others.Count > 0 ? " What stands there begins otherwise than v=DMARC1: " + Shown(walk.Own.Others[0]) : ""), Expected,
                "Publish it; a stricter policy can follow once the reports look right.", Advised(domain));
    }

    private async Task<ReadinessCheck> OfAsync(string domain, DmarcWalk walk, DmarcRecord record, CancellationToken cancellationToken)
    {
        string name = "_dmarc." + domain;
        bool isInherited = walk.RecordDomain != domain;
        if (record.IsIgnored)
        {
            return _writer.Write(
                CheckTopics.Dmarc, name, ReadinessStatus.Fail,
                "Receivers ignore the record" + (isInherited ? " of " + walk.RecordDomain : "") + ": " + string.Join("; ", record.Faults) + ". It says: " + record.Text, Expected,
                "Publish it anew.", isInherited ? Advised(walk.RecordDomain!) : Advised(domain));
        }

        List<string> faults = record.Faults.ToList();
        if (record.IsReduced)
        {
            faults.Add("receivers act as if it said p=none");
        }

        string? failure = null;
        if (record.ReportUris.Count == 0)
        {
            faults.Add("it names no address for reports (rua=), so that nobody tells you who sends in your name");
        }
        else
        {
            (string? unwanted, failure) = await UnwantedReportsAsync(walk, record, cancellationToken).ConfigureAwait(false);
            faults.AddRange(new[] { unwanted, failure }.OfType<string>());
        }

        string found = record.Text + (isInherited ? " (of " + walk.RecordDomain + "; for " + domain + ": " + record.PolicyFor(isSubdomain: true) + ")" : "");
        return faults.Count == 0
            ? _writer.Write(CheckTopics.Dmarc, name, ReadinessStatus.Pass, found, Expected)
            : faults.Count == 1 && failure is not null
                ? _writer.Write(CheckTopics.Dmarc, name, ReadinessStatus.Unknown, found + " - but " + failure + ".", Expected, "Test again; if it stays so, ask those who read the reports.")
                : _writer.Write(
                    CheckTopics.Dmarc, name, ReadinessStatus.Warn, found + " - but " + string.Join("; ", faults) + ".", Expected,
                    "Mend the record; receivers pass over what they do not understand.");
    }

    /// <summary>Reports go to another owner's domain only if that says that it wants them (RFC 7489, section 7.1).</summary>
    private async Task<(string? Unwanted, string? Failure)> UnwantedReportsAsync(DmarcWalk walk, DmarcRecord record, CancellationToken cancellationToken)
    {
        string[] domains = record.ReportUris.Select(ReportAddress.Domain).OfType<string>().Distinct().Take(MostReportDomains)
            .Where(d => d != walk.RecordDomain && !d.EndsWith("." + walk.Organization, StringComparison.Ordinal) && d != walk.Organization).ToArray();
        TxtRecords[] words = await Task.WhenAll(domains.Select(d => TxtRecords.FindAsync(
            _transport, walk.RecordDomain + "._report._dmarc." + d, DmarcRecord.IsOne, cancellationToken))).ConfigureAwait(false);
        int unwanted = Array.FindIndex(words, w => w.Failure is null && w.Records.Count == 0);
        int failed = Array.FindIndex(words, w => w.Failure is not null);
        return (
            unwanted < 0 ? null
                : "reports to " + domains[unwanted] + " are not sent, since " + walk.RecordDomain + "._report._dmarc." + domains[unwanted] + " does not say that it wants them",
            failed < 0 ? null
                : "whether " + domains[failed] + " wants the reports is not known, for " + walk.RecordDomain + "._report._dmarc." + domains[failed] + " could not be looked up: " + words[failed].Failure);
    }

    private static string Advised(string domain) => ZoneLine.Txt("_dmarc." + domain, "v=DMARC1; p=none; rua=mailto:postmaster@" + domain);

    private static string Shown(string text) => text.Length <= 80 ? text : text.Substring(0, 80) + "...";
}
