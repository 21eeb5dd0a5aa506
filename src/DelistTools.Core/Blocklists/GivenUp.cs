namespace DelistTools.Blocklists;

/// <summary>Why a list is not asked again in a run.</summary>
internal sealed class GivenUp
{
    internal static readonly GivenUp Refused = new(
        ListingVerdict.Refused, "Not asked: the list refused to answer this resolver earlier in this run.");

    internal static readonly GivenUp Silent = new(
        ListingVerdict.Failed, "Not asked: the list left several questions of this run without an answer.");

    private GivenUp(ListingVerdict verdict, string reason)
    {
        Verdict = verdict;
        Reason = reason;
    }

    internal ListingVerdict Verdict { get; }

    internal string Reason { get; }
}
