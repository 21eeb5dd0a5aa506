namespace DelistTools;

/// <summary>How well a fact is sourced.</summary>
public enum Confidence
{
    /// <summary>The operator says so, or it was seen.</summary>
    High,

    /// <summary>Several independent sources, none of them the operator.</summary>
    Medium,

    /// <summary>A single or an old source.</summary>
    Low,
}
