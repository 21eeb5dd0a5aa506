using System;

namespace DelistTools.Waiting;

/// <summary>
/// Whether an entry is gone: two answers say so, and between them the first one has run out at the resolver. One alone may
/// come from a mirror that is behind or ahead, or from a zone in the middle of a change. The answers are verdicts, which
/// say "not listed" only of a list whose test entry answers. What is no answer neither helps nor harms.
/// </summary>
/// <param name="ConfirmFrom">From when on (UTC) another such answer counts; null where there was none yet.</param>
/// <param name="IsGone">Both are there.</param>
internal readonly record struct GoneRule(DateTime? ConfirmFrom, bool IsGone)
{
    /// <summary>Resolvers may give a negative answer a life of nothing (RFC 2308, section 5).</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenOwn = TimeSpan.FromSeconds(1);

    /// <summary>The same after one more answer.</summary>
    /// <param name="list">The list.</param>
    /// <param name="check">What it said.</param>
    /// <param name="now">When (UTC).</param>
    internal GoneRule After(Blocklist list, BlocklistCheck check, DateTime now)
    {
        if (check.Verdict == ListingVerdict.Listed)
        {
            return default;
        }

        if (IsGone || !SaysGone(check.Verdict))
        {
            return this;
        }

        return ConfirmFrom is null
            ? new GoneRule(now + AskSchedule.Later(AskSchedule.IsOwn(list) ? BetweenOwn : Between, check.Ttl), false)
            : new GoneRule(ConfirmFrom, now >= ConfirmFrom);
    }

    /// <summary>A reputation or a score that is no listing holds up no mail.</summary>
    internal static bool SaysGone(ListingVerdict verdict) => verdict is ListingVerdict.NotListed or ListingVerdict.Informational;
}
