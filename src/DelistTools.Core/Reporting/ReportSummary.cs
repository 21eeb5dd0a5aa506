using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What all of it comes to, in numbers and in sentences.</summary>
internal sealed class ReportSummary
{
    private readonly ReportFindings _found;
    private readonly IReadOnlyList<LookedUp> _looked;
    private readonly ReportContext _context;
    private readonly int _listed;
    private readonly int _costly;
    private readonly int _unknown;
    private readonly int _toMend;

    internal ReportSummary(ReportFindings found, IReadOnlyList<LookedUp> looked, ReportContext context)
    {
        _found = found;
        _looked = looked;
        _context = context;
        _listed = looked.Count(l => l.Status == ListingStatus.Listed);
        _costly = looked.Count(l => l.Status == ListingStatus.Listed && l.Listings.Any(c => c.Impact == BlocklistImpact.High));
        _unknown = looked.Count(l => l.Status == ListingStatus.Undetermined);
        _toMend = found.Readiness.Count(c => c.Status == ReadinessStatus.Fail);
        Counts = Count().ToList();
        Headline = Sentences().ToList();
    }

    internal IReadOnlyList<ReportCount> Counts { get; }

    internal IReadOnlyList<string> Headline { get; }

    internal string Title
    {
        get
        {
            List<string> targets = _looked.Select(l => l.Target).Concat(_found.Ranges.Select(r => r.Range)).Concat(_found.Cases.Select(c => c.Target).OfType<string>())
                .Concat(_found.Routes.Select(r => r.Target).OfType<string>()).Concat(_found.Refusals.Select(r => r.RefusedAddress).OfType<string>())
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(_context.Texts.Line).Where(t => t.Length is > 0 and < 80).ToList();
            return "Delisting report" + (targets.Count == 0 ? "" : ": " + ReportContext.Join(targets, 2));
        }
    }

    internal ReportMark Mark => Counts.Any(c => c.Mark == ReportMark.Bad && c.Value > 0) ? ReportMark.Bad
        : Counts.Any(c => c.Mark == ReportMark.Unknown && c.Value > 0) ? ReportMark.Unknown
        : Counts.Any(c => c.Mark == ReportMark.Warning && c.Value > 0) ? ReportMark.Warning : ReportMark.Good;

    /// <summary>When things were looked at, or happened (UTC).</summary>
    internal DateTime[] Times => _looked.Select(l => l.CheckedAt).Concat(_found.Ranges.Select(r => r.CheckedAt)).Concat(_found.Lists.Select(l => l.CheckedAt))
        .Concat(_found.Readiness.Select(r => r.CheckedAt)).Concat(_found.Probes.Select(p => p.SentAt)).Concat(_found.Refusals.Select(r => r.OccurredAt).OfType<DateTime>())
        .Concat(_found.Events.Select(e => e.At)).Concat(_found.Waits.Select(w => w.EndedAt)).Where(t => t != default).ToArray();

    private IEnumerable<ReportCount> Count()
    {
        if (_looked.Count > 0)
        {
            yield return new ReportCount("listed", "Listed", _listed, ReportMark.Bad);
            yield return new ReportCount("notKnown", "Not known", _unknown, ReportMark.Unknown);
            yield return new ReportCount("notListed", "Not listed", _looked.Count - _listed - _unknown, ReportMark.Good);
        }

        foreach (ReportCount count in new[]
        {
            new ReportCount("rangeListed", "Listed in ranges", _found.Ranges.Sum(r => r.Listed), ReportMark.Bad),
            new ReportCount("rangeNotKnown", "Not known in ranges", _found.Ranges.Sum(r => r.Undetermined), ReportMark.Unknown),
            new ReportCount("refusals", "Mails refused", _found.Refusals.Count, ReportMark.Bad),
            new ReportCount("probesRefused", "Attempts refused", _found.Probes.Count(p => p.Outcome is ProbeOutcome.Refused or ProbeOutcome.Deferred) + _found.Placements.Count(p => p.Refusal is not null), ReportMark.Bad),
            new ReportCount("probesNotKnown", "Attempts without an answer", _found.Probes.Count(p => ProbeSection.State(p).Mark == ReportMark.Unknown) + _found.Placements.Count(p => !p.Found && p.Refusal is null), ReportMark.Unknown),
            new ReportCount("inJunk", "In the junk folder", _found.Placements.Count(p => p.IsJunk == true), ReportMark.Bad),
            new ReportCount("toMend", "To be mended", _toMend, ReportMark.Bad),
            new ReportCount("checksNotKnown", "Checks without an answer", _found.Readiness.Count(c => c.Status == ReadinessStatus.Unknown), ReportMark.Unknown),
            new ReportCount("casesOpen", "Cases open", _found.Cases.Count(c => c.ClosedAt is null), ReportMark.Warning),
            new ReportCount("casesClosed", "Cases closed", _found.Cases.Count(c => c.ClosedAt is not null), ReportMark.None),
            new ReportCount("listsNotTrusted", "Lists that cannot be trusted", _found.Lists.Count(l => HealthSection.State(l.Health).Mark == ReportMark.Unknown), ReportMark.Unknown),
        }.Where(c => c.Value > 0))
        {
            yield return count;
        }
    }

