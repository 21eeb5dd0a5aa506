using DelistTools.Blocklists;

namespace DelistTools.Sweeping;

/// <summary>What a list says of many addresses alike: that they are not on it, or why it was not asked.</summary>
internal sealed class SweepOutcome
{
    internal SweepOutcome(WeighedAnswer weighed, ListHealth health, char mark)
    {
        Weighed = weighed;
        Health = health;
        Mark = mark;
    }

    internal WeighedAnswer Weighed { get; }

    internal ListHealth Health { get; }

    /// <summary>How a state file says it; a space where it is no answer and is asked for again.</summary>
    internal char Mark { get; }

    /// <summary>The answer counts: it can be trusted, or the list does not apply.</summary>
    internal bool IsGood => Weighed.Verdict is ListingVerdict.NotListed or ListingVerdict.Informational or ListingVerdict.NotApplicable;

    internal bool IsAsked => Weighed.Verdict != ListingVerdict.NotApplicable;

    internal bool WasAsked => IsAsked && Weighed.Failure != LookupFailureKind.NotAsked;
}
