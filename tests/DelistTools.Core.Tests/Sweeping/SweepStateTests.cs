using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Sweeping;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Sweeps that were stopped go on where they were, and files that are none are refused.</summary>
public sealed class SweepStateTests : IDisposable
{
    private const string Zone = "state.lab.test";

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Resume_AfterAStop_GivesTheRestAndAsksNothingTwice()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync(
            ("a." + Zone, "ip4set", "127.0.0.2\n10.20.0.5\n10.20.7.0/25\n"), ("b." + Zone, "ip4set", "127.0.0.2\n10.20.9.0/28\n"));
        Blocklist[] lists = [SweepBench.Own("a." + Zone), SweepBench.Own("b." + Zone)];
        List<IpBlocklistResult> results = [];
        long questions = 0;
        for (int part = 0; part < 4; part++)
        {
            await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, lists);
            using SweepState state = SweepState.Open(_path, bench.Run, null);
            bench.Add("10.20.0.0/21", state);
            bench.Add("10.20.8.0/21", state);
            results.AddRange(await bench.TakeAsync(part < 3 ? 700 : int.MaxValue));
            bench.Sweep.Stop();
            bench.Save(state);
            questions += bench.Transport.Client.Counts.Questions;
        }

        Assert.Equal(4096, results.Count);
        Assert.Equal(4096, results.Select(r => r.Address).Distinct().Count());
        Assert.Equal(129 + 16, results.Count(r => r.IsListed));
        Assert.All(results, r => Assert.NotEqual(ListingStatus.Undetermined, r.Status));

        // What was under way when it was stopped may be asked again, and entries are asked for their text; each run tests both lists.
        Assert.InRange(questions, 8192, 8192 + (3 * 100) + (4 * 145) + (4 * 4));
    }

    [Fact]
    public async Task Resume_WhenAllIsDone_AsksNothing()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        await using (SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]))
        {
            using SweepState state = SweepState.Open(_path, bench.Run, null);
            bench.Add("10.20.0.0/26", state);
            Assert.Equal(64, (await bench.TakeAsync()).Count);
            bench.Save(state);
        }

        await using SweepBench again = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]);
        using SweepState left = SweepState.Open(_path, again.Run, null);
        again.Add("10.20.0.0/26", left);
        Assert.Empty(await again.TakeAsync());

        // The list's two test entries, and the resolver's own names where a finding is looked into.
        Assert.InRange(again.Transport.Client.Counts.Questions, 0, 4);
    }

    [Theory]
    [InlineData("lists", "SweepStateOfOtherRun")]
    [InlineData("shard", "SweepStateOfOtherRun")]
    [InlineData("range", "SweepStateOfOtherRun")]
    [InlineData("resolver", "SweepStateOfOtherRun")]
    [InlineData("nonsense", "SweepStateInvalid")]
    [InlineData("cut", "SweepStateInvalid")]
    [InlineData("offset", "SweepStateInvalid")]
    [InlineData("answer", "SweepStateInvalid")]
    [InlineData("left", "SweepStateInvalid")]
    [InlineData("far", "SweepStateInvalid")]
    public async Task Open_FileOfAnotherRunOrNone_IsRefusedWithAReason(string fault, string error)
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"), ("b." + Zone, "ip4set", "127.0.0.2\n"));
        await using (SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]))
        {
            using SweepState state = SweepState.Open(_path, bench.Run, null);
            bench.Add("10.20.0.0/26", state);
            await bench.TakeAsync(10);
            bench.Save(state);
        }

        string text = File.ReadAllText(_path);
        File.WriteAllText(_path, fault switch
        {
            "resolver" => text.Replace(server.NameServer, "192.0.2.53", StringComparison.Ordinal),
            "nonsense" => "Nonsense\n",
            "cut" => text[..text.IndexOf("resolver", StringComparison.Ordinal)],
            "offset" => text + "open 0 5000 N\n",
            "left" => text + "left 0 60-64\n",
            "answer" => text + "open 0 50 bogus\n",
            "far" => text + "range 1 9223372036854775807 0 ::/66\nwritten 1 0-9223372036854775806\n",
            _ => text,
        });
        await using SweepBench other = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(fault == "lists" ? "b." + Zone : Zone)]);
        SweepStateException refused = Assert.Throws<SweepStateException>(() =>
        {
            using SweepState state = SweepState.Open(_path, other.Run, fault == "shard" ? "2/4" : null);
            other.Add(fault == "range" ? "10.20.1.0/26" : "10.20.0.0/26", state);
        });
        Assert.Equal(error, refused.Problem.Id);
        Assert.Equal(fault is "resolver" or "nonsense" or "cut" or "offset" or "left" or "answer" or "far" ? File.ReadAllText(_path) : text, File.ReadAllText(_path));
    }

    [Fact]
    public async Task Open_WhileAnotherRunUsesIt_IsRefused()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]);
        SweepState state = SweepState.Open(_path, bench.Run, null);
        SweepStateException refused = Assert.Throws<SweepStateException>(() => SweepState.Open(_path, bench.Run, null));
        Assert.Equal(("SweepStateNotRead", "Another run is using it."), (refused.Problem.Id, refused.Problem.Arguments[^1]));
        state.Dispose();
        SweepState.Open(_path, bench.Run, null).Dispose();
        Assert.False(File.Exists(_path + ".lock"));
    }

    [Fact]
    public async Task Save_RangesThatTheRunHasNotComeTo_AreKept()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        string[] ranges = ["10.20.0.0/26", "10.20.1.0/26", "10.20.2.0/26"];
        await using (SweepBench first = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]))
        {
            using SweepState state = SweepState.Open(_path, first.Run, null);
            Assert.All(ranges, r => first.Add(r, state));
            Assert.Equal(192, (await first.TakeAsync()).Count);
            first.Save(state);
        }

        string text = File.ReadAllText(_path);
        await using (SweepBench second = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]))
        {
            using SweepState state = SweepState.Open(_path, second.Run, null);
            second.Add(ranges[0], state);
            second.Save(state);
            Assert.Equal(text, File.ReadAllText(_path));

            // A range that was mistyped is refused, and loses nothing either.
            Assert.Throws<SweepStateException>(() => second.Add("10.20.3.0/26", state));
            second.Save(state);
        }

        Assert.Equal(text, File.ReadAllText(_path));
    }

    [Fact]
    public async Task Save_BeforeTheWindowComesToARange_KeepsWhatIsKnownOfIt()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], window: 64);
        bench.Sweep.Stop();
        SweepState.Open(_path, bench.Run, null).Dispose();
        string text = File.ReadAllText(_path) + "range 0 48 0 10.20.0.0-10.20.0.47\nrange 1 256 100 10.20.1.0/24\nopen 1 107 N\nopen 1 190 127.0.0.2\nwritten 1 105-106,200\n"
            + "range 2 256 100 10.20.2.0/24\nopen 2 190 127.0.0.2\nwritten 2 105-106,200\n";
        File.WriteAllText(_path, text);
        using SweepState state = SweepState.Open(_path, bench.Run, null);
        bench.Add("10.20.0.0-10.20.0.47", state);
        bench.Add("10.20.1.0/24", state);
        bench.Add("10.20.2.0/24", state);
        bench.Save(state);
        Assert.Equal(text, File.ReadAllText(_path));
    }

    [Fact]
    public async Task Resume_OfAListThatCouldNotBeTrusted_DoesNotTrustWhatItSaidThen()
    {
        // Some lists say "no such name" to everything until whoever asks is registered.
        bool isRegistered = false;
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone(Zone, DnsblKinds.Ip4).List("127.0.0.2").List("10.20.0.200"));
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(
            question => Volatile.Read(ref isRegistered) ? dns.Reply(question) : DnsReplyPlan.NxDomain(Zone));
        await using (SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], window: 256))
        {
            using SweepState state = SweepState.Open(_path, bench.Run, null);
            bench.Add("10.20.0.0/24", state);
            Assert.All(await bench.TakeAsync(8), r => Assert.Equal(ListingStatus.Undetermined, r.Status));
            await SettledAsync(bench, 256);
            bench.Save(state);
        }

        Volatile.Write(ref isRegistered, true);
        await using SweepBench again = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]);
        using SweepState left = SweepState.Open(_path, again.Run, null);
        again.Add("10.20.0.0/24", left);
        List<IpBlocklistResult> rest = await again.TakeAsync();
        Assert.Equal(248, rest.Count);
        Assert.Equal(ListingStatus.Listed, rest.Single(r => r.Address == "10.20.0.200").Status);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(30, 248)]
    public async Task Resume_AfterHours_AsksAgainOnlyWhatIsOlderThanADay(int hours, int asked)
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        await using (SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]))
        {
            using SweepState state = SweepState.Open(_path, bench.Run, null);
            bench.Add("10.20.0.0/24", state);
            await bench.TakeAsync(8);
            await SettledAsync(bench, 256);
            bench.Save(state);
        }

        File.SetLastWriteTimeUtc(_path, DateTime.UtcNow.AddHours(-hours));
        await using SweepBench again = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]);
        using SweepState left = SweepState.Open(_path, again.Run, null);
        again.Add("10.20.0.0/24", left);
        Assert.Equal(248, (await again.TakeAsync()).Count);

        // The list's test entries, and the resolver's own names where a finding is looked into.
        Assert.InRange(again.Transport.Client.Counts.Questions - asked, 0, 4);
    }

    [Fact]
    public async Task Resume_ASummaryAsResultsOrTheOtherWayRound_IsRefused()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", "127.0.0.2\n"));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)]);
        SweepState.Open(_path, bench.Run, null).Dispose();
        File.AppendAllText(_path, "range 0 64 10 10.20.0.0/26\nrange 1 64 10 10.20.1.0/26\ntally 1 1,9,0 ; ; ;\n");
        using SweepState state = SweepState.Open(_path, bench.Run, null);
        SweepRange results = new("10.20.0.0/26", Blocklists.TargetParser.TryParseRange("10.20.0.0/26")!, 0);
        SweepRange summary = new("10.20.1.0/26", Blocklists.TargetParser.TryParseRange("10.20.1.0/26")!, 1);
        Assert.Equal(10, state.RemainderOf(results, isCounted: false)!.Done);
        Assert.Equal(10, state.RemainderOf(summary, isCounted: true)!.Done);
        Assert.Equal("SweepStateOfOtherRun", Assert.Throws<SweepStateException>(() => state.RemainderOf(results, isCounted: true)).Problem.Id);
        Assert.Equal("SweepStateOfOtherRun", Assert.Throws<SweepStateException>(() => state.RemainderOf(summary, isCounted: false)).Problem.Id);
    }

    private static async Task SettledAsync(SweepBench bench, long answers)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (bench.Sweep.Settled < answers)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    [Fact]
    public void Tally_WrittenAndRead_IsTheSame()
    {
        RangeTally tally = new();
        tally.Add(3, new IpBlocklistResult
        {
            Status = ListingStatus.Listed,
            Checks = [new BlocklistCheck { Blocklist = "a=b, my list.zone/2", Verdict = ListingVerdict.Listed, Scope = ListingScope.Range }, new BlocklistCheck { Blocklist = "c", Verdict = ListingVerdict.Failed }],
            Unanswered = 1,
        });
        tally.Add(9, new IpBlocklistResult { Status = ListingStatus.NotListed });
        Assert.Equal(tally.Write(), RangeTally.TryRead(tally.Write())!.Write());
        Assert.Null(RangeTally.TryRead("1,2 ; ;"));
        Assert.Null(RangeTally.TryRead("1,2,3 x=1; ; ;"));
    }
}
