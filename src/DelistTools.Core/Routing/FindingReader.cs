using System.Collections.Generic;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>Reads findings out of what other commands gave.</summary>
internal sealed class FindingReader
{
    private readonly ProviderCatalog _catalog;

    internal FindingReader(ProviderCatalog catalog)
    {
        _catalog = catalog;
    }

    /// <summary>What all lists said about an address: a finding per list that names it, or the one that none does.</summary>
    internal IEnumerable<Finding> Read(IpBlocklistResult result) => Read(result.Listings, result.HostName, result.Address, result.Status);

    /// <summary>What all lists said about a domain, likewise.</summary>
    internal IEnumerable<Finding> Read(DomainBlocklistResult result) => Read(result.Listings, null, result.Domain, result.Status);

    /// <summary>What one list said about one target.</summary>
    internal IEnumerable<Finding> Read(BlocklistCheck check) => check.Verdict switch
    {
        ListingVerdict.Listed => new[] { Of(check, null) },
        ListingVerdict.NotListed or ListingVerdict.Informational => new[] { Weak(check.Target, PlanIds.TargetNotListed) },
        ListingVerdict.NotApplicable => Enumerable.Empty<Finding>(),
        _ => new[] { Weak(check.Target, PlanIds.TargetUndetermined) },
    };

    /// <summary>A list by itself.</summary>
    /// <param name="list">The list.</param>
    /// <param name="target">The sending address: passed over by a list that holds domains, or no addresses of its kind.</param>
    internal static Finding Read(Blocklist list, string? target)
    {
        string? held = target is not null && list.IsFor(target) ? target : null;
        return new() { List = list, Target = held, Address = Targets.AddressOf(held) };
    }

    /// <summary>A provider that refuses, or may.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="target">The sending address.</param>
    /// <param name="domain">The recipient's domain that led to it.</param>
    internal static Finding Read(MailProvider provider, string? target, string? domain = null) =>
        new() { Provider = provider, Target = target, Address = Targets.AddressOf(target), RecipientDomain = domain };

    /// <summary>A receiver that is no provider that is known.</summary>
    /// <param name="domain">The recipient's domain.</param>
    /// <param name="target">The sending address.</param>
    /// <param name="note">What is known about who receives for it.</param>
    internal static Finding Read(string domain, string? target, string note) =>
        new() { Plan = PlanIds.ProviderUnknown, RecipientDomain = domain, Target = target, Address = Targets.AddressOf(target), Note = note };

    /// <summary>
    /// What fails on the senders' own side, where nothing else was found: one finding for each address that something fails
    /// of, and one for each domain of none of them.
    /// </summary>
    internal static IEnumerable<Finding> Read(IReadOnlyList<ReadinessCheck> checks)
    {
        ILookup<string, string> addresses = checks.Where(c => c is { Address: not null, Domain: not null }).ToLookup(c => c.Domain!, c => c.Address!);
        Dictionary<string, string?> domains = checks.Where(c => c.Address is not null).GroupBy(c => c.Address!)
            .ToDictionary(g => g.Key, g => Single(g.Select(c => c.Domain).OfType<string>()));
        List<ReadinessCheck> failing = checks.Where(c => c.Status == ReadinessStatus.Fail && c.Prerequisite is not null).ToList();
        List<string> planned = checks.Select(c => c.Address).OfType<string>().Distinct().Where(a => failing.Any(c => c.Address == a)).ToList();
        foreach (string domain in failing.Where(c => c.Address is null).Select(c => c.Domain).OfType<string>().Distinct())
        {
            // What a domain lacks is in the plan of whichever address sends for it.
            string[] own = addresses[domain].Distinct().ToArray();
            if (own.Length == 0)
            {
                string? sole = addresses.Count == 0 ? Single(domains.Keys) : null;
                planned.AddRange(sole is null ? new[] { domain } : new[] { sole }.Except(planned));
            }
            else if (!own.Any(planned.Contains))
            {
                planned.Add(own[0]);
            }
        }

        return planned.Select(target =>
        {
            string? domain = domains.TryGetValue(target, out string? known) ? known : target;
            bool isAddress = Targets.AddressOf(target) is not null;
            IEnumerable<ReadinessCheck> about = failing.Where(c => (c.Address is null || (isAddress && c.Address == target))
                && (c.Domain is null || domain is null || c.Domain == domain));
            return new Finding
            {
                Plan = PlanIds.SenderNotReady,
                Target = isAddress ? target : null,
                Address = Targets.AddressOf(target),
                SenderDomain = domain,
                Note = string.Join(", ", about.Select(c => c.Name).Distinct()) + ".",
            };
        });
    }

