namespace DelistTools.Sample;

/// <summary>An enum that a parameter takes, so that its members become accepted values.</summary>
public enum SampleImpact
{
    /// <summary>First member.</summary>
    High,

    /// <summary>Second member.</summary>
    Low,
}
