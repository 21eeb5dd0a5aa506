namespace DelistTools;

/// <summary>How much mail a listing costs.</summary>
public enum BlocklistImpact
{
    /// <summary>Large receivers refuse mail because of it.</summary>
    High,

    /// <summary>Many smaller receivers or filters weigh it.</summary>
    Medium,

    /// <summary>Few receivers use it.</summary>
    Low,

    /// <summary>Nobody should be using it.</summary>
    None,
}
