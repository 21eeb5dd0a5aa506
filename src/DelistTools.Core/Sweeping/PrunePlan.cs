using System.Collections.Generic;
using DelistTools.Dns;

namespace DelistTools.Sweeping;

/// <summary>The parts of a range in which a list can have entries, or why that is not known.</summary>
internal sealed class PrunePlan
{
    private readonly PlaceRuns _runs = new();
    private readonly Dictionary<long, string> _answers = new();

    /// <summary>Why every address has to be asked for; null where the plan holds.</summary>
    internal string? Refusal { get; init; }

    internal IReadOnlyList<(long From, long To)> Runs => _runs.Runs;

    internal void Add(long from, long to) => _runs.Add(from, to);

    /// <summary>Keeps what was learned on the way, so that it is not asked again.</summary>
    internal void AddAnswer(long offset, DnsAnswer answer)
    {
        string? text = SweepAnswer.Of(answer);
        if (text is not null)
        {
            _answers[offset] = text;
        }
    }

    internal string? AnswerOf(long offset) => _answers.TryGetValue(offset, out string? answer) ? answer : null;

    /// <summary>The list has nothing there, nor around.</summary>
    internal bool IsEmptyAt(long offset) => Refusal is null && !_runs.Contains(offset);
}
