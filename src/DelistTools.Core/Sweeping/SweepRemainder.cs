using System;
using System.Collections.Generic;

namespace DelistTools.Sweeping;

/// <summary>What an earlier run left of a range: how far it came, and what it had been told of addresses beyond.</summary>
internal sealed class SweepRemainder
{
    private readonly HashSet<long> _written = new();
    private readonly Dictionary<long, string?[]> _answers = new();

    /// <summary>All addresses before this one have been written.</summary>
    internal long Done { get; set; }

    /// <summary>Of addresses from here on nothing is known.</summary>
    internal long End { get; private set; }

    internal void AddWritten(long offset)
    {
        _written.Add(offset);
        End = Math.Max(End, offset + 1);
    }

    internal void AddAnswers(long offset, string?[] answers)
    {
        _answers[offset] = answers;
        End = Math.Max(End, offset + 1);
    }

    internal bool IsWritten(long offset) => offset < Done || _written.Contains(offset);

    /// <summary>What a list had answered; null where it had not.</summary>
    internal string? AnswerOf(long offset, int list) =>
        _answers.TryGetValue(offset, out string?[]? answers) ? answers[list] : null;
}
