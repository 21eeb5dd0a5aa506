using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Finds what somebody who misspelt a name most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The id of the nearest entry; null where none is near.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="entries">What there is.</param>
    /// <param name="id">The id of an entry.</param>
    /// <param name="names">What else it goes by.</param>
    internal static string? Of<T>(string name, IReadOnlyList<T> entries, Func<T, string> id, Func<T, IEnumerable<string>> names)
        where T : class
    {
        string wanted = name.ToLowerInvariant();
        T? within = wanted.Length >= 3
            ? entries.FirstOrDefault(e => id(e).StartsWith(wanted, StringComparison.Ordinal))
                ?? entries.FirstOrDefault(e => id(e).IndexOf(wanted, StringComparison.Ordinal) >= 0)
            : null;
        if (within is not null)
        {
            return id(within);
        }

        (string Id, int Distance) best = ("", int.MaxValue);
        foreach (T entry in entries)
        {
            int distance = names(entry).Select(n => n.ToLowerInvariant()).Append(id(entry)).Min(n => Distance(wanted, n));
            if (distance < best.Distance)
            {
                best = (id(entry), distance);
            }
        }

        return best.Distance <= Math.Max(2, wanted.Length / 3) ? best.Id : null;
    }

    /// <summary>Optimal string alignment: insertions, deletions, substitutions, and neighbours swapped.</summary>
    private static int Distance(string a, string b)
    {
        int[] beforePrevious = new int[b.Length + 1];
        int[] previous = Enumerable.Range(0, b.Length + 1).ToArray();
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[b.Length];
    }
}