    private IEnumerable<string> Sentences()
    {
        if (_looked.Count == 1)
        {
            string sentence = ListingSentences.Of(_looked[0], _context);
            string target = _context.Texts.Line(_looked[0].Target);
            yield return _looked[0].Status == ListingStatus.Undetermined
                ? "Whether " + target + " is on a blocklist is not known." + sentence.Substring("Not known.".Length)
                : target + " is " + char.ToLowerInvariant(sentence[0]) + sentence.Substring(1);
        }
        else if (_looked.Count > 1)
        {
            string many = " " + ListingSection.Noun(_looked).Many;
            yield return _listed == 0 && _unknown == _looked.Count
                ? "Of none of the " + ReportContext.Number(_looked.Count) + many + " it is known whether a blocklist has it."
                : _listed == 0
                ? "None of the " + ReportContext.Number(_looked.Count - _unknown) + many + " of which it is known is on a blocklist."
                : ReportContext.Number(_listed) + " of " + ReportContext.Number(_looked.Count) + many + (_listed == 1 ? " is" : " are") + " on blocklists"
                    + (_costly > 0 ? _costly == _listed ? " because of which large receivers refuse mail." : ", " + ReportContext.Number(_costly) + " of them on lists because of which large receivers refuse mail." : "; no large receiver is known to refuse mail because of these.");
            if (_unknown > 0 && _unknown < _looked.Count)
            {
                yield return "Of " + ReportContext.Number(_unknown) + " it is not known, since lists that matter gave no answer. Nothing here counts " + (_unknown == 1 ? "it" : "them") + " as clean.";
            }
        }

        foreach (IpBlocklistSummary range in _found.Ranges.Take(3))
        {
            yield return _context.Texts.Line(range.Range) + ": " + RangeSection.Sentence(range);
        }

        foreach (string sentence in Others())
        {
            yield return sentence;
        }
    }

    private IEnumerable<string> Others()
    {
        if (_found.Refusals.Count > 0)
        {
            IGrouping<string, MailRefusal> most = _found.Refusals.GroupBy(r => r.Provider ?? r.RemoteMta ?? "").OrderByDescending(g => g.Count()).First();
            string who = most.Key.Length == 0 ? "" : _context.Name(most.Key);
            yield return _found.Refusals.Count == 1
                ? (who.Length == 0 ? "A mail was refused" : who + " refused a mail") + ": " + RefusalSentences.Cause(_found.Refusals[0].Cause) + "."
                : ReportContext.Number(_found.Refusals.Count) + " mails were refused" + (who.Length == 0 ? "." : ", most often by " + who + " (" + ReportContext.Number(most.Count()) + ").");
        }

        if (_found.Probes.Count == 1)
        {
            yield return "An attempt at delivery to " + _context.Texts.Line(_found.Probes[0].To) + ": " + ProbeSection.Sentence(_found.Probes[0], _context);
        }

        if (_toMend > 0)
        {
            yield return "On the sender's own side " + ReportContext.Count(_toMend, "thing has", "things have") + " to be mended before operators are asked.";
        }

        int open = _found.Cases.Count(c => c.ClosedAt is null);
        if (open > 0)
        {
            DateTime? next = _found.Cases.Where(c => c.ClosedAt is null).Min(c => c.NextActionAt);
            yield return ReportContext.Count(open, "request for removal is", "requests for removal are") + " under way" + (next is null ? "." : "; the next look is due on " + ReportTime.Words(next.Value) + ".");
        }

        if (_found.Routes.Count > 0)
        {
            int worth = _found.Routes.Count(r => r.Advice == RouteAdvice.Recommended);
            yield return worth == 0 ? "No way off is worth the trouble." : ReportContext.Count(worth, "way off is", "ways off are") + " worth the trouble; the steps are below.";
        }
    }
}
