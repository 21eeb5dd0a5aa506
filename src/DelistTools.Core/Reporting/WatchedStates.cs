using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>How watches left what they watched: of each address and list the last change counts.</summary>
internal sealed class WatchedStates
{
    private WatchedStates(int listed, int unknown)
    {
        Listed = listed;
        Unknown = unknown;
    }

    /// <summary>Entries that were there.</summary>
    internal int Listed { get; }

    /// <summary>Addresses, or whole lists, of which nothing could be told any more.</summary>
    internal int Unknown { get; }

    /// <param name="events">What watches saw.</param>
    /// <param name="looked">What was looked up besides, which is known better by that.</param>
    internal static WatchedStates Of(IReadOnlyList<BlocklistEvent> events, IReadOnlyList<LookedUp> looked)
    {
        HashSet<string> known = new(looked.Select(l => l.Target), StringComparer.OrdinalIgnoreCase);
        List<BlocklistEvent> last = events.Where(e => e.Address is null || !known.Contains(e.Address))
            .GroupBy(e => (e.Address, e.Blocklist)).Select(g => g.OrderBy(e => e.At).ThenBy(e => e.Number).Last()).ToList();
        return new WatchedStates(
            last.Count(e => e.Change is BlocklistChange.Listed or BlocklistChange.CodesChanged || (e.Change == BlocklistChange.CanTellAgain && e.Verdict == ListingVerdict.Listed)),
            last.Count(e => e.Change == BlocklistChange.CannotTell));
    }
}
