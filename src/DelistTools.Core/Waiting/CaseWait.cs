using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Cases;
using DelistTools.Catalog;

namespace DelistTools.Waiting;

/// <summary>
/// Waits for the end of a case: by asking the list that it is with; by probes, where that is a provider or a list that no
/// question reaches; or for its time, where no probe may be made. What it finds it writes into the case.
/// </summary>
internal sealed class CaseWait
{
    /// <summary>Somebody may close the case, or write down an answer with another time, while this sleeps.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    private readonly CaseStore _store;
    private readonly ProviderCatalog _catalog;
    private readonly ListAsker _asker;
    private readonly CaseProbe? _probe;
    private readonly WaitOptions _options;
    private readonly bool _closes;

    /// <param name="store">Where the cases are.</param>
    /// <param name="catalog">The lists and providers.</param>
    /// <param name="asker">The way to the lists.</param>
    /// <param name="probe">Makes a probe; null where none may be made.</param>
    /// <param name="options">The wait.</param>
    /// <param name="closes">A case that is over is closed.</param>
    internal CaseWait(CaseStore store, ProviderCatalog catalog, ListAsker asker, CaseProbe? probe, WaitOptions options, bool closes)
    {
        _store = store;
        _catalog = catalog;
        _asker = asker;
        _probe = probe;
        _options = options;
        _closes = closes;
    }

    /// <summary>Makes a probe: the result, or why none was made.</summary>
    internal delegate Task<(ProbeResult? Result, Problem? Problem)> CaseProbe(CancellationToken cancellationToken);

    /// <summary>The lists that a case is with and that can be asked.</summary>
    internal static IReadOnlyList<Blocklist> ListsOf(DelistingCase about, ListCatalog catalog) => about.Route.Findings.Select(f => f.For)
        .Concat(new[] { about.For }).Distinct(StringComparer.Ordinal)
        .Select(catalog.Find).OfType<Blocklist>().Where(ListSelector.IsAskable).ToList();

    /// <summary>It is waited for by asking lists; otherwise a probe or its time has to do.</summary>
    internal static bool AsksLists(DelistingCase about, ListCatalog catalog) => ListsOf(about, catalog).Count > 0 && TargetsOf(about).Count > 0;

    /// <summary>The targets of a case that lists can be asked about.</summary>
    internal static IReadOnlyList<WaitTarget> TargetsOf(DelistingCase about) =>
        CaseWays.TargetsOf(about).Select(WaitTarget.TryParse).OfType<WaitTarget>().ToList();

