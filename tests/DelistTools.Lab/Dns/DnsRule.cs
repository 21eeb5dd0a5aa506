using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// How a server answers for one zone or one kind of question: where the reply comes from, and what is done to it on the
/// way. Every method returns the rule, so that a set-up reads as one sentence; the rule may be changed while in use.
/// </summary>
public sealed class DnsRule
{
    private readonly object _lock = new();
    private Func<DnsQuestionSeen, DnsReplyPlan> _source;
    private ImmutableArray<Func<DnsQuestionSeen, DnsReplyPlan, DnsReplyPlan>> _alterations = [];
    private ImmutableDictionary<DnsQuestionKey, int> _dropped = ImmutableDictionary<DnsQuestionKey, int>.Empty;

    internal DnsRule(string zone)
    {
        Zone = zone;
        _source = _ => DnsReplyPlan.NxDomain(zone);
    }

    /// <summary>The zone whose SOA proves negative answers.</summary>
    public string Zone { get; }

    /// <summary>Answers by a delegate.</summary>
    public DnsRule Replies(Func<DnsQuestionSeen, DnsReplyPlan> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        lock (_lock)
        {
            _source = source;
        }

        return this;
    }

    /// <summary>Answers every question alike.</summary>
    public DnsRule Replies(DnsReplyPlan plan) => Replies(_ => plan);

    /// <summary>Answers from a table.</summary>
    public DnsRule Replies(DnsTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Replies(table.Reply);
    }

    /// <summary>Answers as a DNSBL.</summary>
    public DnsRule Replies(DnsblZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Replies(zone.Reply);
    }

    /// <summary>Answers every A question (AAAA for an IPv6 address) with these addresses, other types without data.</summary>
    public DnsRule RepliesAddress(params string[] addresses)
    {
        var parsed = Array.ConvertAll(addresses, IPAddress.Parse);
        return Replies(question =>
        {
            var records = new List<DnsRecord>();
            foreach (var address in parsed)
            {
                var record = DnsRecord.Address(question.Name, address);
                if (record.Type == question.Type)
                {
                    records.Add(record);
                }
            }

            return records.Count > 0 ? DnsReplyPlan.Answer([.. records]) : DnsReplyPlan.NoData(Zone);
        });
    }

    /// <summary>Answers every question with a bare response code: SERVFAIL, REFUSED, FORMERR, NOTIMP.</summary>
    public DnsRule RepliesCode(DnsResponseCode code) => Replies(DnsReplyPlan.Code(code));

    /// <summary>Answers every question with NXDOMAIN.</summary>
    /// <param name="negativeTtl">How long it may be kept, in seconds; null: no SOA.</param>
    public DnsRule RepliesNxDomain(int? negativeTtl = 60) => Replies(DnsReplyPlan.NxDomain(Zone, negativeTtl));

    /// <summary>Answers every question with NOERROR and no record.</summary>
    /// <param name="negativeTtl">How long it may be kept, in seconds; null: no SOA.</param>
    public DnsRule RepliesNoData(int? negativeTtl = 60) => Replies(DnsReplyPlan.NoData(Zone, negativeTtl));

    /// <summary>Answers every question with bytes that are no DNS message.</summary>
    public DnsRule RepliesGarbage(params byte[] bytes) => Replies(DnsReplyPlan.Garbage(bytes));

    /// <summary>Never answers.</summary>
    public DnsRule StaysSilent() => Replies(DnsReplyPlan.Silence);

    /// <summary>Drops the first questions for each name and type, so that a client has to ask again.</summary>
    /// <param name="count">How many are dropped.</param>
    public DnsRule DropsFirst(int count) =>
        Alters((question, plan) => CountDropped(question, count) ? DnsReplyPlan.Silence : plan);

    /// <summary>Holds every reply back.</summary>
    public DnsRule Delays(TimeSpan delay) => Alters(plan => plan with { Delay = delay });

    /// <summary>Sends every reply with another id.</summary>
    public DnsRule UsesWrongId() => Alters(plan => plan with { HasWrongId = true });

