using System;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class BudgetStateTests
{
    private const string Name = "Somebody";

    private static readonly DateTime Noon = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    private static readonly ListRules Rules = new() { PublicZone = Lists.Zone, Pace = 10, DailyLimit = 100 };

    [Fact]
    public void Settle_WithinTheLimit_GivesWhatIsLeft()
    {
        BudgetState state = At(Noon);

        Assert.Equal(60, Take(state, 60).Granted);
        Settlement second = Take(state, 60);

        Assert.Equal((60, 40), (second.Asked, second.Granted));
        Assert.Equal(0, Take(state, 1).Granted);
    }

    [Fact]
    public void Settle_GivenBack_CanBeTakenAgain()
    {
        BudgetState state = At(Noon);
        Settlement first = Take(state, 100);

        Settlement second = new(Name) { Day = Noon.Date, ReturnedCount = 70, ReturnedTime = TimeSpan.FromSeconds(7), Wanted = 100, Rules = Rules };
        state.Settle(second);

        Assert.Equal((30, 70), (second.Asked, second.Granted));
        Assert.Equal(first.Start + TimeSpan.FromSeconds(3), second.Start);
    }

    [Fact]
    public void Settle_GivenBackFromYesterday_DoesNotCount()
    {
        BudgetState state = At(Noon);
        Take(state, 20);
        state.Turn(Noon.AddDays(1));
        Take(state, 10);

        Settlement back = new(Name) { Day = Noon.Date, ReturnedCount = 20 };
        state.Settle(back);

        Assert.Equal(10, back.Asked);
    }

    [Fact]
    public void Turn_Midnight_CountsFromNothing()
    {
        BudgetState state = At(Noon.Date.AddDays(1).AddTicks(-1));
        Take(state, 100);

        state.Turn(Noon.Date.AddDays(1));

        Assert.Equal(100, Take(state, 100).Granted);
    }

    [Fact]
    public void Turn_ClockGoesBackADay_KeepsTheCountAndTheDistance()
    {
        BudgetState state = At(Noon);
        Take(state, 100);

        state.Turn(Noon.AddDays(-1));

        Settlement none = Take(state, 1);
        Assert.Equal((100, 0), (none.Asked, none.Granted));
        Assert.Equal(Noon.AddDays(-1) + TimeSpan.FromSeconds(8), none.Start);

        // The day that is one again begins anew.
        state.Turn(Noon);
        Assert.Equal(100, Take(state, 100).Granted);
    }

    [Fact]
    public void Turn_RefusalFromTheFuture_StopsNoLongerThanTheLongest()
    {
        BudgetState state = At(Noon);
        state.Of(Name).Breakers.Add(new Breaker("192.0.2.53", null, "one", Noon.AddYears(9), 1));

        state.Turn(Noon);

        Assert.Equal(Noon + BudgetRules.LongestStop, state.Of(Name).Breakers.Single().Until);
    }

    [Fact]
    public void Turn_RefusalOfLongAgo_IsForgotten()
    {
        BudgetState state = At(Noon);
        state.Of(Name).Breakers.Add(new Breaker("192.0.2.53", null, "one", Noon, 3));

        state.Turn(Noon.AddDays(1).AddSeconds(-1));
        Assert.Single(state.Of(Name).Breakers);
        state.Turn(Noon.AddDays(1));
        Assert.Empty(state.Of(Name).Breakers);
    }

    /// <summary>Of a damaged file; what is far ahead since the clock went back comes nearer by as much as it went.</summary>
    [Theory]
    [InlineData("2027-11-28T12:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void Turn_TimeGivenAwayForYears_KeepsNobodyWaiting(string next)
    {
        BudgetState state = Read("\"asked\":1,\"next\":\"" + next + "\"");

        state.Turn(Noon);
        Settlement settlement = Take(state, 10);

        Assert.Equal(10, settlement.Granted);
        Assert.InRange(settlement.Start, Noon, Noon.AddMinutes(10));
    }

    [Fact]
    public void Settle_NumbersAtTheirEnd_NeitherTurnOverNorStopWhatHasNoLimit()
    {
        BudgetState state = Read("\"asked\":2147483647,\"next\":\"2026-11-28T12:00:00.0000000Z\",\"refusals\":[{\"resolver\":\"192.0.2.53\",\"by\":\"one\","
            + "\"until\":\"2026-11-28T11:00:00.0000000Z\",\"times\":2147483647}]");
        state.Turn(Noon);

        Settlement limitless = new(Name) { Wanted = 1000, Rules = new ListRules { PublicZone = Lists.Zone, Pace = 10, DailyLimit = 0 } };
        state.Settle(limitless);
        state.Settle(limitless);
        OperatorRecord record = state.Find(Name)!;
        Breaker again = Breaker.Opened(record.Breakers, "192.0.2.53", null, "one", TimeSpan.Zero, Noon).Single();

        Assert.Equal(1000, limitless.Granted);
        Assert.True(record.Asked > 0 && BudgetRules.IsUsedUp(Rules, record.Asked));
        Assert.Equal(0, Take(state, 1).Granted);
        Assert.True(again.Times > 0);
        Assert.Equal(Noon + BudgetRules.LongestStop, again.Until);
        Assert.Equal(Text(state), Text(BudgetState.Read(JsonFields.Parse(Text(state)))));
    }

    [Fact]
    public void Interval_PaceNextToNothing_IsADayAndNotUnpaced() =>
        Assert.Equal(TimeSpan.FromDays(1), BudgetRules.Interval(new ListRules { Pace = 1e-300, DailyLimit = 100 }, 0));

    [Fact]
    public void Write_AndRead_IsTheSame()
    {
        BudgetState state = At(Noon);
        Settlement first = Take(state, 30);
        state.Of(Name).Breakers.Add(new Breaker("192.0.2.53:5353", "one", "one", Noon.AddMinutes(10), 2));
        state.Of("Nobody");
        string text = Text(state);

        BudgetState read = BudgetState.Read(JsonFields.Parse(text));

        Assert.Equal(text, Text(read));
        Assert.Equal(30, read.Find("SOMEBODY")!.Asked);
        Assert.Equal(first.Start + first.Time, read.Find(Name)!.Next);
        Breaker breaker = read.Find(Name)!.Breakers.Single();
        Assert.Equal(("192.0.2.53:5353", "one", "one", Noon.AddMinutes(10), 2), (breaker.Resolver, breaker.List, breaker.By, breaker.Until, breaker.Times));
        Assert.Null(read.Find("Nobody"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"day\":\"today\",\"at\":\"2026-11-28T12:00:00.0000000Z\"}")]
    [InlineData("{\"day\":\"2026-11-28\",\"at\":\"noon\"}")]
    [InlineData("{\"day\":\"2026-11-28\",\"at\":\"2026-11-28T12:00:00.0000000Z\",\"operators\":[{\"name\":\"x\",\"asked\":-1,\"next\":\"2026-11-28T12:00:00.0000000Z\"}]}")]
    public void Read_NoSuchState_IsSaid(string text) => Assert.Throws<FormatException>(() => BudgetState.Read(JsonFields.Parse(text)));

    [Fact]
    public void Raise_WhatWasCountedApart_TakesTheGreater()
    {
        BudgetState shared = At(Noon);
        Take(shared, 40);
        BudgetState apart = At(Noon);
        Take(apart, 60);
        apart.Of(Name).Breakers.Add(new Breaker("192.0.2.53", null, "one", Noon.AddMinutes(10), 1));

        shared.Raise(apart);

        Assert.Equal(60, shared.Find(Name)!.Asked);
        Assert.Equal(apart.Find(Name)!.Next, shared.Find(Name)!.Next);
        Assert.Single(shared.Find(Name)!.Breakers);
    }

    private static BudgetState At(DateTime now)
    {
        BudgetState state = new();
        state.Turn(now);
        return state;
    }

    private static BudgetState Read(string record) => BudgetState.Read(JsonFields.Parse(
        "{\"day\":\"2026-11-28\",\"at\":\"2026-11-28T12:00:00.0000000Z\",\"operators\":[{\"name\":\"" + Name + "\"," + record + "}]}"));

    private static Settlement Take(BudgetState state, int wanted)
    {
        Settlement settlement = new(Name) { Wanted = wanted, Rules = Rules };
        state.Settle(settlement);
        return settlement;
    }

    private static string Text(BudgetState state)
    {
        JsonText text = new();
        return text.Object(() => state.Write(text)).ToString();
    }
}
