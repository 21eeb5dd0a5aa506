using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>
/// Which of the things that were found the stations of a plan are there for: a station serves what cannot be passed before
/// it. What comes only after others, such as a look at whether mail goes through again, serves what those serve.
/// </summary>
internal static class ServedFindings
{
    /// <param name="stations">In working order.</param>
    internal static IReadOnlyDictionary<Station, IReadOnlyList<Station>> Of(IReadOnlyList<Station> stations)
    {
        Dictionary<string, Station> byKey = stations.ToDictionary(s => s.Key, StringComparer.Ordinal);
        Dictionary<Station, List<Station>> served = stations.ToDictionary(s => s, _ => new List<Station>());
        foreach (Station found in stations.Where(s => s.IsFound))
        {
            foreach (Station before in Reached(found, byKey))
            {
                served[before].Add(found);
            }
        }

        // In working order, so that those before have been through already. What only they need, such as a fix, goes with them.
        foreach (Station late in stations.Where(s => served[s].Count == 0))
        {
            HashSet<Station> reached = Reached(late, byKey);
            List<Station> found = reached.SelectMany(s => served[s]).Distinct().ToList();
            foreach (Station station in reached.Where(s => served[s].Count == 0))
            {
                served[station].AddRange(found);
            }
        }

        return served.ToDictionary(s => s.Key, s => (IReadOnlyList<Station>)s.Value);
    }

    private static HashSet<Station> Reached(Station from, Dictionary<string, Station> byKey)
    {
        HashSet<Station> reached = new() { from };
        Stack<Station> open = new(reached);
        while (open.Count > 0)
        {
            foreach (string key in open.Pop().After)
            {
                if (byKey.TryGetValue(key, out Station? before) && reached.Add(before))
                {
                    open.Push(before);
                }
            }
        }

        return reached;
    }
}
