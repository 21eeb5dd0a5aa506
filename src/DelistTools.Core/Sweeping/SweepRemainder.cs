using System.Collections.Generic;

namespace DelistTools.Sweeping;

/// <summary>What an earlier run left of a range: what it has written, and what it had been told of other addresses.</summary>
internal sealed class SweepRemainder
{
    private readonly SortedDictionary<long, string?[]> _answers = new();

    internal PlaceRuns Written { get; private set; } = new();

    /// <summary>All addresses before this one have been written.</summary>
    internal long Done => Written.Runs.Count > 0 && Written.Runs[0].From == 0 ? Written.Runs[0].To + 1 : 0;

    /// <summary>What lists had answered about addresses that have not been written, ascending; null where one had not.</summary>
    internal IEnumerable<KeyValuePair<long, string?[]>> Answers => _answers;

    /// <summary>Addresses that were written, but are to be asked about again.</summary>
    internal void AddLeft(PlaceRuns left) => Written = Written.Without(left);

    internal void AddAnswers(long offset, string?[] answers) => _answers[offset] = answers;

    internal bool IsWritten(long offset) => Written.Contains(offset);

    /// <summary>What a list had answered; null where it had not.</summary>
    internal string? AnswerOf(long offset, int list) =>
        _answers.TryGetValue(offset, out string?[]? answers) ? answers[list] : null;
}
