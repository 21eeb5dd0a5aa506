using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>
/// The DMARC records of a domain and of those above it: which one applies, and up to where names are of one owner
/// (draft-ietf-dmarc-dmarcbis, section 4.10, the tree walk, which needs no list of public suffixes).
/// </summary>
internal sealed class DmarcWalk
{
    /// <summary>Longer names go on from here, so that no name costs more than eight questions.</summary>
    private const int LongestLabels = 7;

    private readonly List<(string Domain, TxtRecords Txt)> _levels;

    private DmarcWalk(List<(string Domain, TxtRecords Txt)> levels)
    {
        _levels = levels;
        (string domain, DmarcRecord record)[] found = levels.Where(l => l.Txt.Records.Count == 1)
            .Select(l => (l.Domain, DmarcRecord.Read(l.Txt.Records[0]))).ToArray();
        Organization = OrganizationOf(levels, found);
        (RecordDomain, Record) = found.FirstOrDefault(f => f.domain == Domain) is { record: not null } own ? own
            : found.FirstOrDefault(f => f.domain == Organization) is { record: not null } owners ? owners
            : found.FirstOrDefault(f => f.record.PublicSuffix == 'y');
    }

    /// <summary>The domain that it is about.</summary>
    internal string Domain => _levels[0].Domain;

    /// <summary>The domain that owns it, and with it whatever else is below: what relaxed alignment compares.</summary>
    internal string Organization { get; }

    /// <summary>The record that applies; null where there is none.</summary>
    internal DmarcRecord? Record { get; }

    /// <summary>Where that stands.</summary>
    internal string? RecordDomain { get; }

    /// <summary>A name with several records, of which none counts; null where there is none such on the way.</summary>
    internal string? Ambiguous => _levels.Where(l => l.Txt.Records.Count > 1).Select(l => l.Domain).FirstOrDefault();

    /// <summary>Why a record may be there that nobody saw; null where every look-up was answered.</summary>
    internal string? Failure => _levels.Select(l => l.Txt.Failure).FirstOrDefault(f => f is not null);

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<DmarcWalk> FindAsync(IDnsTransport transport, string domain, CancellationToken cancellationToken)
    {
        string[] labels = domain.Split('.');
        List<string> names = new() { domain };
        for (int left = Math.Min(labels.Length - 1, LongestLabels); left > 0; left--)
        {
            names.Add(string.Join(".", labels, labels.Length - left, left));
        }

        List<(string, TxtRecords)> levels = new();
        foreach (string name in names)
        {
            TxtRecords txt = await TxtRecords.FindAsync(transport, "_dmarc." + name, DmarcRecord.IsOne, cancellationToken).ConfigureAwait(false);
            levels.Add((name, txt));
            if (txt.Records.Count == 1 && DmarcRecord.Read(txt.Records[0]).PublicSuffix is var suffix && (suffix == 'n' || (suffix == 'y' && name != domain)))
            {
                break;
            }
        }

        return new DmarcWalk(levels);
    }

    private static string OrganizationOf(List<(string Domain, TxtRecords Txt)> levels, (string Domain, DmarcRecord Record)[] found)
    {
        if (found.FirstOrDefault(f => f.Record.PublicSuffix == 'n').Domain is { } ends)
        {
            return ends;
        }

        int suffix = levels.FindIndex(l => found.Any(f => f.Domain == l.Domain && f.Record.PublicSuffix == 'y'));
        return suffix > 0 ? levels[suffix - 1].Domain
            : found.Length > 0 ? found[found.Length - 1].Domain
            : levels[0].Domain;
    }
}
