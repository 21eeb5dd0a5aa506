namespace DelistTools.Waiting;

/// <summary>What a watch told last, of an address and a list, or of a list by itself.</summary>
internal enum WatchTold
{
    /// <summary>Not listed, or nothing to tell.</summary>
    Clear,

    /// <summary>Listed.</summary>
    Listed,

    /// <summary>Of a list by itself: about no address can be told. Of an address: nothing was ever told.</summary>
    CannotTell,
}
