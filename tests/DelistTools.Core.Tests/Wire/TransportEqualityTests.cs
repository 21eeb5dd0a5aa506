using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>
/// The transport with shared sockets says what the one with a socket for each question says, in every field but the time
/// taken, for random zones and for everything that a server may do to its replies.
/// </summary>
public sealed class TransportEqualityTests
{
    private const string Zone = "equal.lab.test";

    private const string Elsewhere = "elsewhere.lab.test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(300);

    /// <summary>What becomes of replies; each leaves the question answerable.</summary>
    private static readonly Dictionary<string, Func<DnsRule, DnsRule>> Behaviours = new()
    {
        ["as they are"] = rule => rule,
        ["shuffled"] = rule => rule.Shuffles(),
        ["in another case"] = rule => rule.SwapsCase(),
        ["the first lost"] = rule => rule.DropsFirst(1),
        ["late"] = rule => rule.Delays(TimeSpan.FromMilliseconds(60)),
        ["doubled"] = rule => rule.Repeats(3),
        ["cut off, whole over TCP"] = rule => rule.Truncates(),
        ["cut off to one, whole over TCP"] = rule => rule.Truncates(keptAnswers: 1),
        ["cut off, no TCP"] = rule => rule.Truncates(DnsTcpReaction.Close, keptAnswers: 2),
        ["cut off to nothing, no TCP"] = rule => rule.Truncates(DnsTcpReaction.Close),
        ["longer than asked for"] = rule => rule.Alters(plan => plan with { IgnoresPayloadSize = true }),
        ["without OPT"] = rule => rule.Alters(plan => plan with { OmitsEdns = true }),
        ["not to be kept"] = rule => rule.KeepsFor(0),
        ["with a time of more than 31 bits"] = rule => rule.KeepsFor(-5),
        ["for long"] = rule => rule.KeepsFor(int.MaxValue),
        ["of a resolver"] = rule => rule.Alters(plan => plan with { IsAuthoritative = false }),
        ["bent to an address"] = rule => rule.RewritesNxDomain(IPAddress.Parse("203.0.113.80")),
        ["after an old one"] = rule => rule.Alters((q, plan) => Before(q, plan with { HasWrongId = true }, plan)),
        ["after garbage"] = rule => rule.Alters((q, plan) => Before(q, DnsReplyPlan.Garbage(1, 2, 3), plan)),
        ["after another question's"] = rule => rule.Alters((q, plan) => Before(q, plan with { EchoedName = "other." + Zone }, plan)),
        ["in several ways at once"] = rule => rule.Shuffles().SwapsCase().Repeats(2).DropsFirst(1).Alters(plan => plan with { IsAuthoritative = false }),
    };

