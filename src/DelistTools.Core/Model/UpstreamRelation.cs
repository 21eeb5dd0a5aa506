namespace DelistTools;

/// <summary>Whether a provider follows a list today.</summary>
public enum UpstreamRelation
{
    /// <summary>It is said to follow the list today.</summary>
    Current,

    /// <summary>It followed the list once; whether it still does is open.</summary>
    Historical,
}
