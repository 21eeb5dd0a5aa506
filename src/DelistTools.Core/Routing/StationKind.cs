namespace DelistTools.Routing;

/// <summary>What a station of a plan is about, in the order in which stations without ties come.</summary>
internal enum StationKind
{
    /// <summary>Something on the sender's own side.</summary>
    Fix,

    /// <summary>A list.</summary>
    List,

    /// <summary>What a situation calls for.</summary>
    Plan,

    /// <summary>A provider, after those it follows.</summary>
    Provider,
}
