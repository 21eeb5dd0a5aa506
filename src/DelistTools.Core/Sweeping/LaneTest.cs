using System;
using System.Diagnostics;
using System.Threading.Tasks;
using DelistTools.Blocklists;

namespace DelistTools.Sweeping;

/// <summary>What a list's test entries said, and what a plain "no" of it is worth.</summary>
internal sealed class LaneTest
{
    private readonly Stopwatch _age = Stopwatch.StartNew();

    internal bool IsEnded => Result is { IsCompleted: true };

    /// <summary>Since it began.</summary>
    internal TimeSpan Age => _age.Elapsed;

    internal Task<ListTestResult> Result { get; private set; } = null!;

    internal ListingVerdict CleanVerdict { get; private set; }

    /// <summary>The state of an address of which the list has no name.</summary>
    internal byte Clean { get; private set; }

    /// <summary>The state of an address whose name has no address.</summary>
    internal byte NoData { get; private set; }

    /// <summary>Why the list is not pruned; empty where it is, null where nobody has looked.</summary>
    internal string? PruneRefusal { get; set; }

    /// <summary>It holds for as long again.</summary>
    internal void Renew() => _age.Restart();

    internal void End(Task<ListTestResult> result, ListingVerdict cleanVerdict, byte clean, byte noData)
    {
        Result = result;
        CleanVerdict = cleanVerdict;
        Clean = clean;
        NoData = noData;
    }

    /// <summary>The state that an answer of an earlier run comes to; null where it has to be read by the rules.</summary>
    internal byte? StateOf(string answer) => answer.Length != 1 ? null : answer[0] switch
    {
        SweepAnswer.NameError => Clean,
        SweepAnswer.NoData => NoData,
        _ => null,
    };
}
