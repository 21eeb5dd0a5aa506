using System;
using System.Linq;
using DelistTools.Waiting;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class AskScheduleTests
{
    private static readonly DateTime Now = Waits.Start;

    [Fact]
    public void AfterAnswer_OfAPublicList_GrowsFromAQuarterToSixHours()
    {
        AskSchedule schedule = AskSchedule.Of(Waits.List(), null);

        double[] minutes = [.. Enumerable.Range(0, 12).Select(_ => (schedule.AfterAnswer(TimeSpan.FromMinutes(1), Now) - Now).TotalMinutes)];

        Assert.Equal(15, minutes[0]);
        Assert.Equal(22.5, minutes[1]);
        Assert.Equal(33.75, minutes[2]);
        Assert.Equal(360, minutes[11]);
        Assert.Equal(minutes.Order(), minutes);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(24, 24)]
    [InlineData(24 * 365, 24)]
    public void AfterAnswer_TtlThatIsLonger_IsKeptForUpToADay(int hours, int kept) => Assert.Equal(
        Now.AddHours(kept), AskSchedule.Of(Waits.List(), null).AfterAnswer(TimeSpan.FromHours(hours), Now));

    [Theory]
    [InlineData(30, 15)]
    [InlineData(24 * 60, 120)]
    [InlineData(5 * 24 * 60, 360)]
    public void AfterAnswer_OperatorThatStatesATime_IsLeftAloneAccordingly(int statedMinutes, int firstMinutes) => Assert.Equal(
        Now.AddMinutes(firstMinutes), AskSchedule.Of(Waits.List(), TimeSpan.FromMinutes(statedMinutes)).AfterAnswer(TimeSpan.Zero, Now));

    [Fact]
    public void AfterAnswer_OfAListOfOnesOwn_GoesByTheTtl()
    {
        AskSchedule schedule = AskSchedule.Of(Waits.List(pace: 0), TimeSpan.FromDays(5));

        Assert.Equal(Now.AddSeconds(1), schedule.AfterAnswer(TimeSpan.Zero, Now));
        Assert.Equal(Now.AddSeconds(90), schedule.AfterAnswer(TimeSpan.FromSeconds(90), Now));
    }

    [Fact]
    public void AfterFailure_GrowsByItself_AndStartsOverAfterAnAnswer()
    {
        AskSchedule schedule = AskSchedule.Of(Waits.List(), null);

        double[] minutes = [.. Enumerable.Range(0, 12).Select(_ => (schedule.AfterFailure(Now) - Now).TotalMinutes)];

        Assert.Equal((1, 1.5, 30), (minutes[0], minutes[1], minutes[11]));
        Assert.Equal(Now.AddMinutes(15), schedule.AfterAnswer(TimeSpan.Zero, Now));
        Assert.Equal(Now.AddMinutes(1), schedule.AfterFailure(Now));
    }

    [Fact]
    public void OfProbes_NeverSoonerThanSixHours()
    {
        AskSchedule schedule = AskSchedule.OfProbes();

        double[] hours = [.. Enumerable.Range(0, 6).Select(_ => (schedule.AfterAnswer(TimeSpan.Zero, Now) - Now).TotalHours)];

        Assert.Equal([6, 9, 13.5, 20.25, 24, 24], hours);
    }
}
