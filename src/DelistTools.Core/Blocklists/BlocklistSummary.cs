using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Blocklists;

/// <summary>Makes one result of the checks of one target.</summary>
internal static class BlocklistSummary
{
    internal static IpBlocklistResult Of(
        string target,
        string? hostName,
        IReadOnlyList<BlocklistCheck> checks,
        IReadOnlyList<SelectedList> lists,
        string resolver,
        IReadOnlyList<string> advice)
    {
        List<BlocklistCheck> asked = checks.Where(c => c.Verdict != ListingVerdict.NotApplicable).ToList();
        int answered = asked.Count(c => c.IsAnswered);
        IReadOnlyList<BlocklistCheck> listings = WithoutRepeats(asked.Where(c => c.Verdict == ListingVerdict.Listed).ToList(), lists);
        return new IpBlocklistResult
        {
            Address = target,
            HostName = hostName,
            Status = StatusOf(asked, answered, listings.Count > 0, lists),
            ListedOn = listings.Select(c => c.Blocklist).ToList().AsReadOnly(),
            Operators = listings.Select(c => c.Operator).Distinct(StringComparer.OrdinalIgnoreCase).ToList().AsReadOnly(),
            Listings = listings,
            Checks = checks.ToList().AsReadOnly(),
            Asked = asked.Count,
            Answered = answered,
            Unanswered = asked.Count - answered,
            Resolver = resolver,
            Advice = advice.ToList().AsReadOnly(),
            CheckedAt = DateTime.UtcNow,
        };
    }

    private static ListingStatus StatusOf(
        IReadOnlyList<BlocklistCheck> asked, int answered, bool listed, IReadOnlyList<SelectedList> lists)
    {
        if (listed)
        {
            return ListingStatus.Listed;
        }

        HashSet<string> named = new(lists.Where(l => l.IsNamed).Select(l => l.List.Id), StringComparer.Ordinal);
        ILookup<bool, BlocklistCheck> byWeight = asked.ToLookup(c => c.Impact == BlocklistImpact.High || named.Contains(c.Blocklist));
        return answered == 0 || byWeight[true].Any(c => !c.IsAnswered)
            || byWeight[false].Count(c => c.IsAnswered) * 2 < byWeight[false].Count()
            ? ListingStatus.Undetermined
            : ListingStatus.NotListed;
    }

    /// <summary>
    /// A list whose data another one of the same result contains says nothing new: it is one entry to clear, worst
    /// impact first.
    /// </summary>
    private static IReadOnlyList<BlocklistCheck> WithoutRepeats(
        IReadOnlyList<BlocklistCheck> listings, IReadOnlyList<SelectedList> lists)
    {
        HashSet<string> contained = new(
            lists.Where(l => listings.Any(c => c.Blocklist == l.List.Id)).SelectMany(l => l.List.Includes), StringComparer.Ordinal);
        return listings.Where(c => !contained.Contains(c.Blocklist))
            .OrderBy(c => c.Impact).ThenBy(c => c.Blocklist, StringComparer.Ordinal).ToList().AsReadOnly();
    }
}
