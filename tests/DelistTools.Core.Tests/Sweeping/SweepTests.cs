using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Sweeping;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Ranges over real servers: every address once, every verdict as for a single address.</summary>
public sealed class SweepTests
{
    private const string Zone = "sweep.lab.test";

    [Fact]
    public async Task Sweep_RangeOnRbldnsd_SaysOfEachAddressWhatTheZoneHolds()
    {
        Random random = new(7);
        HashSet<string> listed = [.. Enumerable.Range(0, 200).Select(_ => $"10.20.{random.Next(16)}.{random.Next(256)}")];
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "$SOA 300 ns.test. hostmaster.test. 1 600 300 86400 300\n:127.0.0.2:entry $\n127.0.0.2\n" + string.Join("\n", listed) + "\n"));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]);
        bench.Add("10.20.0.0/20");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(4096, results.Select(r => r.Address).Distinct().Count());
        Assert.Equal(4096, results.Count);
        Assert.Equal(listed.Order(), results.Where(r => r.IsListed).Select(r => r.Address).Order());
        Assert.All(results.Where(r => !r.IsListed), r => Assert.Equal(ListingStatus.NotListed, r.Status));
        IpBlocklistResult one = results.First(r => r.IsListed);
        Assert.Equal("entry " + one.Address, Assert.Single(one.Checks.Single().Texts));
        BlocklistCheck clean = results.First(r => !r.IsListed).Checks.Single();
        Assert.Equal(ListingVerdict.NotListed, clean.Verdict);
        Assert.Equal(ListHealth.Healthy, clean.Health);
        Assert.True(clean.Ttl > TimeSpan.Zero, "no time for which the answer holds");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_ListDiesOnTheWay_IsNotBelievedForEver(bool wire)
    {
        // A sweep may take days; a list that is closed, or whose operator empties it, says "no such name" of everything.
        bool isDead = false;
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone(Zone, DnsblKinds.Ip4).List("127.0.0.2"));
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(
            question => Volatile.Read(ref isDead) ? DnsReplyPlan.NxDomain(Zone, negativeTtl: null) : WithoutTime(dns.Reply(question)));
        await using SweepBench bench = await SweepBench.StartAsync(
            server.EndPoint, [SweepBench.Own(Zone)], wire: wire, window: 64, testsLast: TimeSpan.Zero);
        bench.Add("10.20.0.0/20");
        Assert.All(await bench.TakeAsync(500), r => Assert.Equal(ListingStatus.NotListed, r.Status));
        Volatile.Write(ref isDead, true);
        List<IpBlocklistResult> rest = await bench.TakeAsync();
        Assert.Equal(3596, rest.Count);
        Assert.Equal(ListingStatus.Undetermined, rest[^1].Status);
        Assert.Equal(ListHealth.Empty, rest[^1].Checks.Single().Health);
    }

    private static DnsReplyPlan WithoutTime(DnsReplyPlan plan) => plan with
    {
        Answers = [.. plan.Answers.Select(a => a with { Ttl = 0 })],
        Authority = [],
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_ListsOfEveryHealth_SaysTheSameAsSingleQuestions(bool wire)
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync(
            ("well." + Zone, "ip4set", "127.0.0.2\n10.20.0.5\n"),
            ("empty." + Zone, "ip4set", "10.20.0.6\n"),
            ("world." + Zone, "ip4set", "0.0.0.0/1\n128.0.0.0/1\n"),
            ("parked." + Zone, "ip4set", ":198.51.100.9:x\n127.0.0.2\n10.20.0.7\n"),
            ("refusing." + Zone, "ip4set", ":127.255.255.254:open resolver\n0.0.0.0/1\n128.0.0.0/1\n"));
        Blocklist[] lists = [.. new[] { "well.", "empty.", "world.", "parked.", "refusing." }.Select(z => SweepBench.Own(z + Zone))];
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, lists, wire: wire);
        bench.Add("10.20.0.0/28");
        foreach (IpBlocklistResult result in await bench.TakeAsync())
        {
            await using SweepBench single = await SweepBench.StartAsync(server.EndPoint, lists);
            IpBlocklistResult expected = await single.Run.CheckAsync(IPAddress.Parse(result.Address), null, null, default);
            Assert.Equal(expected.Status, result.Status);
            Assert.Equal(expected.ListedOn, result.ListedOn);
            Assert.Equal(Said(expected), Said(result));
        }
    }

    [Fact]
    public async Task Sweep_SilentList_CostsItsOwnTimeAndIsGivenUp()
    {
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone("well." + Zone, DnsblKinds.Ip4).List("127.0.0.2").List("10.20.0.9"));
        dns.Zone(new DnsblZone("silent." + Zone, DnsblKinds.Ip4)).StaysSilent();
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        await using SweepBench bench = await SweepBench.StartAsync(
            server.EndPoint, [SweepBench.Own("well." + Zone), SweepBench.Own("silent." + Zone)], timeout: TimeSpan.FromMilliseconds(300));
        bench.Add("10.20.0.0/23");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(512, results.Count);
        Assert.Equal("10.20.0.9", Assert.Single(results, r => r.IsListed).Address);
        Assert.All(results.Where(r => !r.IsListed), r => Assert.Equal(ListingStatus.Undetermined, r.Status));
        Assert.True(results.Count(r => r.Checks.Any(c => c.FailureKind == LookupFailureKind.NotAsked)) > 400, "the silent list was asked on and on");
    }

    [Fact]
    public async Task Sweep_ThroughStrictMinimisation_FindsWhatIsListed()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "$SOA 300 ns.test. hostmaster.test. 1 600 300 86400 300\n127.0.0.2\n10.20.1.7\n10.20.2.200\n10.20.3.0/29\n"));
        await using UnboundServer resolver = await UnboundServer.StartAsync(new UnboundOptions
        {
            RbldnsdPort = server.Port, StubZones = [Zone], QnameMinimisation = QnameMinimisation.Strict,
        });
        await using SweepBench bench = await SweepBench.StartAsync(resolver.EndPoint, [SweepBench.Own(Zone)]);
        bench.Add("10.20.0.0/22");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(1024, results.Count);
        Assert.Equal(10, results.Count(r => r.IsListed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_NobodyTakesResults_AsksNoFurtherThanTheWindow(bool wire)
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], wire: wire, window: 64);
        bench.Add("10.20.0.0/20");
        Assert.Equal(64, (await bench.TakeAsync(64)).Count);
        Assert.InRange(bench.Transport.Client.Counts.Questions, 64, 64 + 64 + 8);
        Assert.Equal(4096 - 64, (await bench.TakeAsync()).Count);
    }

    [Fact]
    public async Task Sweep_SeveralRangesOfBothFamilies_AreAllAnswered()
    {
        using ScratchZones zones = new();
        string entry = "2001:db8::7\n";
        await using RbldnsdServer server = await zones.StartAsync(
            ("four." + Zone, "ip4set", "127.0.0.2\n10.20.0.9\n"), ("six." + Zone, "ip6trie", "::ffff:127.0.0.2\n" + entry));
        await using SweepBench bench = await SweepBench.StartAsync(
            server.EndPoint, [SweepBench.Own("four." + Zone), SweepBench.Own("six." + Zone, BlocklistKind.IPv6)]);
        bench.Add("10.20.0.0/28");
        bench.Add("2001:db8::/124");
        bench.Add("10.20.0.9");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(33, results.Count);
        Assert.Equal(["10.20.0.9", "10.20.0.9", "2001:db8::7"], results.Where(r => r.IsListed).Select(r => r.Address).Order());
        Assert.All(results, r => Assert.Equal(2, r.Checks.Count));
        Assert.All(results, r => Assert.Single(r.Checks, c => c.Verdict == ListingVerdict.NotApplicable));
    }

    [Theory]
    [InlineData("10.20.0.0/22", 4)]
    [InlineData("10.20.0.3-10.20.1.250", 16)]
    [InlineData("10.20.0.0/30", 7)]
    [InlineData("2001:db8::/118", 3)]
    public void Shards_OfARange_AreTheRangeTogether(string text, int of)
    {
        AddressRange range = Blocklists.TargetParser.TryParseRange(text)!;
        List<string> all = [.. Enumerable.Range(1, of).SelectMany(i => SweepShard.TryParse(i + "/" + of)!.PartsOf(range)).SelectMany(r => r.Addresses()).Select(a => a.ToString())];
        Assert.Equal(range.Addresses().Select(a => a.ToString()).Order(), all.Order());
    }

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1/0")]
    [InlineData("a/b")]
    [InlineData("3")]
    [InlineData("1/2/3")]
    [InlineData("-1/4")]
    [InlineData("1/99999999999")]
    public void Shard_OfAnythingElse_IsNone(string text) => Assert.Null(SweepShard.TryParse(text));

    /// <summary>A list that refuses is not asked again, so that only the first of several targets has its codes.</summary>
    private static string Said(IpBlocklistResult result) => string.Join(
        "\n",
        result.Checks.OrderBy(c => c.Blocklist, StringComparer.Ordinal).Select(c => c.Blocklist + " " + c.Verdict + (c.Verdict == ListingVerdict.Refused
            ? ""
            : " " + string.Join('+', c.Codes) + " " + c.FailureKind + " " + c.Health + " " + c.Reason)));
}
