using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// A DNSBL in memory: addresses, networks and domains with return codes and TXT templates. It answers NXDOMAIN for the
/// empty names between its entries and the zone, as rbldnsd does. May be changed while a server answers from it.
/// </summary>
public sealed class DnsblZone
{
    private static readonly IPAddress Ip4Test = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Ip6Test = IPAddress.Parse("::ffff:7f00:2");

    private readonly object _lock = new();
    private readonly DnsblEntries _entries = new();
    private DnsblEntry? _forAll;

    /// <summary>An empty list, except for the test entries.</summary>
    /// <param name="zone">The zone's name.</param>
    /// <param name="kinds">What it can be asked for; whatever else is asked is not listed.</param>
    public DnsblZone(string zone, DnsblKinds kinds)
    {
        Zone = DnsName.Normalize(zone);
        Kinds = kinds;
    }

    /// <summary>The zone's name, lower case, without the trailing dot.</summary>
    public string Zone { get; }

    /// <summary>What it can be asked for.</summary>
    public DnsblKinds Kinds { get; }

    /// <summary>The code of entries that have none of their own, and of the test entries.</summary>
    public string Code { get; init; } = "127.0.0.2";

    /// <summary>The TXT template of entries that have none of their own; <c>$</c> stands for the target.</summary>
    public string Text { get; init; } = "Listed, see https://check.lab.test/$";

    /// <summary>The time to live of listings, in seconds.</summary>
    public int Ttl { get; init; } = 60;

    /// <summary>How long NXDOMAIN may be kept, in seconds.</summary>
    public int NegativeTtl { get; init; } = 60;

    /// <summary>
    /// Whether the test entries of RFC 5782 section 5 are listed: 127.0.0.2, ::FFFF:7F00:2 and TEST, each where the kind
    /// is served. Their counterparts 127.0.0.1, ::FFFF:7F00:1 and INVALID are not.
    /// </summary>
    public bool HasTestEntries { get; init; } = true;

    /// <summary>What a domain list answers when it is asked for an address, as a refusal; null: NXDOMAIN.</summary>
    public string? CodeForAddresses { get; init; }

    /// <summary>Lists a target with the zone's default code and text.</summary>
    /// <inheritdoc cref="List(string, string, string)"/>
    public DnsblZone List(string target) => Add(target, new DnsblEntry());

    /// <summary>Lists a target. Several entries that cover an address are all answered.</summary>
    /// <param name="target">An address, a network in CIDR notation, a domain, or <c>.domain</c> for it and all below it.</param>
    /// <param name="code">The return code; as a rule within 127.0.0.0/8.</param>
    /// <param name="text">The TXT template, in which <c>$</c> stands for the target; null: the zone's default.</param>
    public DnsblZone List(string target, string code, string? text = null) =>
        Add(target, new DnsblEntry(IPAddress.Parse(code), text));

    /// <summary>Takes the entries of exactly this target away.</summary>
    /// <returns>False: there was none; an address inside a listed network has none of its own.</returns>
    public bool Delist(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_lock)
        {
            return _entries.Remove(target);
        }
    }

    /// <summary>Takes every network away that an address lies in, its own entry included.</summary>
    /// <returns>False: there was none.</returns>
    public bool DelistCovering(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (_lock)
        {
            return _entries.RemoveCovering(address);
        }
    }

    /// <summary>Answers every target alike: a list that refuses everybody, is parked, or lists the world.</summary>
    /// <param name="code">The address answered.</param>
    /// <param name="text">The TXT template; null: no TXT record.</param>
    public DnsblZone AnswerAll(string code, string? text)
    {
        lock (_lock)
        {
            _forAll = new DnsblEntry(IPAddress.Parse(code), text ?? string.Empty);
        }

        return this;
    }

    /// <summary>The answer to a question.</summary>
    public DnsReplyPlan Reply(DnsQuestionSeen question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Name == Zone)
        {
            return ReplyForZone(question);
        }

        var relative = Zone.Length == 0 ? question.Name : question.Name[..^(Zone.Length + 1)];
        List<(DnsblEntry Entry, string Shown)> found;
        lock (_lock)
        {
            found = Find(DnsblTarget.Parse(relative)).ToList();
        }

        if (found.Count == 0)
        {
            return DnsReplyPlan.NxDomain(Zone, NegativeTtl);
        }

        var records = question.Type switch
        {
            DnsRecordType.A => found
                .Select(f => f.Entry.Code ?? IPAddress.Parse(Code)).Distinct()
                .Select(code => DnsRecord.Address(question.Name, code, Ttl)),
            DnsRecordType.Txt => found
                .Select(f => (f.Entry.Text ?? Text).Replace("$", f.Shown, StringComparison.Ordinal)).Distinct()
                .Where(text => text.Length > 0)
                .Select(text => DnsRecord.Txt(question.Name, [text], Ttl)),
            _ => [],
        };
        DnsRecord[] answers = [.. records];
        return answers.Length > 0 ? DnsReplyPlan.Answer(answers) : DnsReplyPlan.NoData(Zone, NegativeTtl);
    }

    private IEnumerable<(DnsblEntry Entry, string Shown)> Find(DnsblTarget target)
    {
        if (_forAll is not null)
        {
            return [(_forAll, target.Text)];
        }

        if ((target.Kind & Kinds) == 0)
        {
            return target.Address is not null && CodeForAddresses is { } code
                ? [(new DnsblEntry(IPAddress.Parse(code)), target.Text)]
                : [];
        }

        var isTest = HasTestEntries
            && (target.Address is { } address ? address.Equals(Ip4Test) || address.Equals(Ip6Test) : target.Text == "test");
        return isTest
            ? _entries.Find(target).Prepend((new DnsblEntry(), target.Text))
            : _entries.Find(target);
    }

    private DnsReplyPlan ReplyForZone(DnsQuestionSeen question) => question.Type switch
    {
        DnsRecordType.Soa => DnsReplyPlan.Answer(DnsRecord.Soa(Zone, NegativeTtl, NegativeTtl)),
        DnsRecordType.Ns => DnsReplyPlan.Answer(DnsRecord.Ns(Zone, "ns." + Zone)),
        _ => DnsReplyPlan.NoData(Zone, NegativeTtl),
    };

    private DnsblZone Add(string target, DnsblEntry entry)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_lock)
        {
            _entries.Add(target, entry);
        }

        return this;
    }
}
