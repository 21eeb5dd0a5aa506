using System;

namespace DelistTools.Waiting;

/// <summary>One address at one list, while it is waited for.</summary>
internal sealed class WaitedEntry
{
    private readonly AskSchedule _schedule;

    /// <param name="target">What the list is asked about.</param>
    /// <param name="list">The list.</param>
    /// <param name="schedule">How often.</param>
    /// <param name="now">When it may be asked first (UTC).</param>
    /// <param name="wasListed">It is known that the list had it.</param>
    internal WaitedEntry(WaitTarget target, Blocklist list, AskSchedule schedule, DateTime now, bool wasListed = false)
    {
        WasListed = wasListed;
        Target = target;
        List = list;
        _schedule = schedule;
        NextAt = now;
    }

    internal WaitTarget Target { get; }

    internal Blocklist List { get; }

    /// <summary>The last answer; null before the first.</summary>
    internal BlocklistCheck? Check { get; private set; }

    /// <summary>The list was seen to have it.</summary>
    internal bool WasListed { get; private set; }

    internal GoneRule Gone { get; private set; }

    /// <summary>Nothing is left to ask: it is gone, or the list holds no such targets.</summary>
    internal bool IsOver => Gone.IsGone || Check?.Verdict == ListingVerdict.NotApplicable;

    /// <summary>When it is asked next, in UTC.</summary>
    internal DateTime NextAt { get; private set; }

    /// <summary>Its place in a sentence, and in the history of a case.</summary>
    internal string Described => Describe(Target, List);

    internal static string Describe(WaitTarget target, Blocklist list) => target.Text + " on " + list.Id;

    internal void Note(BlocklistCheck check, DateTime now)
    {
        Check = check;
        WasListed |= check.Verdict == ListingVerdict.Listed;
        GoneRule before = Gone;
        Gone = before.After(List, check, now);
        NextAt = check switch
        {
            _ when Gone.ConfirmFrom is { } from && before.ConfirmFrom is null => from,
            { IsAnswered: true } or { Verdict: ListingVerdict.Refused or ListingVerdict.Unverified } => _schedule.AfterAnswer(check.Ttl, now),
            _ => _schedule.AfterFailure(now),
        };
    }
}
