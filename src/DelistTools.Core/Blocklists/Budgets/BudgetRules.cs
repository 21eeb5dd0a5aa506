using System;

namespace DelistTools.Blocklists;

/// <summary>The figures by which questions to an operator are spread and counted.</summary>
internal static class BudgetRules
{
    /// <summary>So much time's questions may go out at once. One address asks each operator a handful and never waits.</summary>
    internal static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What a process takes for itself beforehand, at most: so much time's questions. The disk is touched no more often, and
    /// another process waits no longer for its turn.
    /// </summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>What was taken beforehand and not used in this time goes back.</summary>
    internal static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(5);

    /// <summary>The first time a process takes so many: one address asks one list three or four.</summary>
    internal const int FirstLease = 8;

    /// <summary>A refusal stops the questions for so long: time to look at the resolver, and longer than most TTLs of refusals.</summary>
    internal static readonly TimeSpan ShortestStop = TimeSpan.FromMinutes(10);

    /// <summary>Whoever mends the resolver wants to know on the same day.</summary>
    internal static readonly TimeSpan LongestStop = TimeSpan.FromHours(4);

    /// <summary>So long after a stop the next refusal is still the next one of the same trouble.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    // What is not paced is taken in pieces of so many.
    private const int UnpacedLease = 1000;

    private const int LastPart = 10;

    private const int Slowness = 5;

    /// <summary>
    /// How far apart questions are. The last tenth of the day's number goes at a fifth of the pace: it is for single
    /// addresses, which it serves at once all the same, and no longer for ranges.
    /// </summary>
    /// <param name="rules">The list's own figures.</param>
    /// <param name="asked">What its operator has been asked today.</param>
    internal static TimeSpan Interval(ListRules rules, int asked)
    {
        if (rules.Pace <= 0)
        {
            return TimeSpan.Zero;
        }

        long ticks = (long)Math.Min(TimeSpan.TicksPerSecond / rules.Pace, TimeSpan.TicksPerDay);
        return TimeSpan.FromTicks(IsNear(rules, asked) ? ticks * Slowness : ticks);
    }

    /// <summary>The day's number is nearly used up.</summary>
    internal static bool IsNear(ListRules rules, int asked) => rules.DailyLimit > 0 && asked >= rules.DailyLimit - (rules.DailyLimit / LastPart);

    /// <summary>The day's number is used up.</summary>
    internal static bool IsUsedUp(ListRules rules, int asked) => rules.DailyLimit > 0 && asked >= rules.DailyLimit;

    /// <summary>The most that a process takes beforehand.</summary>
    internal static int LargestLease(ListRules rules, int asked)
    {
        TimeSpan interval = Interval(rules, asked);
        return interval <= TimeSpan.Zero ? UnpacedLease : (int)Math.Max(1, Math.Min(UnpacedLease, Lease.Ticks / interval.Ticks));
    }

    /// <summary>How long a refusal stops the questions: twice as long each time, and at least until the refusal's own TTL has run out.</summary>
    /// <param name="times">How many times in a row it has refused.</param>
    /// <param name="ttl">For how long its answer holds: until then, asking again gets the same one.</param>
    internal static TimeSpan Stop(int times, TimeSpan ttl)
    {
        TimeSpan time = ShortestStop;
        for (int i = 1; i < times && time < LongestStop; i++)
        {
            time += time;
        }

        time = ttl > time ? ttl : time;
        return time < LongestStop ? time : LongestStop;
    }
}
