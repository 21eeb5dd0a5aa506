using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Lab;
using DelistTools.Sweeping;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Addresses about which lists could not be asked stay open in a state file until they can.</summary>
public sealed class SweepLeftTests : IDisposable
{
    private const string Zone = "counted.test";

    private const string Beside = "beside.test";

    private const int Limit = 100;

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly LoopbackDnsServer _server;
    private volatile string _mode = "answers";
    private int _questions;

    public SweepLeftTests()
    {
        DnsBehaviours behaviours = new();
        behaviours.Zone(Zone).Replies(question =>
        {
            Interlocked.Increment(ref _questions);
            return _mode switch
            {
                "refuses" => DnsReplyPlan.Answer(DnsRecord.Address(question.Name, System.Net.IPAddress.Parse("127.255.255.254"))),
                _ => SweepBench.TestEntryOnly(question, Zone) with { IsAuthoritative = false },
            };
        });
        behaviours.Zone(Beside).Replies(question => SweepBench.TestEntryOnly(question, Beside));
        _server = LoopbackDnsServer.Start(behaviours);
    }

    public void Dispose()
    {
        _server.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public async Task Number_ThatIsUsedUp_LeavesTheRestToTheRunsOfTheNextDays()
    {
        Blocklist[] lists = [SweepBench.Counted(Zone, Limit), SweepBench.Own(Beside)];
        HashSet<string> answered = [];
        List<int> given = [];
        for (int day = 0; day < 4; day++)
        {
            List<IpBlocklistResult> results = await RunAsync(lists, new OperatorBudget());
            given.Add(results.Count);
            Assert.Equal(results.Count, results.Select(r => r.Address).Distinct().Count());
            Assert.All(results.Where(r => r.Of(Zone).IsAnswered), r => Assert.True(answered.Add(r.Address), r.Address));
        }

        // Two questions each day are for the test entries, and an answer of a resolver is asked for as often as the name is long.
        Assert.Equal(256, answered.Count);
        Assert.Equal(256, given[0]);
        Assert.InRange(given[1], 150, 180);
        Assert.InRange(given[2], 50, 80);
        Assert.Equal(0, given[3]);
    }

    [Fact]
    public async Task Left_AfterASecondRunThatWasStopped_LosesNothing()
    {
        // Far more than the window holds, so that there is something beyond it.
        Blocklist[] lists = [SweepBench.Counted(Zone, Limit), SweepBench.Own(Beside)];
        OperatorBudget usedUp = new();
        Assert.Equal(1024, (await RunAsync(lists, usedUp, "192.0.2.0/22", window: 64)).Count);
        Dictionary<string, int> seen = [];
        foreach (int most in new[] { 10, 300, 1 })
        {
            foreach (IpBlocklistResult result in await RunAsync(lists, Runs.NoPace(), "192.0.2.0/22", most, window: 64))
            {
                seen[result.Address] = seen.TryGetValue(result.Address, out int n) ? n + 1 : 1;
                Assert.Equal(ListingStatus.NotListed, result.Status);
            }
        }

        foreach (IpBlocklistResult result in await RunAsync(lists, Runs.NoPace(), "192.0.2.0/22", window: 64))
        {
            seen[result.Address] = seen.TryGetValue(result.Address, out int n) ? n + 1 : 1;
        }

        Assert.InRange(seen.Count, 1024 - Limit, 1024 - Limit + 30);
        Assert.All(seen, s => Assert.True(s.Value == 1, s.Key + " was given again"));
        Assert.Empty(await RunAsync(lists, Runs.NoPace(), "192.0.2.0/22", window: 64));
    }

    [Fact]
    public async Task ListThatNeverWorked_LeavesNothingOpen()
    {
        _mode = "refuses";
        Blocklist[] lists = [SweepBench.Counted(Zone, Limit), SweepBench.Own(Beside)];
        List<IpBlocklistResult> results = await RunAsync(lists, Runs.NoPace());
        Assert.Equal(256, results.Count(r => r.Of(Zone).Verdict == ListingVerdict.Refused && r.Of(Beside).IsAnswered));
        Assert.Empty(await RunAsync(lists, Runs.NoPace()));
    }

    [Fact]
    public async Task RunInWhichNoListAnswered_LeavesAllOpen()
    {
        _server.Dispose();
        Blocklist[] lists = [SweepBench.Counted(Zone, Limit)];
        Assert.Equal(256, (await RunAsync(lists, Runs.NoPace())).Count(r => r.Status == ListingStatus.Undetermined));
        Assert.Equal(256, (await RunAsync(lists, Runs.NoPace())).Count);
    }

    private async Task<List<IpBlocklistResult>> RunAsync(
        Blocklist[] lists, OperatorBudget budget, string range = "192.0.2.0/24", int most = int.MaxValue, int window = 8192)
    {
        await using SweepBench bench = await SweepBench.StartAsync(
            _server.EndPoint, lists, window: window, budget: budget, timeout: TimeSpan.FromSeconds(2));
        using SweepState state = SweepState.Open(_path, bench.Run, null);
        bench.Add(range, state);
        List<IpBlocklistResult> results = await bench.TakeAsync(most);
        bench.Sweep.Stop();
        bench.Save(state);
        return results;
    }
}
