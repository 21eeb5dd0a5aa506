namespace DelistTools;

/// <summary>What changed between an address, or all that are watched, and a list.</summary>
public enum BlocklistChange
{
    /// <summary>The list names the address, and did not before, or nobody had asked.</summary>
    Listed,

    /// <summary>The list no longer names it: it said so twice, some time apart, and works.</summary>
    Delisted,

    /// <summary>The list still names it, with other codes.</summary>
    CodesChanged,

    /// <summary>
    /// The list has stopped answering, or its answers can no longer be trusted: about no address can be told; or, where the
    /// event names an address, it answers for others and no longer for this one.
    /// </summary>
    CannotTell,

    /// <summary>Its answers are there again, and can be trusted.</summary>
    CanTellAgain,
}