    public static TheoryData<string> Names => [.. Behaviours.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ask_RandomZone_IsTheSameEitherWay(string behaviour)
    {
        int seed = behaviour.Sum(c => c);

        // DnsClient takes the first packet that comes to its socket for the reply, and where it is none it asks again in
        // ways that end with a failure or a part; the shared sockets wait for the right one, and say what came with it.
        Func<DnsRule, DnsRule> known = behaviour.StartsWith("after ", StringComparison.Ordinal) ? rule => rule : Behaviours[behaviour];
        await using LoopbackDnsServer one = LoopbackDnsServer.Start(Make(seed, known, out List<string> names));
        await using LoopbackDnsServer other = LoopbackDnsServer.Start(Make(seed, Behaviours[behaviour], out _));
        DnsClientTransport reference = new(one.EndPoint, Patience);
        MultiplexedTransport multiplexed = new(other.EndPoint, new BulkOptions { Timeout = Patience });

        (string Name, DnsRecordKind Kind)[] questions = [.. names.SelectMany(n => (IEnumerable<(string, DnsRecordKind)>)[(n, DnsRecordKind.A), (n, DnsRecordKind.Txt)])];
        string[] expected = await Task.WhenAll(questions.Select(async q => await SayAsync(reference, q.Name, q.Kind)));
        string[] actual = await Task.WhenAll(questions.Select(async q => await SayAsync(multiplexed, q.Name, q.Kind)));
        for (int i = 0; i < questions.Length; i++)
        {
            Assert.True(expected[i] == actual[i], questions[i] + "\n" + expected[i] + "\n" + actual[i]);
        }

        Assert.Empty(one.Failures);
        Assert.Empty(other.Failures);
    }

    [Theory]
    [InlineData(DnsResponseCode.ServerFailure)]
    [InlineData(DnsResponseCode.Refused)]
    [InlineData(DnsResponseCode.FormatError)]
    [InlineData(DnsResponseCode.NotImplemented)]
    [InlineData((DnsResponseCode)9)]
    public async Task Ask_Code_IsTheSameFailureEitherWay(DnsResponseCode code)
    {
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(_ => DnsReplyPlan.Code(code));
        Assert.Equal(
            await SayAsync(new DnsClientTransport(server.EndPoint, Patience), "a." + Zone, DnsRecordKind.A),
            await SayAsync(new MultiplexedTransport(server.EndPoint, new BulkOptions { Timeout = Patience }), "a." + Zone, DnsRecordKind.A));
    }

    /// <summary>Where no answer can come, both fail. Which kind of failure it is differs: one takes the first packet for the reply, the other waits for a right one.</summary>
    [Theory]
    [InlineData("wrong id")]
    [InlineData("another question's")]
    [InlineData("garbage")]
    [InlineData("silence")]
    public async Task Ask_NeverAnswered_FailsEitherWay(string what)
    {
        DnsBehaviours dns = new();
        DnsRule rule = dns.Zone(Zone).RepliesAddress("127.0.0.2");
        _ = what switch
        {
            "wrong id" => rule.UsesWrongId(),
            "another question's" => rule.EchoesName("other." + Zone),
            "garbage" => rule.RepliesGarbage(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
            _ => rule.StaysSilent(),
        };
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        foreach (IDnsTransport transport in (IDnsTransport[])[new DnsClientTransport(server.EndPoint, Impatience), new MultiplexedTransport(server.EndPoint, new BulkOptions { Timeout = Impatience })])
        {
            DnsAnswer answer = await transport.AskAsync("a." + Zone, DnsRecordKind.A, CancellationToken.None);
            Assert.Equal((DnsOutcome.Failed, 0), (answer.Outcome, answer.Addresses.Count));
            Assert.True(transport is DnsClientTransport || answer.Failure == LookupFailureKind.Timeout, answer.Failure.ToString());
        }
    }

    private static DnsReplyPlan Before(DnsQuestionSeen question, DnsReplyPlan wrong, DnsReplyPlan right) =>
        question.Transport == DnsTransport.Udp ? wrong with { Next = right } : right;

    private static async Task<string> SayAsync(IDnsTransport transport, string name, DnsRecordKind kind)
    {
        DnsAnswer answer = await transport.AskAsync(name, kind, CancellationToken.None);
        return string.Join(
            " | ", answer.Outcome, answer.Failure, answer.FailureDetail, string.Join(",", answer.Addresses), string.Join(",", answer.Texts),
            string.Join(",", answer.Names), string.Join(",", answer.Exchangers), "ttl " + answer.Ttl.TotalSeconds, "partial " + answer.IsPartial,
            "alias " + answer.IsAlias, "authority " + answer.IsAuthoritative, "hidden " + answer.WasHidden);
    }

    private static DnsBehaviours Make(int seed, Func<DnsRule, DnsRule> behave, out List<string> names)
    {
        Random random = new(seed);
        DnsTable table = new(Zone, ttl: random.Next(1, 100_000), negativeTtl: random.Next(4) == 0 ? null : random.Next(1, 100_000));
        DnsTable elsewhere = new(Elsewhere, ttl: random.Next(1, 100));
        names = [];
        for (int i = 0; i < 24; i++)
        {
            string name = Convert.ToHexString(BitConverter.GetBytes(random.Next()), 0, 1 + random.Next(4)) + "-" + i + (random.Next(3) == 0 ? ".deep.er" : "");
            Fill(random, table, elsewhere, name, i);
            names.Add(name + "." + Zone);
        }

        table.Address("*.wild", "127.0.0.9");
        elsewhere.Txt("t1", "elsewhere").Addresses("t2", ["127.0.0.7", "127.0.0.8"]);
        names.AddRange(["a.wild." + Zone, "gone." + Zone, "er." + Zone, Zone, "gone.t1." + Elsewhere]);
        DnsBehaviours dns = new();
        behave(dns.Zone(table));
        dns.Zone(elsewhere);
        return dns;
    }

    private static void Fill(Random random, DnsTable table, DnsTable elsewhere, string name, int index)
    {
        switch (random.Next(7))
        {
            case 0:
                table.Cname(name, (random.Next(3) == 0 ? "gone." : "") + "t" + random.Next(1, 3) + "." + Elsewhere + ".");
                break;
            case 1:
                // Two links, the second in the other zone.
                table.Cname(name, "link" + index);
                table.Cname("link" + index, "t2." + Elsewhere + ".");
                break;
            case 2:
                for (int i = random.Next(1, 4); i > 0; i--)
                {
                    table.Txt(name, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Text(random))]);
                }

                break;
            case 3:
                // Too long for a packet.
                table.Addresses(name, Enumerable.Range(0, 100).Select(i => "127.0.1." + i));
                break;
            case 4:
                elsewhere.Address("only-" + index, "127.0.0.2");
                break;
            default:
                for (int i = random.Next(1, 6); i > 0; i--)
                {
                    table.Address(name, "127.0.0." + random.Next(2, 9), random.Next(1, 1000));
                }

                if (random.Next(2) == 0)
                {
                    table.Txt(name, Text(random));
                }

                break;
        }
    }

    private static string Text(Random random) => random.Next(4) switch
    {
        0 => "",
        1 => "listed; see https://lab.test/?ip=192.0.2." + random.Next(256) + " \"quoted\" \\ back",
        2 => "gesperrt für " + random.Next() + "\u0007\u001b[31m",
        _ => new string((char)random.Next('a', 'z' + 1), random.Next(1, 256)),
    };
}
