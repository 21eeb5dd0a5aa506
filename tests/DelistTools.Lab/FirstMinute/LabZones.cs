using System;
using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>
/// The demonstration's lists: between them they show every verdict. The catalogue entries that belong to them are in
/// <see cref="LabData.CatalogFile"/>.
/// </summary>
public sealed class LabZones
{
    /// <summary>A spam source: Listed by lab-combined (127.0.0.2).</summary>
    public const string SpamSource = "192.0.2.10";

    /// <summary>Two codes at once: Listed by lab-combined (127.0.0.2 and 127.0.0.4).</summary>
    public const string TwoCodes = "192.0.2.45";

    /// <summary>An exploited host in a bad range, of bad reputation: Listed by three operators.</summary>
    public const string ThreeOperators = "203.0.113.70";

    /// <summary>Not itself to blame: Listed by lab-range only, with its whole range.</summary>
    public const string BadNeighbours = "203.0.113.90";

    /// <summary>In a range that should not send mail directly: Listed by lab-combined (127.0.0.10, policy).</summary>
    public const string PolicyRange = "198.51.100.7";

    /// <summary>In a range taken for dynamic: Listed by lab-combined (127.0.0.11, policy).</summary>
    public const string DynamicRange = "198.51.100.200";

    /// <summary>Excellent reputation: Informational at lab-reputation (127.0.0.20), listed nowhere.</summary>
    public const string GoodReputation = "203.0.113.20";

    /// <summary>On no list.</summary>
    public const string Clean = "203.0.113.5";

    /// <summary>An IPv6 address in a listed range: Listed by lab-combined (127.0.0.3).</summary>
    public const string Ip6Listed = "2001:db8:bad::25";

    /// <summary>An IPv6 address on no list; NotApplicable at the lists without IPv6.</summary>
    public const string Ip6Clean = "2001:db8::25";

    /// <summary>Listed by lab-domains (127.0.1.2), with everything below it.</summary>
    public const string SpamDomain = "spam.example";

    /// <summary>Listed by lab-domains as a legitimate domain that is abused (127.0.1.102).</summary>
    public const string AbusedDomain = "abused.example";

    /// <summary>On no list.</summary>
    public const string CleanDomain = "clean.example";

    private const string Everyone = "Error: open resolver; see https://delta.lab.test/refused/$";

    /// <summary>The targets above with what each shows.</summary>
    public static IReadOnlyList<LabTarget> Targets { get; } =
    [
        new(SpamSource, "Listed by lab-combined as a spam source (127.0.0.2)."),
        new(TwoCodes, "Listed by lab-combined with two codes (127.0.0.2 and 127.0.0.4)."),
        new(ThreeOperators, "Listed by lab-combined (127.0.0.4), lab-range (127.0.0.2) and lab-reputation (127.0.0.10)."),
        new(BadNeighbours, "Listed by lab-range only (127.0.0.2): the whole range 203.0.113.64/26 is."),
        new(PolicyRange, "Listed by lab-combined as a policy range (127.0.0.10)."),
        new(DynamicRange, "Listed by lab-combined as a dynamic range (127.0.0.11)."),
        new(GoodReputation, "Informational at lab-reputation (127.0.0.20); on no list."),
        new(Clean, "On no list."),
        new(Ip6Listed, "Listed by lab-combined with its range 2001:db8:bad::/48 (127.0.0.3)."),
        new(Ip6Clean, "On no list; lab-range, lab-ip4only and other IPv4 lists are not applicable."),
        new(SpamDomain, "Listed by lab-domains (127.0.1.2), with everything below it."),
        new(AbusedDomain, "Listed by lab-domains as abused (127.0.1.102)."),
        new(CleanDomain, "On no list."),
    ];

    /// <summary>lab-combined: a healthy combined list.</summary>
    public DnsblZone Combined { get; } =
        new DnsblZone("zen.lab.test", DnsblKinds.Ip4 | DnsblKinds.Ip6) { Text = "https://alpha.lab.test/lookup/$" }
            .List(SpamSource)
            .List(TwoCodes)
            .List(TwoCodes, "127.0.0.4")
            .List(ThreeOperators, "127.0.0.4")
            .List("198.51.100.0/25", "127.0.0.10", "https://alpha.lab.test/policy/$")
            .List("198.51.100.128/25", "127.0.0.11", "https://alpha.lab.test/policy/$")
            .List("2001:db8:bad::/48", "127.0.0.3");

    /// <summary>lab-exploits: the part of lab-combined that lists exploited hosts.</summary>
    public DnsblZone Exploits { get; } =
        new DnsblZone("xbl.lab.test", DnsblKinds.Ip4) { Code = "127.0.0.4", Text = "https://alpha.lab.test/lookup/$" }
            .List(TwoCodes)
            .List(ThreeOperators);

    /// <summary>lab-range: lists whole ranges.</summary>
    public DnsblZone Range { get; } =
        new DnsblZone("range.lab.test", DnsblKinds.Ip4) { Text = "The range of $ sends spam, see https://bravo.lab.test/lookup" }
            .List("203.0.113.64/26");

