using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using DelistTools.Blocklists;

namespace DelistTools.Reporting;

/// <summary>What lists said of one target, whichever command asked.</summary>
internal sealed class LookedUp
{
    private readonly Func<IReadOnlyList<BlocklistCheck>> _checks;

    private LookedUp(string target, Func<IReadOnlyList<BlocklistCheck>> checks)
    {
        Target = target;
        _checks = checks;
    }

    /// <summary>The type that it comes from.</summary>
    internal string Kind { get; private init; } = nameof(BlocklistCheck);

    internal string Target { get; }

    /// <summary>The host name that led to an address, or the registrable domain of a name.</summary>
    internal string? Also { get; private init; }

    internal ListingStatus Status { get; private init; }

    internal IReadOnlyList<BlocklistCheck> Listings { get; private init; } = Array.Empty<BlocklistCheck>();

    /// <summary>Its place among others: the worse the further to the front.</summary>
    internal int Rank => Status switch { ListingStatus.Listed => 0, ListingStatus.Undetermined => 1, _ => 2 };

    /// <summary>By what a reader looks for it: addresses by their value, IPv4 first, then names.</summary>
    internal string Place => IpAddressText.TryParse(Target, out IPAddress? address)
        ? (address.AddressFamily == AddressFamily.InterNetwork ? "4" : "6") + BitConverter.ToString(address.GetAddressBytes())
        : "9" + Target;

    /// <summary>How much mail the worst of the listings costs.</summary>
    internal BlocklistImpact WorstImpact => Listings.Count == 0 ? BlocklistImpact.None : Listings.Min(c => c.Impact);

    internal IReadOnlyList<BlocklistCheck> Checks => _checks();

    internal int Asked { get; private init; }

    internal int Answered { get; private init; }

    internal int Unanswered { get; private init; }

    internal string Resolver { get; private init; } = "";

    internal IReadOnlyList<string> Advice { get; private init; } = Array.Empty<string>();

    internal DateTime CheckedAt { get; private init; }

    internal static LookedUp Of(IpBlocklistResult result) => new(result.Address, () => result.Checks)
    {
        Kind = nameof(IpBlocklistResult),
        Also = result.HostName,
        Status = result.Status,
        Listings = result.Listings,
        Asked = result.Asked,
        Answered = result.Answered,
        Unanswered = result.Unanswered,
        Resolver = result.Resolver,
        Advice = result.Advice,
        CheckedAt = result.CheckedAt,
    };

    internal static LookedUp Of(DomainBlocklistResult result) => new(result.Domain, () => result.Checks)
    {
        Kind = nameof(DomainBlocklistResult),
        Also = result.RegistrableDomain == result.Domain ? null : result.RegistrableDomain,
        Status = result.Status,
        Listings = result.Listings,
        Asked = result.Asked,
        Answered = result.Answered,
        Unanswered = result.Unanswered,
        Resolver = result.Resolver,
        Advice = result.Advice,
        CheckedAt = result.CheckedAt,
    };

    /// <summary>
    /// Of each target the worst of what was found: whether a later look that found nothing asked the same lists nobody says.
    /// </summary>
    internal static IReadOnlyList<LookedUp> Worst(IEnumerable<LookedUp> all) => all
        .GroupBy(l => l.Target, StringComparer.OrdinalIgnoreCase)
        .Select(g => g.OrderBy(l => l.Rank).ThenBy(l => l.WorstImpact).First()).ToList();

    /// <summary>
    /// Of single checks. Nobody says which lists were to be asked, so all that were must have answered: one that did not may
    /// be the one that was meant.
    /// </summary>
    internal static LookedUp Of(string target, IReadOnlyList<BlocklistCheck> checks)
    {
        List<BlocklistCheck> asked = checks.Where(c => c.Verdict != ListingVerdict.NotApplicable).ToList();
        List<BlocklistCheck> listings = asked.Where(c => c.Verdict == ListingVerdict.Listed).OrderBy(c => c.Impact).ToList();
        int answered = asked.Count(c => c.IsAnswered);
        return new LookedUp(target, () => checks)
        {
            Status = listings.Count > 0 ? ListingStatus.Listed : answered > 0 && answered == asked.Count ? ListingStatus.NotListed : ListingStatus.Undetermined,
            Listings = listings,
            Asked = asked.Count,
            Answered = answered,
            Unanswered = asked.Count - answered,
            Resolver = string.Join(", ", asked.Where(c => c.WasAsked).Select(c => c.Resolver).Distinct()),
            CheckedAt = checks.Max(c => c.CheckedAt),
        };
    }
}
