using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Readiness;

/// <summary>
/// The selectors under which keys were found, for all commands of the process. DNS does not tell which selectors a domain
/// has, so what somebody found once is offered again.
/// </summary>
internal sealed class SelectorMemory
{
    // More than anybody types; a job that goes through thousands of domains has no use for it.
    private const int Most = 500;

    private readonly HashSet<(string Domain, string Selector)> _found = new();

    internal static SelectorMemory Process { get; } = new();

    /// <summary>Notes that there is a key.</summary>
    internal void Note(string domain, string selector)
    {
        lock (_found)
        {
            if (_found.Count < Most)
            {
                _found.Add((domain.ToLowerInvariant(), selector.ToLowerInvariant()));
            }
        }
    }

    /// <summary>The selectors of a domain; of all domains where it is null, by domain and selector.</summary>
    internal IReadOnlyList<(string Domain, string Selector)> Find(string? domain)
    {
        lock (_found)
        {
            return _found.Where(f => domain is null || string.Equals(f.Domain, domain, StringComparison.OrdinalIgnoreCase))
                .OrderBy(f => f.Domain, StringComparer.Ordinal).ThenBy(f => f.Selector, StringComparer.Ordinal).ToList();
        }
    }
}
