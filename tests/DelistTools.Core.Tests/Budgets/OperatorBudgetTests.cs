using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The clock is moved by the waiting itself, so that every wait is seen and none is real.</summary>
public sealed class OperatorBudgetTests
{
    private const string Resolver = "192.0.2.53";

    private readonly FakeClock _clock = new();
    private readonly List<double> _waits = [];
    private readonly OperatorBudget _budget;

    public OperatorBudgetTests()
    {
        _budget = new OperatorBudget(clock: _clock, now: _clock.Now, delay: (time, cancellationToken) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            _waits.Add(Math.Round(time.TotalMilliseconds));
            _clock.Advance(time);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task WaitAsync_BurstOfTwoSeconds_IsFreeAndTheRestIsSpread()
    {
        await TakeAsync(21, "one", 10);
        Assert.Empty(_waits);

        await TakeAsync(3, "one", 10);
        Assert.Equal([100.0, 100.0, 100.0], _waits);
    }

    [Fact]
    public async Task WaitAsync_TimePasses_PaysTheDebtOffAndNoMoreThanTheBurst()
    {
        await TakeAsync(21, "one", 10);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync(10, "one", 10);
        Assert.Empty(_waits);

        await TakeAsync(1, "one", 10);
        Assert.Equal([100.0], _waits);
        _waits.Clear();
        _clock.Advance(TimeSpan.FromDays(1));
        await TakeAsync(21, "one", 10);
        Assert.Empty(_waits);
        await TakeAsync(1, "one", 10);
        Assert.Equal([100.0], _waits);
    }

    [Fact]
    public async Task WaitAsync_ListsOfOneOperator_ShareOneQueue()
    {
        await TakeAsync(21, "Somebody", 10);
        await TakeAsync(1, "Somebody else", 10);
        Assert.Empty(_waits);

        await TakeAsync(1, "SOMEBODY", 10);
        Assert.Equal([100.0], _waits);
    }

    [Fact]
    public async Task WaitAsync_PaceOfZero_NeverWaits()
    {
        await TakeAsync(1000, "mine", 0);
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_UsesUpNothing()
    {
        await TakeAsync(21, "one", 10);
        foreach (int _ in Enumerable.Range(0, 50))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitAsync(_budget, List("one", 10), new CancellationToken(canceled: true)));
        }

        await TakeAsync(1, "one", 10);
        Assert.Equal([100.0], _waits);
    }

    [Fact]
    public async Task WaitAsync_CancelledWhileWaiting_LetsTheNextOneWait()
    {
        OperatorBudget real = new(now: _clock.Now);
        Blocklist slow = List("slow", 0.001);
        await WaitAsync(real, slow, CancellationToken.None);
        using CancellationTokenSource cancellation = new();

        Task waiting = WaitAsync(real, slow, cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task WaitAsync_LastTenthOfTheDay_GoesAtAFifth()
    {
        Blocklist list = List("one", 10, dailyLimit: 300);
        await TakeAsync(270, list);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _waits.Clear();

        await TakeAsync(5, list);
        Assert.Empty(_waits);

        // Two seconds' worth at once are four more and the one that is due.
        await TakeAsync(3, list);
        Assert.Equal([500.0, 500.0, 500.0], _waits);
    }

    [Fact]
    public async Task WaitAsync_DailyLimit_LeavesTheListOutUntilMidnight()
    {
        Blocklist list = List("one", 0, dailyLimit: 100);
        await TakeAsync(100, list);

        GivenUp? leftOut = await WaitAsync(_budget, list, CancellationToken.None);

        Assert.Equal(ListingVerdict.Failed, leftOut?.Verdict);
        Assert.Equal(new DateTime(2026, 11, 29, 0, 0, 0, DateTimeKind.Utc), leftOut!.Until);
        Assert.Equal(
            "Not asked: today's 100 questions to one are used up. It is asked again from " + GivenUp.Moment(leftOut.Until!.Value) + " on.", leftOut.Reason);
        Assert.Same(leftOut, _budget.LeftOut(list, Resolver, false));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(_budget.LeftOut(list, Resolver, false));
        Assert.Null(await WaitAsync(_budget, list, CancellationToken.None));
    }

    [Fact]
    public async Task WaitAsync_ListsWithFiguresOfTheirOwn_ShareTheCountAndTheStrictestIsLeftOutFirst()
    {
        Blocklist strict = List("one", 0, dailyLimit: 10);
        Blocklist generous = List("one", 0, dailyLimit: 100);
        await TakeAsync(6, generous);
        await TakeAsync(4, strict);

        Assert.NotNull(await WaitAsync(_budget, strict, CancellationToken.None));
        await TakeAsync(90, generous);
        Assert.NotNull(await WaitAsync(_budget, generous, CancellationToken.None));
    }

    [Fact]
    public async Task WaitAsync_ClockGoesBack_WaitsNoLonger()
    {
        Moved clock = new(_clock);
        OperatorBudget budget = new(clock: clock, now: _clock.Now, delay: (time, _) =>
        {
            _waits.Add(time.TotalMilliseconds);
            _clock.Advance(time);
            return Task.CompletedTask;
        });
        for (int i = 0; i < 30; i++)
        {
            await WaitAsync(budget, List("one", 10), CancellationToken.None);
        }

        clock.By = TimeSpan.FromDays(-400);
        for (int i = 0; i < 30; i++)
        {
            await WaitAsync(budget, List("one", 10), CancellationToken.None);
        }

        Assert.All(_waits, w => Assert.InRange(w, 0, 2_000));
    }

    [Fact]
    public void TryTake_Many_GivesWhatMayGoNowAndSaysWhenToComeAgain()
    {
        Blocklist list = List("one", 10, dailyLimit: 1000);

        Assert.True(_budget.TryTake(list, Resolver, false, 500, out int granted, out _, out _));
        int all = granted;
        while (_budget.TryTake(list, Resolver, false, 500, out granted, out TimeSpan wait, out GivenUp? leftOut))
        {
            all += granted;
        }

        Assert.Equal(21, all);
        Assert.False(_budget.TryTake(list, Resolver, false, 500, out granted, out TimeSpan next, out GivenUp? none));
        Assert.Equal((0, 100.0, null), (granted, next.TotalMilliseconds, none));
        _clock.Advance(next);
        Assert.True(_budget.TryTake(list, Resolver, false, 500, out granted, out _, out _));
        Assert.Equal(1, granted);
    }

    [Fact]
    public void TryTake_WithoutBudget_GivesAll()
    {
        Assert.True(_budget.TryTake(List("mine", 0, dailyLimit: 0), Resolver, false, 100_000, out int granted, out _, out _));
        Assert.Equal(100_000, granted);
    }

    [Fact]
    public void TryTake_AgainAndAgain_AllocatesNothing()
    {
        Blocklist list = List("one", 0, dailyLimit: 1_000_000);
        _budget.TryTake(list, Resolver, false, 1, out _, out _, out _);
        for (int i = 0; i < 150; i++)
        {
            _budget.TryTake(list, Resolver, false, 1, out _, out _, out _);
        }

        // More than a hundred of those taken beforehand are left.
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            _budget.TryTake(list, Resolver, false, 1, out _, out _, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private Task TakeAsync(int times, string operatorName, double pace) => TakeAsync(times, List(operatorName, pace));

    private async Task TakeAsync(int times, Blocklist list)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Null(await WaitAsync(_budget, list, CancellationToken.None));
        }
    }

    private static Task<GivenUp?> WaitAsync(OperatorBudget budget, Blocklist list, CancellationToken cancellationToken) =>
        budget.WaitAsync(list, Resolver, false, null, () => !list.Rules.HasBudget, cancellationToken);

    private static Blocklist List(string operatorName, double pace, int? dailyLimit = null) => new()
    {
        Id = "a",
        Operator = operatorName,
        Rules = dailyLimit is int limit
            ? new ListRules { PublicZone = Lists.Zone, Pace = pace, DailyLimit = limit }
            : new ListRules { PublicZone = Lists.Zone, Pace = pace },
    };

    /// <summary>A clock that can be set; time passes as by the other one.</summary>
    private sealed class Moved(FakeClock clock) : IClock
    {
        internal TimeSpan By { get; set; }

        public DateTime UtcNow => clock.UtcNow + By;

        public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => clock.DelayAsync(time, cancellationToken);
    }
}
