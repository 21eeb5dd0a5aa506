using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// The set-up of a <see cref="LoopbackDnsServer"/>: rules for zones and for kinds of questions. The first predicate that
/// holds decides, then the longest zone that the name lies in, then <see cref="Otherwise"/>. May be changed while a
/// server uses it.
/// </summary>
/// <example><code>
/// var dns = new DnsBehaviours();
/// dns.Zone("slow.test").Replies(table).Delays(TimeSpan.FromMilliseconds(80));
/// dns.Zone("gone.test").StaysSilent();
/// await using var server = LoopbackDnsServer.Start(dns);
/// </code></example>
public sealed class DnsBehaviours
{
    private const int LongestChain = 8;

    private readonly object _lock = new();
    private ImmutableDictionary<string, DnsRule> _zones = ImmutableDictionary<string, DnsRule>.Empty;
    private ImmutableArray<(Func<DnsQuestionSeen, bool> Applies, DnsRule Rule)> _predicates = [];
    private volatile IPAddress? _nxDomainAddress;

    /// <summary>The rule for names in no zone; NXDOMAIN from the root unless told otherwise.</summary>
    public DnsRule Otherwise { get; } = new(string.Empty);

    /// <summary>The rule for a zone, or for one name; made at the first call, found again later.</summary>
    public DnsRule Zone(string zone)
    {
        var name = DnsName.Normalize(zone);
        lock (_lock)
        {
            if (!_zones.TryGetValue(name, out var rule))
            {
                rule = new DnsRule(name);
                _zones = _zones.Add(name, rule);
            }

            return rule;
        }
    }

    /// <summary>Serves a table under its own zone.</summary>
    public DnsRule Zone(DnsTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Zone(table.Zone).Replies(table);
    }

    /// <summary>Serves a DNSBL under its own zone.</summary>
    public DnsRule Zone(DnsblZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Zone(zone.Zone).Replies(zone);
    }

    /// <summary>
    /// A rule for one type of one name, made anew at each call: MX may time out where A answers. The name's other types
    /// are answered as before.
    /// </summary>
    public DnsRule Records(string name, DnsRecordType type)
    {
        var wanted = DnsName.Normalize(name);
        return When(question => question.Type == type && question.Name == wanted);
    }

    /// <summary>A rule for the questions that a predicate picks.</summary>
    public DnsRule When(Func<DnsQuestionSeen, bool> applies)
    {
        ArgumentNullException.ThrowIfNull(applies);
        var rule = new DnsRule(string.Empty);
        lock (_lock)
        {
            _predicates = _predicates.Add((applies, rule));
        }

        return rule;
    }

    /// <summary>Turns every NXDOMAIN, whatever the zone, into an address; null ends it.</summary>
    public DnsBehaviours RewriteNxDomain(IPAddress? address)
    {
        _nxDomainAddress = address;
        return this;
    }

    /// <summary>The reply to a question. Aliases are followed through all zones, as a resolver does.</summary>
    public DnsReplyPlan Reply(DnsQuestionSeen question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var rule = RuleFor(question);
        var plan = rule.Alter(question, FollowAliases(question, rule.Source(question)));
        return _nxDomainAddress is { } address ? DnsRule.RewriteNxDomain(question, plan, address) : plan;
    }

    private DnsReplyPlan FollowAliases(DnsQuestionSeen question, DnsReplyPlan plan)
    {
        for (var link = 0; link < LongestChain; link++)
        {
            var alias = plan.Answers.Count > 0 ? plan.Answers[^1] : null;
            var wantsMore = alias is { Type: DnsRecordType.Cname, Target: not null }
                && question.Type is not (DnsRecordType.Cname or DnsRecordType.Any)
                && plan.ResponseCode == DnsResponseCode.NoError;
            if (!wantsMore)
            {
                return plan;
            }

            var next = question with { Name = alias!.Target!, NameAsSent = alias.Target! };
            var further = RuleFor(next).Source(next);
            plan = further with { Answers = new List<DnsRecord>(plan.Answers.Concat(further.Answers)) };
            if (further.Answers.Count == 0)
            {
                // The last name has no record of this type; what remains is the way there.
                return plan;
            }
        }

        // RFC 1034 section 3.6.2 leaves the limit to the resolver; resolvers in the field answer a loop so.
        return DnsReplyPlan.Code(DnsResponseCode.ServerFailure);
    }

    private DnsRule RuleFor(DnsQuestionSeen question)
    {
        ImmutableDictionary<string, DnsRule> zones;
        ImmutableArray<(Func<DnsQuestionSeen, bool> Applies, DnsRule Rule)> predicates;
        lock (_lock)
        {
            zones = _zones;
            predicates = _predicates;
        }

        foreach (var (applies, rule) in predicates)
        {
            if (applies(question))
            {
                return rule;
            }
        }

        for (var name = question.Name; name is not null; name = DnsName.Parent(name))
        {
            if (zones.TryGetValue(name, out var rule))
            {
                return rule;
            }
        }

        return Otherwise;
    }
}
