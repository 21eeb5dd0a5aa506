namespace DelistTools;

/// <summary>What all lists together say about one target.</summary>
public enum ListingStatus
{
    /// <summary>At least one list names the target.</summary>
    Listed,

    /// <summary>No list names it, and the lists that matter gave answers that can be trusted.</summary>
    NotListed,

    /// <summary>Too little could be trusted to say either.</summary>
    Undetermined,
}
