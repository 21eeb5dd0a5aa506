using System;
using System.Collections.Generic;

namespace DelistTools.Blocklists;

/// <summary>What a process gives back to the common count of an operator, what it wants of it, and what it got.</summary>
internal sealed class Settlement
{
    internal Settlement(string operatorName)
    {
        Operator = operatorName;
    }

    internal string Operator { get; }

    /// <summary>The day on which what goes back was taken.</summary>
    internal DateTime Day { get; init; }

    internal int ReturnedCount { get; init; }

    internal TimeSpan ReturnedTime { get; init; }

    internal int Wanted { get; init; }

    /// <summary>The figures of the list that wants it.</summary>
    internal ListRules? Rules { get; init; }

    /// <summary>What refusals and good answers change.</summary>
    internal IReadOnlyList<Func<List<Breaker>, List<Breaker>>> Changes { get; init; } = Array.Empty<Func<List<Breaker>, List<Breaker>>>();

    internal int Granted { get; set; }

    /// <summary>When the first of what was granted is due (UTC).</summary>
    internal DateTime Start { get; set; }

    /// <summary>The time that it may take up.</summary>
    internal TimeSpan Time { get; set; }

    /// <summary>What the operator had been asked before.</summary>
    internal int Asked { get; set; }
}
