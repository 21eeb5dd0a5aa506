using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.RealServers;

/// <summary>
/// The 62 vectors of the laboratory: what is on the wire is read as it is there, and the verdict, or the health where
/// the question is a test entry, is the one that the vector expects.
/// </summary>
public abstract class VectorTests(ServerFixture servers, bool isMultiplexed)
{
    private const double Patience = 5;

    // A server that never answers is waited for once and not for long.
    private const double Impatience = 0.5;

    private RealRun Run(IPEndPoint server, double seconds, params string[] zones) =>
        new(RealRun.Open(server, seconds, isMultiplexed), seconds, zones);

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Vectors.All.Count)];

    [Fact]
    public void Vectors_All_AreSixtyTwo() => Assert.Equal(62, Vectors.All.Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Vector_Direct_IsReadRight(int row) => await CheckAsync(Vectors.All[row], servers.Rbldnsd.EndPoint, isDirect: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Vector_ThroughResolver_IsReadRight(int row)
    {
        DnsVector vector = Vectors.All[row];
        if (new UnboundOptions { RbldnsdPort = 1 }.StubZones.Contains(ZoneOf(vector)))
        {
            await CheckAsync(vector, servers.Healthy.EndPoint, isDirect: false);
        }
    }

    /// <summary>A resolver with a fault may cost the answer, but never turns it round.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Vector_ThroughFaultyResolver_IsNeverTurnedRound(int row)
    {
        DnsVector vector = Vectors.All[row];
        string zone = ZoneOf(vector);
        if (vector.IsTimeout || !new UnboundOptions { RbldnsdPort = 1 }.StubZones.Contains(zone))
        {
            return;
        }

        foreach (UnboundServer faulty in (UnboundServer[])[servers.Stripping, servers.Rewriting, servers.Minimising])
        {
            string labels = vector.Name[..^(zone.Length + 1)];
            BlocklistCheck check = await Run(faulty.EndPoint, Patience, zone).CheckLabelsAsync(labels, KindOf(labels), labels);
            string expected = vector.Expected;
            ListingVerdict wrong = expected.StartsWith("Listed", StringComparison.Ordinal) ? ListingVerdict.NotListed : ListingVerdict.Listed;
            bool isEntry = expected.Contains("positive", StringComparison.Ordinal);
            Assert.True(check.Verdict != wrong || isEntry, faulty.NameServer + " turned " + vector + " into " + check);
            Assert.True(
                !expected.StartsWith("Refused", StringComparison.Ordinal) || check.Verdict is not (ListingVerdict.Listed or ListingVerdict.NotListed),
                faulty.NameServer + " turned " + vector + " into " + check);
        }
    }

    private static BlocklistKind KindOf(string labels) => QuestionName.TryReadLabels(labels) switch
    {
        null => BlocklistKind.Domain,
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => BlocklistKind.IPv6,
        _ => BlocklistKind.IPv4,
    };

    private async Task CheckAsync(DnsVector vector, IPEndPoint server, bool isDirect)
    {
        string zone = ZoneOf(vector);
        string labels = vector.Name[..^(zone.Length + 1)];
        RealRun run = Run(server, vector.IsTimeout ? Impatience : Patience, zone);
        DnsRecordKind kind = vector.Type == DnsRecordType.Txt ? DnsRecordKind.Txt : DnsRecordKind.A;
        DnsAnswer answer = await run.Transport.AskAsync(vector.Name, kind, CancellationToken.None);
        AssertWire(vector, kind, answer, isDirect);

        IPAddress? address = QuestionName.TryReadLabels(labels);
        BlocklistCheck check = await run.CheckLabelsAsync(address?.ToString() ?? labels, KindOf(labels), labels);
        AssertVerdict(vector.Expected, check, answer);
        await AssertHealthAsync(vector.Expected, run);
    }

    private static void AssertWire(DnsVector vector, DnsRecordKind kind, DnsAnswer answer, bool isDirect)
    {
        switch (vector.Rcode)
        {
            case "NOERROR" when kind == DnsRecordKind.A:
                Assert.Equal(vector.Answers.Order(StringComparer.Ordinal), answer.Addresses.Select(a => a.ToString()).Order(StringComparer.Ordinal));
                break;
            case "NOERROR":
                Assert.Equal(
                    vector.Answers.Order(StringComparer.Ordinal), answer.Texts.Order(StringComparer.Ordinal));
                break;
            case "NXDOMAIN":
                Assert.Equal(DnsOutcome.NameError, answer.Outcome);
                break;
            case "REFUSED":
                // A resolver hands an authority's REFUSED on as SERVFAIL.
                Assert.Equal(isDirect ? LookupFailureKind.Refused : LookupFailureKind.ServerFailure, answer.Failure);
                break;
            case "TIMEOUT":
                // A resolver that has given an authority up says SERVFAIL at once.
                Assert.True(answer.Failure == LookupFailureKind.Timeout || (!isDirect && answer.Failure == LookupFailureKind.ServerFailure), answer.Failure.ToString());
                break;
            default:
                Assert.Fail("The vector has an unexpected code: " + vector.Rcode);
                break;
        }
    }

    private static void AssertVerdict(string expected, BlocklistCheck check, DnsAnswer answer)
    {
        if (expected.StartsWith("Listed", StringComparison.Ordinal))
        {
            Assert.Equal(ListingVerdict.Listed, check.Verdict);
            AssertCodes(expected, check);
        }
        else if (expected.StartsWith("NotListed", StringComparison.Ordinal))
        {
            Assert.Equal(ListingVerdict.NotListed, check.Verdict);
        }
        else if (expected.StartsWith("Refused", StringComparison.Ordinal))
        {
            Assert.Equal(ListingVerdict.Refused, check.Verdict);
        }
        else if (expected.StartsWith("Unverified", StringComparison.Ordinal))
        {
            Assert.Equal(ListingVerdict.Unverified, check.Verdict);
        }
        else if (expected.StartsWith("Error", StringComparison.Ordinal))
        {
            Assert.Equal(ListingVerdict.Failed, check.Verdict);
            Assert.NotEqual(LookupFailureKind.None, check.FailureKind);
        }
        else
        {
            // The rest are test entries of domain lists and of dead ones: their health is what counts.
            Assert.Contains("health", expected, StringComparison.Ordinal);
            Assert.True(check.Verdict is not ListingVerdict.Failed, answer.FailureDetail);
        }
    }

    private static void AssertCodes(string expected, BlocklistCheck check)
    {
        int open = expected.IndexOf('(', StringComparison.Ordinal);
        if (expected.StartsWith("Listed bit", StringComparison.Ordinal))
        {
            int[] bits = expected.Split(' ').Last().Split('+').Select(int.Parse).ToArray();
            Assert.Equal(["127.0.0." + bits.Sum()], check.Codes);
            Assert.Equal(bits.Length, check.Meanings.Count);
            Assert.DoesNotContain(check.Meanings, m => m.Contains("not named", StringComparison.Ordinal));
        }
        else if (open > 0 && char.IsDigit(expected[open + 1]))
        {
            IEnumerable<string> codes = expected[(open + 1)..expected.IndexOf(')', StringComparison.Ordinal)].Split(',')
                .Select(c => c.Contains('.', StringComparison.Ordinal) ? "127.0." + c : "127.0.0." + c);
            Assert.Equal(codes, check.Codes);
        }

        if (expected.EndsWith("=policy", StringComparison.Ordinal))
        {
            Assert.Equal(ListingScope.Policy, check.Scope);
        }
    }

    private static async Task AssertHealthAsync(string expected, RealRun run)
    {
        int health = expected.IndexOf("health", StringComparison.Ordinal);
        if (health < 0)
        {
            return;
        }

        ListHealth found = (await run.TestAsync()).Health;
        Assert.Equal(
            expected[health..] switch
            {
                "health negative FAILS" => ListHealth.ListsWorld,
                "health positive FAILS" => ListHealth.Empty,
                _ => ListHealth.Healthy,
            },
            found);
    }

    private static string ZoneOf(DnsVector vector) => string.Join('.', vector.Name.Split('.')[^2..]);
}
