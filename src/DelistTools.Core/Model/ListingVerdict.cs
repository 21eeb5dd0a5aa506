namespace DelistTools;

/// <summary>What one list says about one target, after the answer was weighed.</summary>
public enum ListingVerdict
{
    /// <summary>The list names the target with a code that means a listing.</summary>
    Listed,

    /// <summary>The list does not name the target, and its test entry proved that its silence means something.</summary>
    NotListed,

    /// <summary>The list answered with a code that is no listing: a reputation, a score, an allow-list entry.</summary>
    Informational,

    /// <summary>The list declined to answer this resolver. Nothing is known about the target.</summary>
    Refused,

    /// <summary>The question got no usable answer: time-out, server failure, unreachable.</summary>
    Failed,

    /// <summary>An answer came, but the list or the resolver cannot be trusted with it.</summary>
    Unverified,

    /// <summary>The list does not hold targets of this kind, so it was not asked.</summary>
    NotApplicable,
}
