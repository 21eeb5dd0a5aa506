using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Sweeps of lists that have a number for the day, at a resolver, at a server of one's own, and at one that only looked like it.</summary>
public sealed class SweepBudgetTests
{
    private const string Zone = "counted.test";

    private const int Limit = 50;

    private readonly FakeClock _clock = new();
    private int _questions;

    [Fact]
    public async Task Resolver_UsesUpTheNumber_AndTheRestIsLeftOut()
    {
        List<IpBlocklistResult> results = await SweepAsync(_ => false);

        Assert.Equal(256, results.Count);
        Assert.Equal(Limit - 2, results.Count(r => r.Of(Zone).Verdict == ListingVerdict.NotListed));
        Assert.All(
            results.Where(r => r.Of(Zone).Verdict != ListingVerdict.NotListed),
            r => Assert.Equal((ListingVerdict.Failed, LookupFailureKind.NotAsked, ListingStatus.Undetermined), (r.Of(Zone).Verdict, r.Of(Zone).FailureKind, r.Status)));
    }

    [Fact]
    public async Task OwnServer_HasNoNumberAndNoPace()
    {
        List<IpBlocklistResult> results = await SweepAsync(_ => true);

        Assert.All(results, r => Assert.Equal(ListingStatus.NotListed, r.Status));
        Assert.Equal(TimeSpan.Zero, _clock.Now());
    }

    [Fact]
    public async Task ServerThatTurnsOutToAskOthers_IsAskedOnByTheNumber()
    {
        // The test entries and the first few answers claim authority.
        List<IpBlocklistResult> results = await SweepAsync(n => n <= 10, inFlight: 4);

        int asked = results.Count(r => r.Of(Zone).Verdict == ListingVerdict.NotListed);
        Assert.InRange(asked, Limit, Limit + 20);
        Assert.Equal(256 - asked, results.Count(r => r.Of(Zone).FailureKind == LookupFailureKind.NotAsked));
    }

    private async Task<List<IpBlocklistResult>> SweepAsync(Func<int, bool> isAuthoritative, int inFlight = 100)
    {
        DnsBehaviours behaviours = new();
        behaviours.Zone(Zone).Replies(question =>
        {
            int number = Interlocked.Increment(ref _questions);
            return SweepBench.TestEntryOnly(question, Zone) with { IsAuthoritative = isAuthoritative(number) };
        });
        using LoopbackDnsServer server = LoopbackDnsServer.Start(behaviours);
        OperatorBudget budget = new(clock: _clock, now: _clock.Now, delay: _clock.DelayAsync);
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Counted(Zone, Limit)], inFlight: inFlight, budget: budget);
        bench.Add("192.0.2.0/24");
        return await bench.TakeAsync();
    }
}
