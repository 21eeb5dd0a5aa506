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

    private async Task TakeAsync(int times, string operatorName, double pace)
    {
        for (int i = 0; i < times; i++)
        {
            await WaitAsync(_budget, List(operatorName, pace), CancellationToken.None);
        }
    }

    private static Task<GivenUp?> WaitAsync(OperatorBudget budget, Blocklist list, CancellationToken cancellationToken) =>
        budget.WaitAsync(list, "192.0.2.53", false, null, () => !list.Rules.HasBudget, cancellationToken);

    private static Blocklist List(string operatorName, double pace) =>
        new() { Id = "a", Operator = operatorName, Rules = new ListRules { PublicZone = Lists.Zone, Pace = pace } };
}