    private IEnumerable<Finding> Read(IReadOnlyList<BlocklistCheck> listings, string? hostName, string target, ListingStatus status) => listings.Count > 0
        ? listings.Select(c => Of(c, hostName))
        : new[] { Weak(target, status == ListingStatus.NotListed ? PlanIds.TargetNotListed : PlanIds.TargetUndetermined) };

    private static string? Single(IEnumerable<string> names)
    {
        string[] different = names.Distinct().Take(2).ToArray();
        return different.Length == 1 ? different[0] : null;
    }

    /// <summary>A refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="target">
    /// The sending address, where the refusal does not say which it means. None where it names a list of domains: which
    /// one is meant it does not say in a way that could be relied on.
    /// </param>
    internal Finding Read(MailRefusal refusal, string? target)
    {
        List<Blocklist> named = IsListing(refusal) ? refusal.Lists.Select(Find).OfType<Blocklist>().ToList() : new();
        string? meant = named.Count > 0 && named.All(l => !l.HoldsAddresses()) ? null : AddressIn(refusal, target);
        return new()
        {
            Refusal = refusal,
            Provider = refusal.Provider is null ? null : _catalog.Find(refusal.Provider),
            Named = named,
            Target = meant,
            Address = Targets.AddressOf(meant),
        };
    }

    /// <summary>What was refused is an address or a domain, as opposed to the message or the way it was sent.</summary>
    internal static bool IsListing(MailRefusal refusal) =>
        refusal.IsAddressBlock || refusal.Cause is RefusalCause.DomainBlocked or RefusalCause.UrlBlocked;

    private static Finding Weak(string target, string plan) =>
        new() { Target = target, Address = Targets.AddressOf(target), Plan = plan, IsWeak = true };

    /// <summary>
    /// The address that the refusal means. A relay inside names the private one that it sees, which is of no use to anybody
    /// outside, so the one that the user gives goes before that.
    /// </summary>
    private static string? AddressIn(MailRefusal refusal, string? given) => Targets.AddressOf(refusal.RefusedAddress) is { } address
        && (given is null || ReservedAddresses.IsForMail(address))
        ? address.ToString()
        : given;

    private Finding Of(BlocklistCheck check, string? hostName) => new()
    {
        // The list has the name that it was asked for: its form wants the domain, not a host in it.
        Target = check.AskedAs ?? check.Target,
        Address = Targets.AddressOf(check.Target),
        Check = check,
        HostName = hostName,
        Parts = check.Components.Select(_catalog.Lists.Find).OfType<Blocklist>().ToList(),

        List = Find(check.Blocklist) ?? _catalog.Lists.FindByZone(check.Zone ?? check.Blocklist)
            ?? Undescribed(check, Targets.AddressOf(check.Target) is null ? BlocklistKind.Domain : BlocklistKind.IPv4 | BlocklistKind.IPv6),
    };

    /// <summary>A zone or file that the catalogue does not know is a list all the same, if one that nobody has described.</summary>
    private static Blocklist Undescribed(BlocklistCheck check, BlocklistKind kinds) =>
        check.Zone is null ? ListSelector.AdHocFile(check.Blocklist, null, ListFileFormat.Auto, kinds) : ListSelector.AdHoc(check.Zone, kinds);

    private Blocklist? Find(string nameOrZone) => _catalog.Lists.Find(nameOrZone) ?? _catalog.Lists.FindByZone(nameOrZone);
}
