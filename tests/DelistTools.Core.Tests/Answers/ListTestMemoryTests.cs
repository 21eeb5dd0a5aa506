using System;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ListTestMemoryTests
{
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
        FakeClock clock = new();
        ListTestMemory memory = new(clock.Now);
        ListTestResult result = new() { Health = health };

        memory.Keep("key", result);

        clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
        Assert.Same(result, memory.Find("key"));
        Assert.Null(memory.Find("other key"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(memory.Find("key"));
    }

    [Theory]
    [InlineData(ListHealth.Unreachable)]
    [InlineData(ListHealth.Inconclusive)]
    public void Keep_Silence_IsForgottenAtOnce(ListHealth health)
    {
        ListTestMemory memory = new(new FakeClock().Now);

        memory.Keep("key", new ListTestResult { Health = health });

        Assert.Null(memory.Find("key"));
    }
}
