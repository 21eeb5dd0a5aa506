namespace DelistTools;

/// <summary>Whether a way off is worth going.</summary>
public enum RouteAdvice
{
    /// <summary>It costs mail, and there is a way.</summary>
    Recommended,

    /// <summary>There is a way, and little mail depends on it.</summary>
    Optional,

    /// <summary>What it costs is more than what it gains; wait, or leave it.</summary>
    NotWorthIt,

    /// <summary>Nobody who sends mail can do anything about it.</summary>
    NotPossible,
}
