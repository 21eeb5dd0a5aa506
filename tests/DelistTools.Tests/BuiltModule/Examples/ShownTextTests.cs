using Xunit;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>What the comparison of examples overlooks, and what it does not.</summary>
public sealed class ShownTextTests
{
    [Theory]
    [InlineData("Opened : 2026-11-28 09:30Z", "Opened : 2027-01-02 23:59Z")]
    [InlineData("WaitUntil : Fri 2026-11-27 10:41Z (2 days)", "WaitUntil : Mon 2026-11-30 10:41Z (5 days)")]
    [InlineData("gone by 2026-11-29\n   10:20 UTC", "gone by 2026-12-01\n   08:00 UTC")]
    [InlineData("since 11/28/2026 10:20:12", "since 12/1/2026 9:05:00 AM")]
    [InlineData("Monday, November 30, 2026 10:00:00 AM", "Friday, December 4, 2026 9:05:00 PM")]
    [InlineData("INBOX False 0:00:00   pass", "INBOX False  0:00:12 pass")]
    [InlineData("State  in 8 d: 16.", "State  in 12 h: 16.")]
    [InlineData("Z7ZRAJR3YUU4.44ZBHGZFK0ZK1@yourdomain.com", "1R4OLOW3YUU4.0LH6E3HUBXNO3@yourdomain.com")]
    [InlineData("Resolver : 127.0.0.1:40000", "Resolver : 127.0.0.1:50000")]
    [InlineData("      0 Connect    -> QUIT", "    120 Connect    -> QUIT")]
    public void Comparable_WhatNoTwoRunsShare_IsTheSame(string one, string other) =>
        Assert.Equal(ShownText.Comparable(one, isUnordered: false), ShownText.Comparable(other, isUnordered: false));

    [Theory]
    [InlineData("closed (2024-06-05)", "closed (2024-06-06)")]
    [InlineData("Listed 9/9", "Listed 8/9")]
    [InlineData("a  b", "a b")]
    [InlineData("a\nb", "b\na")]
    [InlineData("127.0.0.4 2026-11-28 09:30Z", "127.0.0.2 2026-11-28 09:30Z")]
    public void Comparable_WhatCounts_IsNotTheSame(string one, string other) =>
        Assert.NotEqual(ShownText.Comparable(one, isUnordered: false), ShownText.Comparable(other, isUnordered: false));

    [Fact]
    public void Comparable_Unordered_KnowsLinesInAnyOrder() =>
        Assert.Equal(ShownText.Comparable("a\nb", isUnordered: true), ShownText.Comparable("b\na", isUnordered: true));

    [Fact]
    public void Tidy_LongLine_IsBrokenBetweenWords()
    {
        string words = new string('a', 100) + " " + new string('b', 30);

        Assert.Equal(new string('a', 100) + "\n" + new string('b', 30), ShownText.Tidy("\n" + words + "   \n\n\n"));
    }
}
