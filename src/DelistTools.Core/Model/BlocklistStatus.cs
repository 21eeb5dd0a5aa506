namespace DelistTools;

/// <summary>Whether a list still works.</summary>
public enum BlocklistStatus
{
    /// <summary>It was answering when it was last verified.</summary>
    Live,

    /// <summary>Sources disagree, or nobody has said lately.</summary>
    Unknown,

    /// <summary>Its data went into another list. Never asked.</summary>
    Merged,

    /// <summary>It was closed. Never asked.</summary>
    Dead,
}
