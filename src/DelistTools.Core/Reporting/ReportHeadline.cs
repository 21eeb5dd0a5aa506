using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What all of it comes to, in sentences: of everything that came in at least one.</summary>
internal sealed class ReportHeadline
{
    private readonly ReportFindings _found;
    private readonly IReadOnlyList<LookedUp> _targets;
    private readonly WatchedStates _watched;
    private readonly IReadOnlyList<ReportSection> _sections;
    private readonly ReportContext _context;

    /// <param name="found">What was found.</param>
    /// <param name="targets">What was looked up, each once.</param>
    /// <param name="watched">How watches left it.</param>
    /// <param name="sections">The report's sections.</param>
    /// <param name="context">Names and cleaned text.</param>
    internal ReportHeadline(ReportFindings found, IReadOnlyList<LookedUp> targets, WatchedStates watched, IReadOnlyList<ReportSection> sections, ReportContext context)
    {
        _found = found;
        _targets = targets;
        _watched = watched;
        _sections = sections;
        _context = context;
    }

    /// <summary>Something was looked up more than once.</summary>
    internal bool IsRepeated { get; init; }

    private bool IsOneProbe => _found.Probes.Count == 1 && _found.Placements.Count == 0;

    private int ToMend => _found.Readiness.Count(c => c.Status == ReadinessStatus.Fail);

    private IEnumerable<DelistingCase> Open => _found.Cases.Where(c => c.ClosedAt is null);

    internal IEnumerable<string> Sentences()
    {
        foreach (string sentence in _targets.Count == 1 ? One(_targets[0]) : _targets.Count > 1 ? Many() : Array.Empty<string>())
        {
            yield return sentence;
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

    private IEnumerable<string> One(LookedUp looked)
    {
        string sentence = ListingSentences.Of(looked, _context);
        string target = _context.Texts.Line(looked.Target);
        yield return looked.Status == ListingStatus.Undetermined
            ? "Whether " + target + " is on a blocklist is not known. " + sentence
            : target + " is " + char.ToLowerInvariant(sentence[0]) + sentence.Substring(1);
        if (IsRepeated)
        {
            yield return "It was looked up more than once; this is the worst of what was found.";
        }
    }

    private IEnumerable<string> Many()
    {
        int listed = _targets.Count(t => t.Status == ListingStatus.Listed);
        int costly = _targets.Count(t => t.Status == ListingStatus.Listed && t.WorstImpact == BlocklistImpact.High);
        int unknown = _targets.Count(t => t.Status == ListingStatus.Undetermined);
        string many = " " + ListingSection.Noun(_targets).Many;
        yield return listed == 0 && unknown == _targets.Count
            ? "Of none of the " + ReportContext.Number(_targets.Count) + many + " it is known whether a blocklist has it."
            : listed == 0
            ? "None of the " + ReportContext.Number(_targets.Count - unknown) + many + " of which it is known is on a blocklist."
            : ReportContext.Number(listed) + " of " + ReportContext.Number(_targets.Count) + many + (listed == 1 ? " is" : " are") + " on blocklists"
                + (costly > 0 ? costly == listed ? " because of which large receivers refuse mail." : ", " + ReportContext.Number(costly) + " of them on lists because of which large receivers refuse mail." : "; no large receiver is known to refuse mail because of these.");
        if (unknown > 0 && unknown < _targets.Count)
        {
            yield return "Of " + ReportContext.Number(unknown) + " it is not known, since too many lists, or one that matters, gave no answer that can be trusted. Nothing here counts " + (unknown == 1 ? "it" : "them") + " as clean.";
        }

        if (IsRepeated)
        {
            yield return "Some were looked up more than once: of each the worst of what was found counts.";
        }
    }

    private IEnumerable<string> Others()
    {
        if (_found.Refusals.Count > 0)
        {
            IGrouping<string, MailRefusal> most = _found.Refusals.GroupBy(r => r.Provider ?? r.RemoteMta ?? "").OrderByDescending(g => g.Count()).First();
            string who = most.Key.Length == 0 ? "" : _context.Name(most.Key);
            yield return _found.Refusals.Count == 1
                ? (who.Length == 0 ? "A mail was " + Verb(true) : who + " " + Verb(false) + " a mail") + ": " + RefusalSentences.Cause(_found.Refusals[0].Cause) + "."
                : ReportContext.Number(_found.Refusals.Count) + " mails were " + Verb(true) + (who.Length == 0 ? "." : ", most often by " + who + " (" + ReportContext.Number(most.Count()) + ").");
        }

        if (IsOneProbe)
        {
            yield return "An attempt at delivery to " + _context.Texts.Line(_found.Probes[0].To) + ": " + ProbeSection.Sentence(_found.Probes[0], _context);
        }

        if (ToMend > 0)
        {
            yield return "On the sender's own side " + ReportContext.Count(ToMend, "thing has", "things have") + " to be mended before operators are asked.";
        }

        if (Open.Any())
        {
            DateTime? next = Open.Min(c => c.NextActionAt);
            yield return ReportContext.Count(Open.Count(), "request for removal is", "requests for removal are") + " under way" + (next is null ? "." : "; the next look is due on " + ReportTime.Words(next.Value) + ".");
        }

        if (_found.Routes.Count > 0)
        {
            int worth = _found.Routes.Count(r => r.Advice == RouteAdvice.Recommended);
            yield return worth == 0 ? "No way off is worth the trouble." : ReportContext.Count(worth, "way off is", "ways off are") + " worth the trouble; the steps are below.";
        }

        if (_found.Events.Count > 0)
        {
            yield return "Watches saw " + ReportContext.Count(_found.Events.Count, "change", "changes") + "."
                + (_watched.Listed > 0 ? " At the last look " + ReportContext.Count(_watched.Listed, "entry was", "entries were") + " there." : "")
                + (_watched.Unknown > 0 ? " Of " + ReportContext.Number(_watched.Unknown) + " it could no longer be told." : "");
        }

        foreach (ReportSection section in _sections.Where(s => s.Entries.Count > 0 && !IsTold(s)))
        {
            yield return section.Title + ": " + (section.Entries.Count == 1
                ? section.Entries[0].Title + ": " + section.Entries[0].State.Text + ". " + section.Entries[0].Sentence
                : string.Join(", ", section.Entries.GroupBy(e => e.State.Text).Select(g => g.Key + " (" + ReportContext.Number(g.Count()) + ")")) + ".").TrimEnd();
        }
    }

    /// <summary>Whether a sentence of its own says already what a section comes to.</summary>
    private bool IsTold(ReportSection section) => section.Id switch
    {
        "probes" => IsOneProbe,
        "readiness" => ToMend > 0,
        "cases" => Open.Any(),
        "replies" or "drafts" or "waits" or "lists" => false,
        _ => true,
    };

    /// <summary>What became of the mails: put off is not refused.</summary>
    /// <param name="isPassive">As in "was refused".</param>
    private string Verb(bool isPassive) => _found.Refusals.All(r => r.IsPermanent) ? "refused"
        : _found.Refusals.All(r => !r.IsPermanent) ? "put off" : isPassive ? "refused or put off" : "refused";
}
