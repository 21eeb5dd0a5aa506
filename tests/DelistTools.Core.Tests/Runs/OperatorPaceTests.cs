using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class OperatorPaceTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Reserve_BurstOfTwoSeconds_IsFreeAndTheRestIsSpread()
    {
        OperatorPace pace = new(_clock.Now);
        Blocklist list = List("one", 10);

        TimeSpan[] waits = Enumerable.Range(0, 24).Select(_ => pace.Reserve(list)).ToArray();

        Assert.All(waits.Take(21), wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.Equal(new[] { 100.0, 200.0, 300.0 }, waits.Skip(21).Select(w => w.TotalMilliseconds));
    }

    [Fact]
    public void Reserve_TimePasses_PaysTheDebtOffAndNoMoreThanTheBurst()
    {
        OperatorPace pace = new(_clock.Now);
        Blocklist list = List("one", 10);
        Take(31, () => _ = pace.Reserve(list));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, pace.Reserve(list).TotalMilliseconds);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(21, Enumerable.Range(0, 30).Count(_ => pace.Reserve(list) == TimeSpan.Zero));
    }

    [Fact]
    public void Reserve_ListsOfOneOperator_ShareOneQueue()
    {
        OperatorPace pace = new(_clock.Now);
        Take(21, () => _ = pace.Reserve(List("Somebody", 10)));

        Assert.True(pace.Reserve(List("SOMEBODY", 10)) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, pace.Reserve(List("Somebody else", 10)));
    }

    [Fact]
    public void Reserve_PaceOfZero_NeverWaits()
    {
        OperatorPace pace = new(_clock.Now);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(TimeSpan.Zero, pace.Reserve(List("mine", 0))));
    }

    [Fact]
    public async Task WaitAsync_Cancelled_GivesUpItsTurn()
    {
        OperatorPace pace = new(_clock.Now);
        Blocklist slow = List("slow", 0.001);
        await pace.WaitAsync(slow, CancellationToken.None);
        using CancellationTokenSource cancellation = new();

        Task waiting = pace.WaitAsync(slow, cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static void Take(int times, Action take)
    {
        for (int i = 0; i < times; i++)
        {
            take();
        }
    }

    private static Blocklist List(string operatorName, double pace) =>
        new() { Id = "a", Operator = operatorName, Rules = new ListRules { PublicZone = Lists.Zone, Pace = pace } };
}
