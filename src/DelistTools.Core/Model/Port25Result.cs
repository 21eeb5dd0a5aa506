using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>Whether port 25 leads out, by the greetings of servers of several unrelated operators.</summary>
public sealed class Port25Result
{
    internal Port25Result(Port25State state, IReadOnlyList<ProbeAttempt> attempts, IReadOnlyList<string> silent, string advice, DateTime checkedAt)
    {
        State = state;
        Attempts = attempts;
        Silent = silent;
        Advice = advice;
        CheckedAt = checkedAt;
    }

    /// <summary>What it comes to.</summary>
    public Port25State State { get; }

    /// <summary>One connection to each operator.</summary>
    public IReadOnlyList<ProbeAttempt> Attempts { get; }

    /// <summary>Hosts that could not be reached.</summary>
    public IReadOnlyList<string> Silent { get; }

    /// <summary>What to do, in a sentence or two.</summary>
    public string Advice { get; }

    /// <summary>When, in UTC.</summary>
    public DateTime CheckedAt { get; }

    /// <inheritdoc/>
    public override string ToString() => "Port 25: " + State;
}
