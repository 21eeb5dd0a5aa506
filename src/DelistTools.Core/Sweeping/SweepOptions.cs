namespace DelistTools.Sweeping;

/// <summary>How a sweep goes about.</summary>
internal sealed class SweepOptions
{
    /// <summary>Questions under way at the same time, for all lists together.</summary>
    internal int InFlight { get; init; } = 100;

    /// <summary>Addresses under way at the same time; a power of two. A list that is slow holds the others up only after so many.</summary>
    internal int Window { get; init; } = 8192;
}
