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

    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal DmarcChecks(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <summary>Looks at a domain.</summary>
    /// <param name="domain">The domain of the From field.</param>
    /// <param name="envelope">The domain of the envelope's sender, for which SPF passes.</param>
    /// <param name="signing">The domain of the DKIM signature.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ReadinessCheck>> RunAsync(string domain, string envelope, string signing, CancellationToken cancellationToken)
    {
        DmarcWalk walk = await DmarcWalk.FindAsync(_transport, domain, cancellationToken).ConfigureAwait(false);
        ReadinessCheck record = await RecordAsync(domain, walk, cancellationToken).ConfigureAwait(false);
        return new[] { record, await AlignmentAsync(domain, walk, envelope, signing, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<ReadinessCheck> RecordAsync(string domain, DmarcWalk walk, CancellationToken cancellationToken)
    {
        const string Expected = "One record v=DMARC1 with a policy, p=none at least, and an address for reports";
        string name = "_dmarc." + domain;
        string advised = ZoneLine.Txt(name, "v=DMARC1; p=none; rua=mailto:postmaster@" + domain);
        if (walk.Record is not { } record)
        {
            return walk.Ambiguous is { } several
                ? _writer.Write(
                    CheckTopics.Dmarc, name, ReadinessStatus.Fail, "Several DMARC records at _dmarc." + several + ", of which none counts then.", Expected, "Leave one of them.")
                : walk.Failure is not null
                    ? _writer.Unknown(CheckTopics.Dmarc, name, "The DMARC record", walk.Failure, Expected)
                    : _writer.Write(
                        CheckTopics.Dmarc, name, ReadinessStatus.Fail, "No DMARC record.", Expected,
                        "Publish it; a stricter policy can follow once the reports look right.", advised);
        }

        if (record.IsIgnored)
        {
            return _writer.Write(
                CheckTopics.Dmarc, name, ReadinessStatus.Fail, "Receivers ignore the record: " + string.Join("; ", record.Faults) + ". It says: " + record.Text, Expected,
                "Publish it anew.", advised);
        }

        List<string> faults = record.Faults.ToList();
        if (record.ReportUris.Count == 0)
        {
            faults.Add("it names no address for reports (rua=), so that nobody tells you who sends in your name");
        }
        else if (await UnwantedReportsAsync(walk, record, cancellationToken).ConfigureAwait(false) is { } unwanted)
        {
            faults.Add(unwanted);
        }

        bool isInherited = walk.RecordDomain != domain;
        string found = record.Text + (isInherited ? " (of " + walk.RecordDomain + "; for " + domain + ": " + record.PolicyFor(isSubdomain: true) + ")" : "");
        return faults.Count == 0
            ? _writer.Write(CheckTopics.Dmarc, name, ReadinessStatus.Pass, found, Expected)
            : _writer.Write(
                CheckTopics.Dmarc, name, ReadinessStatus.Warn, found + " - but " + string.Join("; ", faults) + ".", Expected,
                "Mend the record; receivers pass over what they do not understand.");
    }

    /// <summary>Reports go to another owner's domain only if that says that it wants them (RFC 7489, section 7.1).</summary>
    private async Task<string?> UnwantedReportsAsync(DmarcWalk walk, DmarcRecord record, CancellationToken cancellationToken)
    {
        IEnumerable<string> domains = record.ReportUris.Select(ReportAddress.Domain).OfType<string>().Distinct().Take(MostReportDomains);
        foreach (string domain in domains.Where(d => d != walk.RecordDomain && !d.EndsWith("." + walk.Organization, StringComparison.Ordinal) && d != walk.Organization))
        {
            TxtRecords txt = await TxtRecords.FindAsync(
                _transport, walk.RecordDomain + "._report._dmarc." + domain, DmarcRecord.IsOne, cancellationToken).ConfigureAwait(false);
            if (txt.Failure is null && txt.Records.Count == 0)
            {
                return "reports to " + domain + " are not sent, since " + walk.RecordDomain + "._report._dmarc." + domain + " does not say that it wants them";
            }
        }

        return null;
    }

    private async Task<ReadinessCheck> AlignmentAsync(
        string domain, DmarcWalk walk, string envelope, string signing, CancellationToken cancellationToken)
    {
        const string Expected = "The envelope's sender and the DKIM signature belong to the domain of the From field";
        (bool spf, string? spfFailure) = await IsAlignedAsync(domain, walk, envelope, walk.Record?.IsSpfStrict == true, cancellationToken).ConfigureAwait(false);
        (bool dkim, string? dkimFailure) = await IsAlignedAsync(domain, walk, signing, walk.Record?.IsDkimStrict == true, cancellationToken).ConfigureAwait(false);
        string found = "Envelope " + envelope + ": " + Word(spf, walk.Record?.IsSpfStrict) + "; DKIM " + signing + ": " + Word(dkim, walk.Record?.IsDkimStrict);
        if ((spfFailure ?? dkimFailure) is { } failure && !(spf && dkim))
        {
            return _writer.Unknown(CheckTopics.DmarcAlignment, domain, "The DMARC records that tell who owns a name", failure, Expected);
        }

        return (spf, dkim) switch
        {
            (true, true) => _writer.Write(CheckTopics.DmarcAlignment, domain, ReadinessStatus.Pass, found, Expected),
            (false, false) => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Fail, found + ". Nothing that passes counts for " + domain + ".", Expected,
                "Sign with d=" + domain + "; or send with an envelope address of the same domain."),
            (true, false) => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Warn, found + ". Forwarded mail fails then: SPF does not outlive forwarding.", Expected,
                "Sign with d=" + domain + "."),
            (false, true) => _writer.Write(
                CheckTopics.DmarcAlignment, domain, ReadinessStatus.Warn, found + ". Mail whose signature breaks on the way fails then.", Expected,
                "Send with an envelope address of the same domain, if you can."),
        };
    }

    private async Task<(bool IsAligned, string? Failure)> IsAlignedAsync(
        string domain, DmarcWalk walk, string other, bool isStrict, CancellationToken cancellationToken)
    {
        if (other == domain)
        {
            return (true, null);
        }

        if (isStrict)
        {
            return (false, null);
        }

        DmarcWalk others = await DmarcWalk.FindAsync(_transport, other, cancellationToken).ConfigureAwait(false);
        return (others.Organization == walk.Organization, walk.Failure ?? others.Failure);
    }

    private static string Word(bool isAligned, bool? isStrict) => (isAligned ? "aligned" : "not aligned") + (isStrict == true ? " (strict)" : "");
}
