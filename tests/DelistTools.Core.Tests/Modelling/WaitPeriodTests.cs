using System;
using System.Globalization;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class WaitPeriodTests
{
    [Theory]
    [InlineData("30 minutes", "2026-11-27T10:00Z", "2026-11-27T10:30Z")]
    [InlineData("24 hours", "2026-11-27T10:00Z", "2026-11-28T10:00Z")]
    [InlineData("1 day", "2026-11-27T10:00Z", "2026-11-28T10:00Z")]
    // 2026-11-27 is a Friday.
    [InlineData("1 working day", "2026-11-27T10:00Z", "2026-11-30T10:00Z")]
    [InlineData("5 working days", "2026-11-27T10:00Z", "2026-12-04T10:00Z")]
    [InlineData("5 working days", "2026-11-25T10:00Z", "2026-12-02T10:00Z")]
    [InlineData("6 business days", "2026-11-26T10:00Z", "2026-12-04T10:00Z")]
    [InlineData("2 working days", "2026-11-28T10:00Z", "2026-12-02T00:00Z")]
    [InlineData("2 working days", "2026-11-29T10:00Z", "2026-12-02T00:00Z")]
    [InlineData("0 working days", "2026-11-29T10:00Z", "2026-11-29T10:00Z")]
    [InlineData("250 WORKING DAYS", "2026-01-05T08:15Z", "2026-12-21T08:15Z")]
    public void After_Period_EndsAsStated(string text, string start, string expected)
    {
        Assert.True(WaitPeriod.TryParse(text, out WaitPeriod period));
        Assert.Equal(Time(expected), period.After(Time(start)));
        Assert.Equal(DateTimeKind.Utc, period.After(Time(start)).Kind);
    }

    [Theory]
    [InlineData("5 working days")]
    [InlineData("1 hour")]
    [InlineData("0 minutes")]
    public void ToString_Period_IsReadAgain(string text)
    {
        Assert.True(WaitPeriod.TryParse(text, out WaitPeriod period));
        Assert.Equal(text, period.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("24")]
    [InlineData("hours 24")]
    [InlineData("-1 days")]
    [InlineData("99999999999 days")]
    [InlineData("10001 days")]
    [InlineData("5 weeks")]
    [InlineData("1 to 2 days")]
    public void TryParse_NoPeriod_IsFalse(string? text) => Assert.False(WaitPeriod.TryParse(text, out _));

    [Theory]
    [InlineData("10000 days")]
    [InlineData("10000 working days")]
    public void After_EndOfTime_IsTheLastMoment(string text)
    {
        Assert.True(WaitPeriod.TryParse(text, out WaitPeriod period));
        Assert.Equal(DateTime.MaxValue, period.After(new DateTime(9999, 12, 1, 0, 0, 0, DateTimeKind.Utc)));
    }

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
