using System;
using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

public sealed class RoundTripTests
{
    [Fact]
    public void WaitAfter_NothingKnown_GivesAResolverTimeToAskOn()
    {
        RoundTrip time = new();
        Assert.Equal(400, time.WaitAfter(1));
        Assert.Equal(0, time.Smoothed);
    }

    [Fact]
    public void WaitAfter_QuickServer_IsNotBelowTheLeast() => Assert.Equal(50, Measured(0.2).WaitAfter(1));

    [Fact]
    public void WaitAfter_SteadyServer_IsLittleMoreThanItsTime() => Assert.InRange(Measured(200).WaitAfter(1), 200, 260);

    [Fact]
    public void WaitAfter_SpreadTimes_LeavesRoomForThem()
    {
        RoundTrip time = new();
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            time.Note(random.Next(50, 150));
        }

        Assert.InRange(time.WaitAfter(1), 150, 350);
    }

    [Fact]
    public void WaitAfter_SlowServer_IsNotAboveTheMost() => Assert.Equal(1000, Measured(3000).WaitAfter(1));

    [Fact]
    public void WaitAfter_FurtherTries_GrowsToHalfASecond()
    {
        RoundTrip time = Measured(1);
        double last = 0;
        for (int attempt = 1; attempt < 12; attempt++)
        {
            double wait = time.WaitAfter(attempt);
            Assert.InRange(wait, last, 500);
            last = wait;
        }

        Assert.Equal(500, last);
        Assert.Equal(1000, Measured(3000).WaitAfter(5));
    }

    [Fact]
    public void NoteLate_GivesMoreTimeUntilOneIsAnsweredInTime()
    {
        RoundTrip time = Measured(1);
        time.NoteLate(sent: 0, now: 50);
        Assert.Equal(100, time.WaitAfter(1));
        time.NoteLate(sent: 60, now: 160);
        Assert.Equal(200, time.WaitAfter(1));
        time.Note(1);
        Assert.Equal(50, time.WaitAfter(1));
    }

    [Fact]
    public void NoteLate_ManyTogether_CountOnce()
    {
        RoundTrip time = Measured(1);
        for (int i = 0; i < 100; i++)
        {
            time.NoteLate(sent: i, now: 120);
        }

        Assert.Equal(100, time.WaitAfter(1));
    }

    [Fact]
    public void Note_ServerThatBecameSlow_IsLearnedAfterAFewTries()
    {
        // Ten times as slow as anything before: each first try counts as lost until more time is given.
        RoundTrip time = Measured(20);
        double now = 0;
        int late = 0;
        while (time.WaitAfter(1) < 300)
        {
            late++;
            time.NoteLate(now, now + time.WaitAfter(1));
            now += time.WaitAfter(1);
        }

        time.Note(300);
        Assert.InRange(late, 1, 4);
        for (int i = 0; i < 10; i++)
        {
            time.Note(300);
        }

        Assert.InRange(time.WaitAfter(1), 300, 1000);
    }

    private static RoundTrip Measured(double milliseconds)
    {
        RoundTrip time = new();
        for (int i = 0; i < 100; i++)
        {
            time.Note(milliseconds);
        }

        return time;
    }
}