    /// <summary>Sends every reply as if another name had been asked.</summary>
    public DnsRule EchoesName(string name) => Alters(plan => plan with { EchoedName = name });

    /// <summary>Sends every reply's question with upper and lower case swapped.</summary>
    public DnsRule SwapsCase() => Alters(plan => plan with { SwapsCase = true });

    /// <summary>Sends every datagram from another port.</summary>
    public DnsRule UsesWrongPort() => Alters(plan => plan with { UsesWrongPort = true });

    /// <summary>Sends every datagram several times.</summary>
    public DnsRule Repeats(int copies) => Alters(plan => plan with { Copies = copies });

    /// <summary>Puts the answers into another order each time.</summary>
    public DnsRule Shuffles() => Alters(plan => plan with { IsShuffled = true });

    /// <summary>Truncates every UDP reply.</summary>
    /// <param name="tcp">What happens when the client then asks over TCP.</param>
    /// <param name="keptAnswers">How many answers the truncated reply keeps.</param>
    public DnsRule Truncates(DnsTcpReaction tcp = DnsTcpReaction.Answer, int keptAnswers = 0) =>
        Alters(plan => plan with { TruncateUdpTo = keptAnswers, Tcp = tcp });

    /// <summary>Gives every record this time to live; 0: nobody is to keep a reply, a negative one included.</summary>
    /// <param name="seconds">The time to live.</param>
    public DnsRule KeepsFor(int seconds) => Alters(plan => plan with
    {
        Answers = [.. plan.Answers.Select(record => record with { Ttl = seconds })],
        Authority = [.. plan.Authority.Select(record => record with { Ttl = seconds })],
    });

    /// <summary>Turns every NXDOMAIN into an address, as some access providers do.</summary>
    public DnsRule RewritesNxDomain(IPAddress address) =>
        Alters((question, plan) => RewriteNxDomain(question, plan, address));

    /// <summary>Changes every reply; alterations are applied in the order in which they were added.</summary>
    public DnsRule Alters(Func<DnsReplyPlan, DnsReplyPlan> alteration)
    {
        ArgumentNullException.ThrowIfNull(alteration);
        return Alters((_, plan) => alteration(plan));
    }

    /// <summary>Changes replies depending on the question.</summary>
    public DnsRule Alters(Func<DnsQuestionSeen, DnsReplyPlan, DnsReplyPlan> alteration)
    {
        lock (_lock)
        {
            _alterations = _alterations.Add(alteration);
        }

        return this;
    }

    /// <summary>Takes all alterations back.</summary>
    public DnsRule Recovers()
    {
        lock (_lock)
        {
            _alterations = [];
        }

        return this;
    }

    internal static DnsReplyPlan RewriteNxDomain(DnsQuestionSeen question, DnsReplyPlan plan, IPAddress address)
    {
        if (plan.ResponseCode != DnsResponseCode.NxDomain)
        {
            return plan;
        }

        var record = DnsRecord.Address(question.Name, address);
        return plan with
        {
            ResponseCode = DnsResponseCode.NoError,
            Answers = record.Type == question.Type ? [record] : [],
            Authority = [],
        };
    }

    internal DnsReplyPlan Source(DnsQuestionSeen question)
    {
        Func<DnsQuestionSeen, DnsReplyPlan> source;
        lock (_lock)
        {
            source = _source;
        }

        return source(question);
    }

    internal DnsReplyPlan Alter(DnsQuestionSeen question, DnsReplyPlan plan)
    {
        ImmutableArray<Func<DnsQuestionSeen, DnsReplyPlan, DnsReplyPlan>> alterations;
        lock (_lock)
        {
            alterations = _alterations;
        }

        foreach (var alteration in alterations)
        {
            plan = alteration(question, plan);
        }

        return plan;
    }

    private bool CountDropped(DnsQuestionSeen question, int count)
    {
        lock (_lock)
        {
            var key = new DnsQuestionKey(question.Name, question.Type);
            var dropped = _dropped.GetValueOrDefault(key);
            if (dropped >= count)
            {
                return false;
            }

            _dropped = _dropped.SetItem(key, dropped + 1);
            return true;
        }
    }
}