    /// <summary>lab-reputation: from bad (.10 to .12) over neutral (.13 to .16) to good (.17 to .20).</summary>
    public DnsblZone Reputation { get; } =
        new DnsblZone("rep.lab.test", DnsblKinds.Ip4 | DnsblKinds.Ip6) { Code = "127.0.0.10", Text = "https://charlie.lab.test/lookup/$" }
            .List(ThreeOperators)
            .List(GoodReputation, "127.0.0.20")
            .List("203.0.113.13", "127.0.0.13")
            .List("203.0.113.17", "127.0.0.17")
            .List(Ip6Listed, "127.0.0.14");

    /// <summary>lab-open-resolver: refuses everybody with 127.255.255.254.</summary>
    public DnsblZone OpenResolver { get; } =
        new DnsblZone("delta.lab.test", DnsblKinds.Ip4 | DnsblKinds.Ip6).AnswerAll("127.255.255.254", Everyone);

    /// <summary>lab-domains: a healthy list of domains; asked for an address it answers 127.0.1.255.</summary>
    public DnsblZone Domains { get; } =
        new DnsblZone("dbl.lab.test", DnsblKinds.Domain)
        {
            Code = "127.0.1.2",
            CodeForAddresses = "127.0.1.255",
            Text = "https://alpha.lab.test/lookup/$",
        }
            .List("dbltest.example")
            .List("." + SpamDomain)
            .List(AbusedDomain, "127.0.1.102");

    /// <summary>lab-uri: a bitmask list of domains that refuses everybody with bit 1.</summary>
    public DnsblZone Uri { get; } =
        new DnsblZone("uri.lab.test", DnsblKinds.Domain)
            .AnswerAll("127.0.0.1", "127.0.0.1 -> Query Refused. See https://echo.lab.test/refused [Your DNS IP: 127.0.0.1]");

    /// <summary>lab-world: given up, lists the world.</summary>
    public DnsblZone World { get; } =
        new DnsblZone("world.lab.test", DnsblKinds.Ip4 | DnsblKinds.Ip6).AnswerAll("127.0.0.2", "This list is dead, remove it.");

    /// <summary>lab-empty: given up, lists nobody.</summary>
    public DnsblZone Empty { get; } = new("empty.lab.test", DnsblKinds.Ip4) { HasTestEntries = false };

    /// <summary>lab-parked: sold, answers outside 127.0.0.0/8.</summary>
    public DnsblZone Parked { get; } =
        new DnsblZone("parked.lab.test", DnsblKinds.Ip4).AnswerAll("203.0.113.80", null);

    /// <summary>lab-ip4only: a healthy list without IPv6.</summary>
    public DnsblZone Ip4Only { get; } = new("ip4only.lab.test", DnsblKinds.Ip4);

    /// <summary>The ids of the lists that are in order.</summary>
    public static IReadOnlyList<string> HealthyIds { get; } =
        ["lab-combined", "lab-exploits", "lab-range", "lab-reputation", "lab-domains", "lab-ip4only"];

    private DnsblZone[] Healthy => [Combined, Exploits, Range, Reputation, Domains, Ip4Only];

    /// <summary>Takes a target's own entries off every list, as a granted removal does.</summary>
    /// <param name="target">An address, a network in CIDR notation, or a domain.</param>
    /// <returns>False: it had no entry of its own; one inside a listed range stays listed.</returns>
    public bool Delist(string target)
    {
        var found = false;
        foreach (var zone in Healthy)
        {
            found |= zone.Delist(target) | zone.Delist("." + target);
        }

        return found;
    }

    /// <summary>Takes every range off every list that an address lies in.</summary>
    /// <returns>False: there was none.</returns>
    public bool DelistRanges(string address)
    {
        var found = false;
        foreach (var zone in Healthy)
        {
            found |= zone.DelistCovering(address);
        }

        return found;
    }

    /// <summary>Adds the lists that are in order to a server's set-up.</summary>
    /// <param name="dns">The set-up.</param>
    /// <param name="alter">What is changed at each list's rule.</param>
    public void AddHealthyTo(DnsBehaviours dns, Action<DnsRule>? alter = null)
    {
        ArgumentNullException.ThrowIfNull(dns);
        foreach (var zone in Healthy)
        {
            var rule = dns.Zone(zone);
            alter?.Invoke(rule);
        }
    }

    /// <summary>Adds the lists to a server's set-up; lab-silent and lab-servfail have no entries, only their fault.</summary>
    public void AddTo(DnsBehaviours dns)
    {
        ArgumentNullException.ThrowIfNull(dns);
        AddHealthyTo(dns);
        foreach (var zone in (DnsblZone[])[OpenResolver, Uri, World, Empty, Parked])
        {
            dns.Zone(zone);
        }

        dns.Zone("silent.lab.test").StaysSilent();
        dns.Zone("servfail.lab.test").RepliesCode(DnsResponseCode.ServerFailure);
    }
}
