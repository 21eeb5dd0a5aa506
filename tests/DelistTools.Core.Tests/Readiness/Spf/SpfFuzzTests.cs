using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Readiness;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>What holds for every record and every zone.</summary>
public sealed class SpfFuzzTests
{
    private const int Zones = 2000;

    // The domain's record, ten times an mx with ten hosts, the client's names with ten hosts, an explanation.
    private const int MostQuestions = 1 + (10 * 11) + 11 + 1;

    private static readonly IPAddress[] Clients = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1"), IPAddress.Parse("::ffff:192.0.2.2")];

    [Fact]
    public async Task Check_AnyZone_EndsWithinItsBoundsAndSaysWhy()
    {
        Dictionary<SpfResult, int> seen = [];
        for (int seed = 0; seed < Zones; seed++)
        {
            FakeZone zone = new RandomSpf(seed).Zone();
            SpfSession session = SpfSession.Of(Clients[seed % 3], seed % 2 == 0 ? "a-b.c@h0.example" : "", "h0.example");

            SpfCheckResult result = await new SpfCheck(zone).CheckAsync(session, CancellationToken.None);

            Assert.True(Enum.IsDefined(result.Result));
            Assert.InRange(zone.Asked.Count, 0, MostQuestions);
            Assert.InRange(result.Lookups, 0, SpfCheck.MostLookups);
            Assert.InRange(result.VoidLookups, 0, SpfCheck.MostVoidLookups + 1);
            Assert.Equal(result.Result is SpfResult.None or SpfResult.TempError or SpfResult.PermError, result.Error is not null);
            Assert.Equal(result.Result is SpfResult.Pass or SpfResult.Fail or SpfResult.SoftFail, result.DecidedBy is not null && result.Error is null && result.Result != SpfResult.Neutral);
            Assert.True(result.Explanation is null || result.Result == SpfResult.Fail);
            seen[result.Result] = seen.GetValueOrDefault(result.Result) + 1;
        }

        // The zones are of a kind that leads everywhere.
        Assert.All(Enum.GetValues<SpfResult>(), r => Assert.True(seen.GetValueOrDefault(r) > 20, r + " was rare"));
    }

    [Fact]
    public async Task Tree_AnyZone_EndsWithinItsBoundsAndCountsNoLessThanACheck()
    {
        for (int seed = 0; seed < Zones; seed++)
        {
            FakeZone zone = new RandomSpf(seed).Zone();
            SpfTree tree = await SpfTree.ReadAsync(zone, "h0.example", CancellationToken.None);
            Assert.InRange(zone.Asked.Count, 1, SpfTreeWalk.MostQuestions);
            Assert.All(zone.Asked, q => Assert.EndsWith(" TXT", q, StringComparison.Ordinal));

            SpfCheckResult check = await new SpfCheck(zone).CheckAsync(SpfSession.Of(Clients[seed % 3], "h0.example", "x"), CancellationToken.None);
            if (tree.IsComplete && !tree.Root.WithAllBelow().Any(b => b.Branch.IsUnread))
            {
                Assert.InRange(check.Lookups, 0, tree.Lookups);
                Assert.True(check.Error?.Kind != SpfErrorKind.TooManyLookups || tree.IsOverLimit);
            }
        }
    }

    [Fact]
    public async Task Advice_AnyRecordAndZone_MakesTheAddressPassWithoutALookUp()
    {
        for (int seed = 0; seed < Zones; seed++)
        {
            RandomSpf random = new(seed);
            FakeZone zone = random.Zone();
            string? current = seed % 10 == 0 ? null : random.Record();
            IPAddress client = Clients[seed % 3];

            SpfProposal proposal = SpfRecordAdvice.Allow(current, [client]);
            Assert.Null(SpfRecord.Parse(proposal.Text).Fault);
            SpfSession session = SpfSession.Of(client, "joe@h0.example", "h1.example");
            SpfCheckResult result = await new SpfCheck(new ProposedRecord(zone, "h0.example", proposal.Text)).CheckAsync(session, CancellationToken.None);

            Assert.Equal((SpfResult.Pass, 0), (result.Result, result.Lookups));
            Assert.False(SpfRecordAdvice.Allow(proposal.Text, [client]).IsChanged);
            Assert.Equal(proposal.Text, string.Concat(TxtZoneLine.Strings(proposal.Text)));
        }
    }

    [Fact]
    public async Task Advice_SoundRecord_ChangesNothingForOthers()
    {
        IPAddress other = IPAddress.Parse("192.0.2.3");
        for (int seed = 0; seed < Zones; seed++)
        {
            RandomSpf random = new(seed);
            FakeZone zone = random.Zone();
            string current = random.Record(true);
            SpfProposal proposal = SpfRecordAdvice.Allow(current, [Clients[1]]);
            SpfSession session = SpfSession.Of(other, "joe@h0.example", "h1.example");

            SpfCheckResult before = await new SpfCheck(new ProposedRecord(zone, "h0.example", current)).CheckAsync(session, CancellationToken.None);
            SpfCheckResult after = await new SpfCheck(new ProposedRecord(zone, "h0.example", proposal.Text)).CheckAsync(session, CancellationToken.None);

            if (before.Error?.Kind != SpfErrorKind.SyntaxError)
            {
                Assert.Equal(before.Result, after.Result);
            }
        }
    }

    [Fact]
    public void Parse_AnyCharacters_NeverThrows()
    {
        const string Alphabet = "v=spf1 +-~?:/%{}.,0129allmxip46excud\u00FC\u200B\"\0\uD83D\\";
        Random random = new(7);
        for (int i = 0; i < 15_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            SpfRecord record = SpfRecord.Parse("v=spf1 " + text);
            Assert.Equal(record.Remarks.Any(r => r.IsError), record.Fault is not null);
            _ = SpfRecordSelection.Of([text, "v=spf" + text]);
            _ = SpfRecordAdvice.Allow(record.Text, [IPAddress.Loopback]);
            _ = TxtZoneLine.Of("example.com", text);
        }
    }
}
