using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Blocklists;

/// <summary>What the checks of one target come to, whatever kind of target it is.</summary>
internal sealed class BlocklistSummary
{
    private readonly IReadOnlyList<BlocklistCheck> _checks;
    private readonly IReadOnlyList<BlocklistCheck> _listings;
    private readonly ListingStatus _status;
    private readonly int _asked;
    private readonly int _answered;
    private readonly string _resolver;
    private readonly IReadOnlyList<string> _advice;
    private readonly DateTime _at = DateTime.UtcNow;

    /// <param name="checks">Every list's answer about the target.</param>
    /// <param name="lists">The lists that were to be asked.</param>
    /// <param name="resolver">The resolver asked.</param>
    /// <param name="advice">What is wrong with it.</param>
    internal BlocklistSummary(
        IReadOnlyList<BlocklistCheck> checks, IReadOnlyList<SelectedList> lists, string resolver, IReadOnlyList<string> advice)
    {
        List<BlocklistCheck> asked = checks.Where(c => c.Verdict != ListingVerdict.NotApplicable).ToList();
        _checks = checks.ToList().AsReadOnly();
        _asked = asked.Count;
        _answered = asked.Count(c => c.IsAnswered);
        _listings = WithoutRepeats(asked.Where(c => c.Verdict == ListingVerdict.Listed).ToList(), lists);
        _status = StatusOf(asked, _answered, _listings.Count > 0, lists);
        _resolver = resolver;
        _advice = advice.ToList().AsReadOnly();
    }

    /// <summary>The result of an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="hostName">The host name that led to it.</param>
    /// <param name="packed">The checks in a smaller shape, for results of which there are many.</param>
    internal IpBlocklistResult ForAddress(string address, string? hostName, IPackedChecks? packed = null) => new()
    {
        Address = address,
        HostName = hostName,
        Status = _status,
        ListedOn = ListedOn(),
        Operators = Operators(),
        Listings = _listings,
        Checks = packed is null ? _checks : Array.Empty<BlocklistCheck>(),
        PackedChecks = packed,
        Asked = _asked,
        Answered = _answered,
        Unanswered = _asked - _answered,
        Resolver = _resolver,
        Advice = _advice,
        CheckedAt = _at,
    };

    internal DomainBlocklistResult ForDomain(DomainTarget domain) => new()
    {
        Domain = domain.Name,
        RegistrableDomain = domain.Registrable,
        Status = _status,
        ListedOn = ListedOn(),
        Operators = Operators(),
        Listings = _listings,
        Checks = _checks,
        Asked = _asked,
        Answered = _answered,
        Unanswered = _asked - _answered,
        Resolver = _resolver,
        Advice = _advice,
        CheckedAt = _at,
    };

    private IReadOnlyList<string> ListedOn() => _listings.Select(c => c.Blocklist).ToList().AsReadOnly();

    private IReadOnlyList<string> Operators() =>
        _listings.Select(c => c.Operator).Distinct(StringComparer.OrdinalIgnoreCase).ToList().AsReadOnly();

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
