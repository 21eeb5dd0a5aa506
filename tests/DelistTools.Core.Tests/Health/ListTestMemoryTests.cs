using System;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ListTestMemoryTests
{
    private static readonly ListTestKey Key = Kept.Key();

    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData(ListHealth.Healthy, 120)]
    [InlineData(ListHealth.NoTestEntry, 120)]
    [InlineData(ListHealth.ListsWorld, 5)]
    [InlineData(ListHealth.Empty, 5)]
    [InlineData(ListHealth.Refused, 5)]
    [InlineData(ListHealth.Parked, 5)]
    [InlineData(ListHealth.Filtered, 5)]
    public void Keep_Result_IsFoundForAsLongAsItsHealthLasts(ListHealth health, int minutes)
    {
        ListTestMemory memory = new(_clock.Now, _clock);

        memory.Keep(Key, Kept.Result(_clock, health));

        _clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
        Assert.Equal((health, true), (memory.Find(Key)!.Health, memory.Find(Key)!.IsRemembered));
        Assert.Null(memory.Find(Kept.Key("other")));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(memory.Find(Key));
    }

    [Fact]
    public void Keep_HealthyListBehindABentResolver_IsForgottenSoon()
    {
        // The resolver may have been mended.
        ListTestMemory memory = new(_clock.Now, _clock);
        memory.Keep(Key, Kept.Result(_clock, ListHealth.Healthy) with { Finding = ResolverFinding.StrictMinimisation });

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(memory.Find(Key));
    }

    [Theory]
    [InlineData(ListHealth.Unreachable)]
    [InlineData(ListHealth.Inconclusive)]
    public void Keep_Silence_IsForgottenAtOnceAndWithItWhatWasKept(ListHealth health)
    {
        ListTestMemory memory = new(_clock.Now, _clock);
        memory.Keep(Key, Kept.Result(_clock));

        memory.Keep(Key, Kept.Result(_clock, health));

        Assert.Null(memory.Find(Key));
    }

    [Fact]
    public void Find_ClockSetBack_DoesNotKnowHowOldTheResultIs()
    {
        FakeClock watch = new();
        ListTestMemory memory = new(watch.Now, _clock);
        memory.Keep(Key, Kept.Result(_clock));
        Assert.NotNull(memory.Find(Key));

        _clock.Advance(TimeSpan.FromSeconds(-1));

        Assert.Null(memory.Find(Key));
    }

    [Fact]
    public void Find_AfterTheMachineSlept_GoesByTheTimeOfDay()
    {
        // A watch that only goes forward stands still meanwhile.
        FakeClock watch = new();
        ListTestMemory memory = new(watch.Now, _clock);
        memory.Keep(Key, Kept.Result(_clock));

        _clock.Advance(TimeSpan.FromHours(2));

        Assert.Null(memory.Find(Key));
    }

    [Fact]
    public void Find_TimeOfDayThatStandsStill_GoesByTheWatch()
    {
        FakeClock watch = new();
        ListTestMemory memory = new(watch.Now, _clock);
        memory.Keep(Key, Kept.Result(_clock));

        watch.Advance(TimeSpan.FromHours(2));

        Assert.Null(memory.Find(Key));
    }
}
