using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>Puts stations into working order.</summary>
internal static class StationOrder
{
    /// <summary>
    /// No station comes before one that it goes after. Among those that are free to go: fixes first, then what is worth
    /// the trouble, the costliest list first, and what is not worth it last.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stations wait for one another, which the catalogue rules out.</exception>
    internal static IReadOnlyList<Station> Sort(IReadOnlyCollection<Station> stations)
    {
        Dictionary<string, Station> open = stations.ToDictionary(s => s.Key, StringComparer.Ordinal);
        List<Station> waiting = stations.Select((station, index) => (station, index))
            .OrderBy(s => Phase(s.station)).ThenBy(s => Weight(s.station)).ThenBy(s => s.index).Select(s => s.station).ToList();
        List<Station> sorted = new(waiting.Count);
        while (waiting.Count > 0)
        {
            int next = waiting.FindIndex(s => !s.After.Any(open.ContainsKey));
            if (next < 0)
            {
                throw new InvalidOperationException("Stations wait for one another: " + string.Join(", ", waiting.Select(s => s.Key)));
            }

            sorted.Add(waiting[next]);
            open.Remove(waiting[next].Key);
            waiting.RemoveAt(next);
        }

        return sorted;
    }

    private static int Phase(Station station)
    {
        if (station.Kind == StationKind.Fix)
        {
            return 0;
        }

        return station.Advice is RouteAdvice.Recommended or RouteAdvice.Optional ? 1 : 2;
    }

    private static int Weight(Station station) => station.Kind switch
    {
        StationKind.Fix => station.Fix!.Rank,
        StationKind.List when station.IsFound => (int)station.Advice * 10 + (int)station.List!.Impact,

        // Those that are merely followed stay in the order in which the provider's entry names them.
        StationKind.List => 50,
        StationKind.Plan => 100,
        _ => 200,
    };
}
