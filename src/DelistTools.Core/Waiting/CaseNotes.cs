using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Cases;

namespace DelistTools.Waiting;

/// <summary>
/// What waiting writes into a case: what changed, and not every question. All of it is done to the case as it is at that
/// moment, whoever changed it meanwhile.
/// </summary>
internal static class CaseNotes
{
    private static readonly ProbeOutcome[] Heard =
    {
        ProbeOutcome.Accepted, ProbeOutcome.NotRefusedBeforeData, ProbeOutcome.Refused, ProbeOutcome.Deferred, ProbeOutcome.Interrupted, ProbeOutcome.TlsFailed,
    };

    /// <summary>Notes an entry that was seen, or seen to be gone, unless the history says so already; true where it did not.</summary>
    internal static bool Entry(CaseEdit edit, WaitedEntry entry)
    {
        if (KindOf(entry) is not { } kind || !IsNews(edit.Before, entry))
        {
            return false;
        }

        edit.Add(kind, entry.Described, Evidence(entry.Check!));
        return true;
    }

    /// <summary>The entry is in a state that its case's history does not hold yet.</summary>
    internal static bool IsNews(DelistingCase about, WaitedEntry entry) => KindOf(entry) is { } kind
        && about.Events.LastOrDefault(e => e.Kind is CaseEventKind.Listed or CaseEventKind.Delisted && e.Text == entry.Described)?.Kind != kind;

    /// <summary>
    /// Notes a probe. One that an operator has seen is noted each time, since the next one goes by its time; one that
    /// reached nobody only if the one before said something else.
    /// </summary>
    internal static void Probe(CaseEdit edit, ProbeResult probe)
    {
        string text = Described(probe);
        if (IsCounted(text) || edit.Before.Events.LastOrDefault(e => e.Kind == CaseEventKind.Probed)?.Text != text)
        {
            edit.Add(CaseEventKind.Probed, text, probe.ReplyText.Length == 0 ? string.Join(" ", probe.Notes) : probe.ReplyCode + " " + probe.ReplyText);
        }
    }

    /// <summary>When an operator last saw a probe for the case (UTC); null where none did.</summary>
    internal static DateTime? LastProbeOf(DelistingCase about) => about.Events.LastOrDefault(e => e.Kind == CaseEventKind.Probed && IsCounted(e.Text))?.At;

    /// <summary>
    /// The entry was seen before the wait: by a question when the route was made, by a server that refused mail for it, or
    /// by an earlier wait. That somebody named the list is no sight of it.
    /// </summary>
    internal static bool WasListed(DelistingCase about, WaitTarget target, Blocklist list) =>
        about.Events.Any(e => e.Kind == CaseEventKind.Listed && e.Text == WaitedEntry.Describe(target, list))
        || about.Route.Findings.Any(f => f.For == list.Id
            && (f.Reason.StartsWith(ListingVerdict.Listed + ": ", StringComparison.Ordinal) || f.Facts.Any(fact => fact.Name == "reply" && fact.Value is not null))
            && (f.Targets.Count == 0 || f.Targets.Contains(target.Text, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Notes once that no entry was found, where none was ever seen.</summary>
    internal static void NotListed(CaseEdit edit, ListWait wait, string reason)
    {
        if (edit.Before.Events.LastOrDefault(e => e.Kind == CaseEventKind.Checked)?.Text != reason)
        {
            edit.Add(CaseEventKind.Checked, reason, string.Join("; ", wait.Checks.Select(Evidence)));
        }
    }

    /// <summary>Notes that the time was up.</summary>
    internal static void TimedOut(CaseEdit edit, ListWait wait) => edit.Add(
        CaseEventKind.Checked,
        "Asked " + wait.Asked + (wait.Asked == 1 ? " time" : " times") + ", and not known to be gone: " + wait.Described,
        string.Join("; ", wait.Checks.Select(Evidence)));

    /// <summary>
    /// The waiting is over: nobody has to be asked for anything at these lists any more, what was waited for is done, and
    /// the next move is the user's.
    /// </summary>
    /// <param name="edit">The case.</param>
    /// <param name="places">Ids of the lists or the provider.</param>
    /// <param name="isEntryGone">Nobody has to be asked to lift it any more.</param>
    internal static void End(CaseEdit edit, IReadOnlyCollection<string> places, bool isEntryGone)
    {
        if (edit.IsClosed)
        {
            return;
        }

        if (isEntryGone)
        {
            foreach (CaseStep step in edit.Steps.Where(s => s.Progress == StepProgress.Open && CaseProgress.IsRequest(s.Kind) && IsAt(s, places)).ToList())
            {
                edit.SetStep(step.Order, StepProgress.NotNeeded);
            }
        }

        if (edit.Steps.FirstOrDefault(s => s.Progress == StepProgress.Open && s.Kind == StepKind.Wait && (IsAt(s, places) || s == edit.NextStep)) is { } wait)
        {
            CaseProgress.SetStep(edit, wait.Order, StepProgress.Done);
        }

        if (edit.State == CaseState.Waiting && edit.NextStep?.Kind != StepKind.Wait)
        {
            edit.State = CaseState.Open;
            edit.NextActionAt = null;
        }
    }

    internal static string Described(ProbeResult probe) => probe.Outcome + " at " + probe.Stage
        + (probe.ReplyCode is null ? "" : " (" + probe.ReplyCode + (probe.EnhancedCode is null ? "" : " " + probe.EnhancedCode) + ")")
        + (probe.Provider is null ? "" : " by " + probe.Provider);

    /// <summary>By what the history says: a server spoke.</summary>
    private static bool IsCounted(string described) => Heard.Any(o => described.StartsWith(o + " at ", StringComparison.Ordinal));

    private static bool IsAt(CaseStep step, IReadOnlyCollection<string> places) => step.For is not null && places.Contains(step.For);

    private static CaseEventKind? KindOf(WaitedEntry entry) => entry.Gone.IsGone ? (entry.WasListed ? CaseEventKind.Delisted : null)
        : entry.Check?.Verdict == ListingVerdict.Listed ? CaseEventKind.Listed
        : null;

    private static string Evidence(BlocklistCheck check) => check.Blocklist + ": " + check.Verdict
        + (check.Codes.Count == 0 ? "" : " (" + string.Join(", ", check.Codes) + ")")
        + (check.Reason is null ? "" : " " + check.Reason) + " By " + check.Resolver + ".";
}
