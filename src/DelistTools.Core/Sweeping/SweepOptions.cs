namespace DelistTools.Sweeping;

/// <summary>How a sweep goes about.</summary>
internal sealed class SweepOptions
{
    /// <summary>Questions under way at the same time, for all lists together.</summary>
    internal int InFlight { get; init; } = 100;

    /// <summary>Addresses under way at the same time; a power of two. A list that is slow holds the others up only after so many.</summary>
    internal int Window { get; init; } = 8192;

    /// <summary>Leave out parts of ranges of which a list's server says that they are empty.</summary>
    internal bool Prunes { get; init; }

    /// <summary>How often the run is asked for a list's health: a sweep may take days, and a list may die in one.</summary>
    internal System.TimeSpan TestsLast { get; init; } = DelistTools.Blocklists.ListTestResult.Passing;

    /// <summary>Give each list's check by itself, as soon as it is known.</summary>
    internal bool GivesChecks { get; init; }

    /// <summary>Told what is done beside the questions, from any thread.</summary>
    internal System.Action<string>? Trace { get; init; }
}
