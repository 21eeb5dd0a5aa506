namespace DelistTools.Waiting;

/// <summary>What a watch told last, of an address and a list, or of a list by itself.</summary>
internal enum WatchTold
{
    /// <summary>Not listed, or nothing to tell.</summary>
    Clear,

    /// <summary>Listed.</summary>
    Listed,

    /// <summary>About no address can be told (of a list by itself).</summary>
    CannotTell,
}
