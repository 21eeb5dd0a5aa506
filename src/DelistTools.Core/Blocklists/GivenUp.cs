using System;
using System.Globalization;

namespace DelistTools.Blocklists;

/// <summary>Why a list is not asked, or not asked again in a run.</summary>
internal sealed class GivenUp
{
    internal static readonly GivenUp Refused = new(
        ListingVerdict.Refused, "Not asked: the list refused to answer this resolver earlier in this run.");

    internal static readonly GivenUp Silent = new(
        ListingVerdict.Failed, "Not asked: the list left several questions of this run without an answer.");

    internal static readonly GivenUp Failing = new(
        ListingVerdict.Failed, "Not asked: many questions of this run to the list, one after the other, got errors (SERVFAIL or REFUSED) and no answer.");

    private GivenUp(ListingVerdict verdict, string reason)
    {
        Verdict = verdict;
        Reason = reason;
    }

    internal ListingVerdict Verdict { get; }

    internal string Reason { get; }

    /// <summary>When it may be asked again (UTC); null where that is the next run.</summary>
    internal DateTime? Until { get; private init; }

    /// <summary>The list that refused in this run; null where it is another reason.</summary>
    internal string? RefusedBy { get; private init; }

    /// <summary>The day's number that is used up; 0 where it is another reason.</summary>
    internal int Limit { get; private init; }

    /// <summary>The same for all lists that it concerns, as a sentence.</summary>
    internal string Summary { get; private init; } = "";

    /// <summary>The operator has been asked as much as a list's figures allow in a day.</summary>
    internal static GivenUp UsedUp(string operatorName, int limit, DateTime until)
    {
        string number = limit.ToString("N0", CultureInfo.InvariantCulture);
        return new GivenUp(
            ListingVerdict.Failed,
            "Not asked: today's " + number + " questions to " + operatorName + " are used up. It is asked again from " + Moment(until) + " on.")
        {
            Until = until,
            Limit = limit,
            Summary = "The " + number + " questions that this machine asks " + operatorName + " in a day (UTC) are used up.",
        };
    }

    /// <summary>The operator, or the list alone, refused the resolver in an earlier run.</summary>
    internal static GivenUp Refusing(string operatorName, Breaker breaker) =>
        Refusing(operatorName, breaker, null, "It is asked again from " + Moment(breaker.Until) + " on.");

    /// <summary>The same in this run, which does not ask again.</summary>
    internal static GivenUp Stopping(string operatorName, Breaker breaker) =>
        Refusing(operatorName, breaker, breaker.By, "Another run asks it again from " + Moment(breaker.Until) + " on.");

    private static GivenUp Refusing(string operatorName, Breaker breaker, string? refusedBy, string again)
    {
        string what = (breaker.List ?? operatorName) + " refused the resolver " + breaker.Resolver
            + (breaker.List is null ? " when " + breaker.By + " was asked. " : ". ");
        return new GivenUp(ListingVerdict.Refused, "Not asked: " + what + again)
        {
            Until = breaker.Until,
            RefusedBy = refusedBy,
            Summary = what + "Another resolver, named with -NameServer, is asked at once.",
        };
    }

    /// <summary>A time in UTC and here.</summary>
    internal static string Moment(DateTime utc)
    {
        DateTime local = utc.ToLocalTime();
        string here = local.ToString(local.Date == utc.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC (" + here + " local time)";
    }
}
