using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What all of it comes to, in numbers.</summary>
internal sealed class ReportSummary
{
    private readonly ReportFindings _found;
    private readonly IReadOnlyList<LookedUp> _looked;
    private readonly ReportContext _context;
    private readonly IReadOnlyList<LookedUp> _targets;
    private readonly WatchedStates _watched;

    internal ReportSummary(ReportFindings found, IReadOnlyList<LookedUp> looked, IReadOnlyList<ReportSection> sections, ReportContext context)
    {
        _found = found;
        _looked = looked;
        _context = context;
        _targets = LookedUp.Worst(looked);
        _watched = WatchedStates.Of(found.Events, looked);
        Counts = Count().ToList();
        Headline = new ReportHeadline(found, _targets, _watched, sections, context) { IsRepeated = _targets.Count < looked.Count }.Sentences().ToList();
        Mark = Worst(Counts.Where(c => c.Value > 0).Select(c => c.Mark).Concat(sections.Where(s => s.Id != "drafts").SelectMany(s => s.Entries).Select(e => e.State.Mark)));
    }

    internal IReadOnlyList<ReportCount> Counts { get; }

    internal IReadOnlyList<string> Headline { get; }

    /// <summary>How all of it stands: good only where something is known to be.</summary>
    internal ReportMark Mark { get; }

    internal string Title
    {
        get
        {
            List<string> targets = _looked.OrderBy(l => l.Rank).Select(l => l.Target).Concat(_found.Ranges.Select(r => r.Range)).Concat(_found.Cases.Select(c => c.Target).OfType<string>())
                .Concat(_found.Routes.Select(r => r.Target).OfType<string>()).Concat(_found.Refusals.Select(r => r.RefusedAddress).OfType<string>())
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(_context.Texts.Line).Where(t => t.Length is > 0 and < 80).ToList();
            return "Delisting report" + (targets.Count == 0 ? "" : ": " + ReportContext.Join(targets, 2));
        }
    }

    /// <summary>When things were looked at, or happened (UTC).</summary>
    internal DateTime[] Times => _looked.Select(l => l.CheckedAt).Concat(_found.Ranges.Select(r => r.CheckedAt)).Concat(_found.Lists.Select(l => l.CheckedAt))
        .Concat(_found.Readiness.Select(r => r.CheckedAt)).Concat(_found.Probes.Select(p => p.SentAt)).Concat(_found.Refusals.Select(r => r.OccurredAt).OfType<DateTime>())
        .Concat(_found.Events.Select(e => e.At)).Concat(_found.Waits.Select(w => w.EndedAt)).Where(t => t != default).ToArray();

    private IEnumerable<ReportCount> Count()
    {
        if (_targets.Count > 0)
        {
            yield return new ReportCount("listed", "Listed", _targets.Count(t => t.Status == ListingStatus.Listed), ReportMark.Bad);
            yield return new ReportCount("notKnown", "Not known", _targets.Count(t => t.Status == ListingStatus.Undetermined), ReportMark.Unknown);
            yield return new ReportCount("notListed", "Not listed", _targets.Count(t => t.Status == ListingStatus.NotListed), ReportMark.Good);
        }

        foreach (ReportCount count in new[]
        {
            new ReportCount("rangeListed", "Listed in ranges", _found.Ranges.Sum(r => r.Listed), ReportMark.Bad),
            new ReportCount("rangeNotKnown", "Not known in ranges", _found.Ranges.Sum(r => r.Undetermined), ReportMark.Unknown),
            new ReportCount("refusals", "Mails refused", _found.Refusals.Count, Worst(_found.Refusals.Select(RefusalSentences.Mark))),
            new ReportCount("probesRefused", "Attempts refused", _found.Probes.Count(p => p.Outcome is ProbeOutcome.Refused or ProbeOutcome.Deferred) + _found.Placements.Count(p => p.Refusal is not null), ReportMark.Bad),
            new ReportCount("probesNotKnown", "Attempts without an answer", _found.Probes.Count(p => ProbeSection.State(p).Mark == ReportMark.Unknown) + _found.Placements.Count(p => !p.Found && p.Refusal is null), ReportMark.Unknown),
            new ReportCount("inJunk", "In the junk folder", _found.Placements.Count(p => p.IsJunk == true), ReportMark.Bad),
            new ReportCount("toMend", "To be mended", _found.Readiness.Count(c => c.Status == ReadinessStatus.Fail), ReportMark.Bad),
            new ReportCount("checksNotKnown", "Checks without an answer", _found.Readiness.Count(c => c.Status == ReadinessStatus.Unknown), ReportMark.Unknown),
            new ReportCount("casesOpen", "Cases open", _found.Cases.Count(c => c.ClosedAt is null), ReportMark.Warning),
            new ReportCount("casesClosed", "Cases closed", _found.Cases.Count(c => c.ClosedAt is not null), ReportMark.None),
            new ReportCount("watchListed", "Listed when last watched", _watched.Listed, ReportMark.Bad),
            new ReportCount("watchNotKnown", "Not known when last watched", _watched.Unknown, ReportMark.Unknown),
            new ReportCount("listsNotTrusted", "Lists that cannot be trusted", _found.Lists.Count(l => HealthSection.State(l.Health).Mark == ReportMark.Unknown), ReportMark.Unknown),
        }.Where(c => c.Value > 0))
        {
            yield return count;
        }
    }

    private static ReportMark Worst(IEnumerable<ReportMark> marks) => marks.Where(m => m != ReportMark.None).OrderBy(m => m).FirstOrDefault();
}
