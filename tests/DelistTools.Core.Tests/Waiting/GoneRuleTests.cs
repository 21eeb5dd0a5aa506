using System;
using DelistTools.Waiting;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class GoneRuleTests
{
    private static readonly DateTime Now = Waits.Start;

    [Theory]
    [InlineData(0, 60)]
    [InlineData(30, 60)]
    [InlineData(900, 900)]
    public void After_TwoThatAgree_IsGoneWhenTheFirstHasRunOut(int ttlSeconds, int seconds)
    {
        BlocklistCheck gone = Waits.Check(ListingVerdict.NotListed, TimeSpan.FromSeconds(ttlSeconds));
        GoneRule once = default(GoneRule).After(Waits.List(), gone, Now);

        Assert.False(once.IsGone);
        Assert.Equal(Now.AddSeconds(seconds), once.ConfirmFrom);
        Assert.False(once.After(Waits.List(), gone, Now.AddSeconds(seconds - 1)).IsGone);
        Assert.True(once.After(Waits.List(), gone, Now.AddSeconds(seconds)).IsGone);
    }

    [Theory]
    [InlineData(ListingVerdict.Listed, false)]
    [InlineData(ListingVerdict.Failed, true)]
    [InlineData(ListingVerdict.Refused, true)]
    [InlineData(ListingVerdict.Unverified, true)]
    public void After_SomethingElseBetween_StartsOverOnlyWhereItIsListed(ListingVerdict between, bool isGone)
    {
        GoneRule rule = default;
        foreach ((ListingVerdict verdict, int minute) in new[] { (ListingVerdict.NotListed, 0), (between, 5), (ListingVerdict.NotListed, 10) })
        {
            rule = rule.After(Waits.List(), Waits.Check(verdict), Now.AddMinutes(minute));
        }

        Assert.Equal(isGone, rule.IsGone);
    }

    [Fact]
    public void After_ListOfOnesOwn_WaitsForTheTtlOnly() => Assert.Equal(
        Now.AddSeconds(1), default(GoneRule).After(Waits.List(pace: 0), Waits.Check(ListingVerdict.Informational), Now).ConfirmFrom);
}