    /// <summary>Waits for its end.</summary>
    /// <exception cref="StoreException">There is no such case, or the store cannot be used as the wait begins or ends.</exception>
    /// <exception cref="WaitException">The first probe could not be made, or one reached another provider than the case's.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<DelistingWait> WaitAsync(int id, CancellationToken cancellationToken)
    {
        DelistingCase about = _store.Find(id, cancellationToken) ?? throw new StoreException(new Problem("CaseNotFound", id, id, _store.Path));
        Course course = new(about, _options.Clock.UtcNow);
        if (about.ClosedAt is not null)
        {
            return Closed(course);
        }

        IReadOnlyList<Blocklist> lists = ListsOf(about, _catalog.Lists);
        IReadOnlyList<WaitTarget> targets = TargetsOf(about);
        return lists.Count > 0 && targets.Count > 0 ? await ForListsAsync(course, lists, targets, cancellationToken).ConfigureAwait(false)
            : _probe is not null ? await ForProbeAsync(course, _probe, cancellationToken).ConfigureAwait(false)
            : await ForTimeAsync(course, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DelistingWait> ForListsAsync(
        Course course, IReadOnlyList<Blocklist> lists, IReadOnlyList<WaitTarget> targets, CancellationToken cancellationToken)
    {
        DateTime end = _options.EndOf(course.Since);
        ListWarnings warnings = new(_options.Warn);
        ListWait wait = new(_asker, _options.Clock, targets.SelectMany(t => lists.Select(l => new WaitedEntry(
            t, l, AskSchedule.Of(l, StatedTimes.Of(course.About, l, _catalog, course.Since)), course.Since, CaseNotes.WasListed(course.About, t, l)))).ToList());
        course.Lists = wait;
        while (true)
        {
            foreach (WaitedEntry entry in await wait.AskAsync(cancellationToken).ConfigureAwait(false))
            {
                warnings.Note(entry.Check!);
                _options.Trace?.Invoke(entry.Described + ": " + entry.Check!.Verdict + (entry.Check.Reason is null ? "" : " (" + entry.Check.Reason + ")"));
            }

            if (wait.NextAt is not { } next)
            {
                (WaitEnd ended, string reason) = wait.End();
                TryEnd(
                    course,
                    edit =>
                    {
                        wait.Entries.ToList().ForEach(e => CaseNotes.Entry(edit, e));
                        if (ended == WaitEnd.NotListed)
                        {
                            // Whatever holds up the mail, it is not these lists, and the case is as open as it was.
                            CaseNotes.NotListed(edit, wait, reason);
                        }

                        if (ended == WaitEnd.Delisted)
                        {
                            CaseNotes.End(edit, lists.Select(l => l.Id).ToList(), isEntryGone: true);
                            Close(edit);
                        }
                    },
                    cancellationToken);
                return Result(course, ended, reason);
            }

            TryNote(course, wait, cancellationToken);
            if (!await SleepAsync(course, wait.Described, next, end, cancellationToken).ConfigureAwait(false))
            {
                return course.About.ClosedAt is not null || course.IsRemoved ? Closed(course) : TimedOut(course, wait, cancellationToken);
            }
        }
    }

    private async Task<DelistingWait> ForProbeAsync(Course course, CaseProbe probe, CancellationToken cancellationToken)
    {
        DateTime end = _options.EndOf(course.Since);
        AskSchedule schedule = AskSchedule.OfProbes();
        int kept = 0;
        course.NextAt = course.NotBefore(course.About.NextActionAt ?? course.Since);
        while (true)
        {
            if (!await SleepAsync(course, "a probe for case " + course.About.Id, course.NextAt.Value, end, cancellationToken).ConfigureAwait(false))
            {
                return course.About.ClosedAt is not null || course.IsRemoved ? Closed(course)
                    : Result(course, WaitEnd.TimedOut, course.Probe is null ? "The time was up before a probe was due." : "The time is up. The last probe: " + CaseNotes.Described(course.Probe) + ".");
            }

            (ProbeResult? result, Problem? problem) = await probe(cancellationToken).ConfigureAwait(false);
            DateTime now = _options.Clock.UtcNow;
            if (result is null)
            {
                // What can be wrong with the sender or the recipient was right when the command began, or is told by the first probe.
                bool isTooSoon = problem!.Id == "ProbeTooSoon";
                if (course.Asked == 0 && !isTooSoon)
                {
                    throw new WaitException(problem);
                }

                _options.Trace?.Invoke("No probe was made: " + problem.Id);
                course.NextAt = isTooSoon ? now + Probing.OperatorTurns.Interval : schedule.AfterFailure(now);
                continue;
            }

            if (ProbePlace.IsElsewhere(result.Provider, course.About.For, _catalog))
            {
                // The recipient's MX told it. Whatever was said there, it was not said about the case, and does not enter it.
                throw new WaitException(new Problem("WaitProbeElsewhere", result.To, result.To, result.Provider!, course.About.Id, course.About.For));
            }

            course.Asked++;
            course.Probe = result;
            _options.Trace?.Invoke("Probe for case " + course.About.Id + ": " + CaseNotes.Described(result));
            WaitEnd? ended = ProbeRule.EndOf(result);
            kept = ProbeRule.WasKeptHere(result) ? kept + 1 : 0;
            if (kept > 0 && (course.Asked == 1 || kept == ProbeRule.MostKeptHere))
            {
                course.NextAt = null;
                TryChange(course, edit => CaseNotes.Probe(edit, result), cancellationToken);
                return Result(
                    course,
                    WaitEnd.CannotProbe,
                    "No probe leaves this machine: " + CaseNotes.Described(result) + ". " + string.Join(" ", result.Notes.Select(n => NetworkText.Clean(n))) + " Wait from another machine, or mend that first.");
            }

            if (ended is null)
            {
                course.NextAt = ProbeRule.WasHeard(result) ? schedule.AfterAnswer(TimeSpan.Zero, now) : schedule.AfterFailure(now);
                TryChange(course, edit => CaseNotes.Probe(edit, result), cancellationToken);
                continue;
            }

            course.NextAt = null;
            TryEnd(
                course,
                edit =>
                {
                    CaseNotes.Probe(edit, result);
                    CaseNotes.End(edit, new[] { course.About.For }, isEntryGone: ended == WaitEnd.Accepted);
                    if (ended == WaitEnd.Accepted)
                    {
                        Close(edit);
                    }
                },
                cancellationToken);
            return Result(course, ended.Value, "The probe: " + CaseNotes.Described(result) + ".");
        }
    }

    private async Task<DelistingWait> ForTimeAsync(Course course, CancellationToken cancellationToken)
    {
        DateTime end = _options.EndOf(course.Since);
        while (course.About.NextActionAt > _options.Clock.UtcNow)
        {
            course.NextAt = course.About.NextActionAt;
            if (!await SleepAsync(course, "the time of case " + course.About.Id, course.NextAt!.Value, end, cancellationToken).ConfigureAwait(false))
            {
                return course.About.ClosedAt is not null || course.IsRemoved ? Closed(course) : Result(course, WaitEnd.TimedOut, "The time was up before that of the case.");
            }
        }

        course.NextAt = null;
        return Result(
            course,
            WaitEnd.ActionDue,
            (course.About.NextActionAt is null ? "The case has no time to wait for" : "The time of the case has come")
                + ", and no question by DNS tells whether it is over. Make a probe (Send-ProbeMail, or this command with -To and -From), or go on with: "
                + NetworkText.Clean(course.About.NextStep?.Title ?? "a look at the case") + ".");
    }

    /// <summary>Sleeps until the time, looking at the case now and then; false where the case, or the time of the wait, is over.</summary>
    private async Task<bool> SleepAsync(Course course, string what, DateTime next, DateTime end, CancellationToken cancellationToken)
    {
        DateTime until = next < end ? next : end;
        _options.Status?.Invoke(AddressWait.Line(what, until));
        for (DateTime now = _options.Clock.UtcNow; now < until; now = _options.Clock.UtcNow)
        {
            TimeSpan left = until - now;
            await _options.Clock.DelayAsync(left < LookAgain ? left : LookAgain, cancellationToken).ConfigureAwait(false);
            DateTime? before = course.About.NextActionAt;
            Look(course, cancellationToken);
            if (course.IsRemoved || course.About.ClosedAt is not null)
            {
                return false;
            }

            if (course.Lists is null && course.About.NextActionAt != before)
            {
                // Somebody has set another time, and the probe goes by it, too: never sooner than six hours after the last.
                DateTime set = course.NotBefore(course.About.NextActionAt ?? _options.Clock.UtcNow);
                course.NextAt = course.Asked == 0 || set > course.NextAt ? set : course.NextAt;
                until = course.NextAt!.Value < end ? course.NextAt.Value : end;
            }
        }

        return _options.Clock.UtcNow < end;
    }

    /// <summary>Reads the case as it is now. A store that is away for a while, as on a share, ends no wait.</summary>
    private void Look(Course course, CancellationToken cancellationToken)
    {
        try
        {
            DelistingCase? now = _store.Find(course.About.Id, cancellationToken);
            course.IsRemoved = now is null;
            course.About = now ?? course.About;
        }
        catch (StoreException e)
        {
            _options.Trace?.Invoke("The store of cases could not be read, and will be again: " + e.Message);
        }
    }

    private void TryNote(Course course, ListWait wait, CancellationToken cancellationToken)
    {
        List<WaitedEntry> news = wait.Entries.Where(e => CaseNotes.IsNews(course.About, e)).ToList();
        if (news.Count > 0)
        {
            TryChange(course, edit => news.ForEach(e => CaseNotes.Entry(edit, e)), cancellationToken);
        }
    }

    /// <summary>Writes to the case; what cannot be written now is news at the next round, too.</summary>
    private void TryChange(Course course, Action<CaseEdit> change, CancellationToken cancellationToken)
    {
        try
        {
            course.About = _store.Change(course.About.Id, change, cancellationToken);
        }
        catch (StoreException e)
        {
            _options.Trace?.Invoke("The case could not be written to: " + e.Message);
        }
    }

    /// <summary>Writes the end to the case. Where that fails, what was waited for is told all the same, and the failure beside it.</summary>
    private void TryEnd(Course course, Action<CaseEdit> change, CancellationToken cancellationToken)
    {
        try
        {
            course.About = _store.Change(course.About.Id, change, cancellationToken);
        }
        catch (StoreException e)
        {
            course.Fault = e.Problem;
        }
    }

    private void Close(CaseEdit edit)
    {
        // One that somebody has closed meanwhile stays as it was closed.
        if (_closes && !edit.IsClosed)
        {
            CaseProgress.SetState(edit, CaseState.Solved);
        }
    }

    private DelistingWait TimedOut(Course course, ListWait wait, CancellationToken cancellationToken)
    {
        TryChange(course, edit => CaseNotes.TimedOut(edit, wait), cancellationToken);
        return Result(course, WaitEnd.TimedOut, "The time is up, and it is not known to be gone: " + wait.Described + ".");
    }

    private DelistingWait Closed(Course course) => Result(
        course, WaitEnd.CaseClosed, course.IsRemoved ? "The case was removed." : "The case is closed: " + course.About.State + ".");

    private DelistingWait Result(Course course, WaitEnd ended, string reason) => new()
    {
        Target = course.About.Target,
        CaseId = course.About.Id,
        Blocklist = course.Lists?.Entries.Select(e => e.List.Id).Distinct(StringComparer.Ordinal).ToList().AsReadOnly()
            ?? (IReadOnlyList<string>)new[] { course.About.For },
        Ended = ended,
        Reason = reason,
        Since = course.Since,
        EndedAt = _options.Clock.UtcNow,
        Asked = course.Lists?.Asked ?? course.Asked,
        Checks = course.Lists?.Checks ?? Array.Empty<BlocklistCheck>(),
        Probe = course.Probe,
        Fault = course.Fault,
        NextAskAt = ended is WaitEnd.TimedOut ? course.Lists?.NextAt ?? course.NextAt : null,
    };

    /// <summary>How far the wait for one case has come.</summary>
    private sealed class Course
    {
        internal Course(DelistingCase about, DateTime since)
        {
            About = about;
            Since = since;
        }

        internal DelistingCase About { get; set; }

        internal DateTime Since { get; }

        internal bool IsRemoved { get; set; }

        internal ListWait? Lists { get; set; }

        internal int Asked { get; set; }

        internal ProbeResult? Probe { get; set; }

        internal DateTime? NextAt { get; set; }

        internal Problem? Fault { get; set; }

        /// <summary>That time, unless it is over or an earlier wait's probe is not six hours old by then.</summary>
        internal DateTime NotBefore(DateTime time)
        {
            DateTime earliest = CaseNotes.LastProbeOf(About) + AskSchedule.ProbeFirst ?? Since;
            DateTime later = time > earliest ? time : earliest;
            return later > Since ? later : Since;
        }
    }
}
