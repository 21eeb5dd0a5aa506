using System;

namespace DelistTools.Waiting;

/// <summary>What all waits of one command share.</summary>
internal sealed class WaitOptions
{
    internal IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>How long the whole wait may take; null: without end.</summary>
    internal TimeSpan? Limit { get; init; }

    /// <summary>Told what happens, from any thread.</summary>
    internal Action<string>? Trace { get; init; }

    /// <summary>Told, from any thread, why a wait cannot end as things are.</summary>
    internal Action<string>? Warn { get; init; }

    /// <summary>Told what a wait is doing now, and until when: for a line that is overwritten.</summary>
    internal Action<string>? Status { get; init; }

    /// <summary>The moment at which the time is up (UTC).</summary>
    internal DateTime EndOf(DateTime since) => Limit is not { } limit || limit >= DateTime.MaxValue - since ? DateTime.MaxValue : since + limit;
}
