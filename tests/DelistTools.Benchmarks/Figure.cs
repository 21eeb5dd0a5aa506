using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Benchmarks;

/// <summary>One figure, taken several times: its median, its spread, its peer in the same run, and the goal.</summary>
internal sealed record Figure(string Name, IReadOnlyList<double> Values, string Unit, IReadOnlyList<double>? Peer, string PeerName, double Goal)
{
    internal double Median => MedianOf(Values);

    /// <summary>More is better, so that the goal is the least that will do.</summary>
    internal bool IsFloor { get; init; }

    internal bool IsReached => IsFloor ? Median >= Goal : Median <= Goal;

    /// <inheritdoc/>
    public override string ToString()
    {
        string ratio = Peer is null
            ? ""
            : string.Format(CultureInfo.InvariantCulture, "; {0:0.0} times {1} ({2:0.0} {3})", Median / MedianOf(Peer), PeerName, MedianOf(Peer), Unit);
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0,-58} {1,8:#,0.0#} {2} ({3:#,0.0#} to {4:#,0.0#}), goal {8}{5:#,0.##} {2}: {6}{7}",
            Name, Median, Unit, Values.Min(), Values.Max(), Goal, IsReached ? "reached" : "MISSED", ratio, IsFloor ? "at least " : "");
    }

    private static double MedianOf(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}
