using System;

namespace DelistTools.Waiting;

/// <summary>
/// When something is asked again: not before the last answer has run out, a while later each time that nothing has changed,
/// and after a failure by a count of its own, since a network that comes back should be noticed soon.
/// </summary>
internal sealed class AskSchedule
{
    /// <summary>Four attempts a day: operators count them, some lengthen a block at each, and none lifts one sooner for being asked.</summary>
    internal static readonly TimeSpan ProbeFirst = TimeSpan.FromHours(6);

    private const double Growth = 1.5;

    /// <summary>Of the time that an operator states, so much passes between two questions at first.</summary>
    private const double StatedShare = 1.0 / 12;

    // A day, as in the memory of answers: nobody should wait longer for the word of a zone with a longer TTL.
    private static readonly TimeSpan LongestTtl = TimeSpan.FromHours(24);

    // Lists publish what changed within minutes to half an hour, and an answer that is the same costs their operators as much.
    private static readonly TimeSpan PublicFirst = TimeSpan.FromMinutes(15);

    // Whoever waits for days wants to know on the same day, within working hours.
    private static readonly TimeSpan PublicLongest = TimeSpan.FromHours(6);

    private static readonly TimeSpan PublicRetry = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(30);

    // Only so that a TTL of nothing makes no busy loop.
    private static readonly TimeSpan OwnFirst = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OwnLongest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ProbeLongest = TimeSpan.FromHours(24);

    private readonly TimeSpan _longest;
    private readonly TimeSpan _longestRetry;
    private readonly TimeSpan _firstRetry;
    private TimeSpan _next;
    private TimeSpan _retry;

    private AskSchedule(TimeSpan first, TimeSpan longest, TimeSpan firstRetry, TimeSpan longestRetry)
    {
        _next = first;
        _longest = longest;
        _retry = _firstRetry = firstRetry;
        _longestRetry = longestRetry;
    }

    /// <summary>For a list: one of one's own has no pace to keep.</summary>
    /// <param name="list">The list.</param>
    /// <param name="stated">How long its operator says that it takes; null where it says nothing.</param>
    internal static AskSchedule Of(Blocklist list, TimeSpan? stated) => IsOwn(list)
        ? new AskSchedule(OwnFirst, OwnLongest, OwnFirst, OwnLongest)
        : new AskSchedule(
            TimeSpan.FromTicks(Math.Max(PublicFirst.Ticks, Math.Min(PublicLongest.Ticks, (long)((stated?.Ticks ?? 0) * StatedShare)))),
            PublicLongest, PublicRetry, LongestRetry);

    /// <summary>For probes at a provider.</summary>
    internal static AskSchedule OfProbes() => new(ProbeFirst, ProbeLongest, PublicFirst, ProbeFirst);

    /// <summary>For a question to many lists at once, of which none can be told from the others yet.</summary>
    internal static AskSchedule OfRetries() => new(PublicFirst, PublicLongest, PublicRetry, LongestRetry);

    internal static bool IsOwn(Blocklist list) => list.Rules.Pace <= 0;

    /// <summary>After an answer that left things as they were.</summary>
    internal DateTime AfterAnswer(TimeSpan ttl, DateTime now)
    {
        _retry = _firstRetry;
        TimeSpan time = Later(_next, ttl);
        _next = Grown(_next, _longest);
        return now + time;
    }

    /// <summary>After nothing that could be called an answer.</summary>
    internal DateTime AfterFailure(DateTime now)
    {
        TimeSpan time = _retry;
        _retry = Grown(_retry, _longestRetry);
        return now + time;
    }

    /// <summary>The longer of both, and no longer than a day for the TTL.</summary>
    internal static TimeSpan Later(TimeSpan time, TimeSpan ttl)
    {
        TimeSpan held = ttl < LongestTtl ? ttl : LongestTtl;
        return held > time ? held : time;
    }

    private static TimeSpan Grown(TimeSpan time, TimeSpan longest) => TimeSpan.FromTicks(Math.Min(longest.Ticks, (long)(time.Ticks * Growth)));
}
