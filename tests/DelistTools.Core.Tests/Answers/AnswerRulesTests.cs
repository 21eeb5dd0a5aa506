using System;
using DelistTools.Blocklists;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The order of decision, on lists of which little or nothing is known.</summary>
public sealed class AnswerRulesTests
{
    private static readonly Blocklist Plain = Lists.With(new ListRules { PublicZone = Lists.Zone });

    [Theory]
    [InlineData(LookupFailureKind.Timeout)]
    [InlineData(LookupFailureKind.ServerFailure)]
    [InlineData(LookupFailureKind.Refused)]
    [InlineData(LookupFailureKind.FormatError)]
    [InlineData(LookupFailureKind.NotImplemented)]
    [InlineData(LookupFailureKind.OtherCode)]
    [InlineData(LookupFailureKind.Unreachable)]
    [InlineData(LookupFailureKind.Malformed)]
    public void Weigh_Failure_IsFailedWithItsKindAndNeverNotListed(LookupFailureKind kind)
    {
        WeighedAnswer weighed = AnswerRules.Weigh(Plain, Reply.Fail(kind));

        Assert.Equal(ListingVerdict.Failed, weighed.Verdict);
        Assert.Equal(kind, weighed.Failure);
        Assert.Contains("it was " + kind, weighed.Reason, StringComparison.Ordinal);
        Assert.Empty(weighed.Codes);
    }

    [Fact]
    public void Weigh_NoSuchNameOrNoRecord_IsNotListed()
    {
        Assert.Equal(ListingVerdict.NotListed, AnswerRules.Weigh(Plain, Reply.NameError).Verdict);
        Assert.Equal(ListingVerdict.NotListed, AnswerRules.Weigh(Plain, Reply.NoData).Verdict);
    }

    [Theory]
    [InlineData("127.0.0.2", ListingVerdict.Listed)]
    [InlineData("127.0.0.10", ListingVerdict.Listed)]
    [InlineData("127.1.2.3", ListingVerdict.Listed)]
    [InlineData("127.255.254.255", ListingVerdict.Listed)]
    [InlineData("127.0.0.0", ListingVerdict.Listed)]
    [InlineData("127.0.0.1", ListingVerdict.Unverified)]
    [InlineData("127.0.0.1 127.0.0.2", ListingVerdict.Unverified)]
    [InlineData("127.255.255.0", ListingVerdict.Refused)]
    [InlineData("127.255.255.255", ListingVerdict.Refused)]
    [InlineData("127.0.0.2 127.255.255.254", ListingVerdict.Refused)]
    [InlineData("0.0.0.0", ListingVerdict.Unverified)]
    [InlineData("126.255.255.255", ListingVerdict.Unverified)]
    [InlineData("128.0.0.0", ListingVerdict.Unverified)]
    [InlineData("10.0.0.1", ListingVerdict.Unverified)]
    [InlineData("127.0.0.2 198.51.100.7", ListingVerdict.Unverified)]
    [InlineData("127.255.255.254 198.51.100.7", ListingVerdict.Unverified)]
    [InlineData("::1", ListingVerdict.Unverified)]
    public void Weigh_AnswerOfAnUnknownZone_IsReadWithoutCodes(string addresses, ListingVerdict verdict) =>
        Assert.Equal(verdict, AnswerRules.Weigh(Plain, Reply.A(addresses)).Verdict);

    [Fact]
    public void Weigh_UnknownCode_SaysThatNobodyNamedIt()
    {
        WeighedAnswer weighed = AnswerRules.Weigh(Plain, Reply.A("127.0.0.2 127.0.0.3"));

        Assert.Equal(
            new[] { "127.0.0.2 (not named by the catalogue)", "127.0.0.3 (not named by the catalogue)" }, weighed.Meanings);
    }

    [Fact]
    public void Weigh_OwnRefusalCode_BeatsACodeOfTheSameAddress()
    {
        Blocklist list = Lists.With(new ListRules
        {
            PublicZone = Lists.Zone,
            Refusals = Lists.Refusals("127.0.0.255"),
            Codes = new[] { Lists.Range("127.0.0.2", "127.0.0.255", "listed") },
        });

        Assert.Equal(ListingVerdict.Refused, AnswerRules.Weigh(list, Reply.A("127.0.0.255")).Verdict);
        Assert.Equal(ListingVerdict.Refused, AnswerRules.Weigh(list, Reply.A("127.0.0.2 127.0.0.255")).Verdict);
        Assert.Equal(ListingVerdict.Listed, AnswerRules.Weigh(list, Reply.A("127.0.0.254")).Verdict);
    }

    [Fact]
    public void Weigh_OwnMeaningOfAGenericRefusal_IsTold()
    {
        Blocklist list = Lists.With(new ListRules { PublicZone = Lists.Zone, Refusals = Lists.Refusals("127.255.255.250") });

        Assert.Equal("refused with 127.255.255.250", AnswerRules.Refusal(list, Reply.A("127.255.255.250").Addresses));
        Assert.Contains("127.255.255.0/24", AnswerRules.Refusal(list, Reply.A("127.255.255.251").Addresses), StringComparison.Ordinal);
        Assert.Null(AnswerRules.Refusal(list, Reply.A("127.0.0.2").Addresses));
    }

    [Theory]
    [InlineData("127.0.0.7", "a low score")]
    [InlineData("127.0.0.0", "a low score")]
    [InlineData("127.0.0.49", "a low score")]
    [InlineData("127.0.0.50", "exactly fifty")]
    public void Weigh_RangeOfCodes_IncludesItsEnds(string answer, string meaning)
    {
        Blocklist list = Lists.With(new ListRules
        {
            PublicZone = Lists.Zone,
            Codes = new[] { Lists.Range("127.0.0.0", "127.0.0.49", "a low score"), Lists.Code("127.0.0.50", "exactly fifty") },
        });

        Assert.Equal(new[] { meaning }, AnswerRules.Weigh(list, Reply.A(answer)).Meanings);
    }

    [Theory]
    [InlineData(2, "127.0.0.2", ListingVerdict.Listed, "two")]
    [InlineData(2, "127.0.0.18", ListingVerdict.Listed, "bit 16 (not named by the catalogue)")]
    [InlineData(2, "127.0.0.80", ListingVerdict.Listed, "bit 16+64 (not named by the catalogue)")]
    [InlineData(2, "127.0.0.3", ListingVerdict.Refused, "bit 1")]
    [InlineData(2, "127.0.1.2", ListingVerdict.Listed, "127.0.1.2 (not named by the catalogue)")]
    [InlineData(2, "127.0.0.0", ListingVerdict.Listed, "127.0.0.0 (not named by the catalogue)")]
    [InlineData(1, "127.0.0.1", ListingVerdict.Listed, "one")]
    [InlineData(1, "127.0.0.3", ListingVerdict.Listed, "one")]
    public void Weigh_Bitmask_ReadsEachBitOfTheLastOctet(int named, string answer, ListingVerdict verdict, string said)
    {
        Blocklist list = Lists.With(new ListRules
        {
            PublicZone = Lists.Zone, IsBitmask = true, Codes = new[] { Lists.Bit(named, named == 1 ? "one" : "two") },
        });
        WeighedAnswer weighed = AnswerRules.Weigh(list, Reply.A(answer));

        Assert.Equal(verdict, weighed.Verdict);
        Assert.Contains(said, weighed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.2", ListingVerdict.Listed)]
    [InlineData("127.0.0.3", ListingVerdict.Informational)]
    [InlineData("127.0.0.2 127.0.0.3", ListingVerdict.Listed)]
    [InlineData("127.0.0.99", ListingVerdict.Informational)]
    public void Weigh_ReputationOrAllowList_IsReadPerCode(string addresses, ListingVerdict verdict)
    {
        foreach (ListPolarity polarity in new[] { ListPolarity.Reputation, ListPolarity.Allow })
        {
            Blocklist list = Lists.With(new ListRules
            {
                PublicZone = Lists.Zone,
                Polarity = polarity,
                Codes = new[] { Lists.Code("127.0.0.2", "bad"), Lists.Code("127.0.0.3", "good", informational: true) },
            });

            Assert.Equal(verdict, AnswerRules.Weigh(list, Reply.A(addresses)).Verdict);
        }
    }

    [Fact]
    public void Weigh_InformationalCode_NamesNoComponentAndLendsItsScopeOnlyWhereAlone()
    {
        Blocklist list = Lists.With(new ListRules
        {
            PublicZone = Lists.Zone,
            Codes = new[]
            {
                Lists.Code("127.0.0.2", "listed", scope: ListingScope.Range),
                Lists.Code("127.0.0.3", "known", informational: true, scope: ListingScope.Policy),
            },
        });

        Assert.Equal(ListingScope.Range, AnswerRules.Weigh(list, Reply.A("127.0.0.2 127.0.0.3")).Scope);
        Assert.Equal(ListingScope.Policy, AnswerRules.Weigh(list, Reply.A("127.0.0.3")).Scope);
    }

    [Theory]
    [InlineData("127.0.0.1 127.0.0.3", ListingVerdict.Informational)]
    [InlineData("127.0.0.1 127.0.0.3 127.0.0.4", ListingVerdict.Listed)]
    [InlineData("127.0.0.1 127.0.0.2", ListingVerdict.Listed)]
    public void Weigh_LocalhostBesideANamedCode_AddsNothing(string addresses, ListingVerdict verdict)
    {
        Blocklist list = Lists.With(new ListRules
        {
            PublicZone = Lists.Zone,
            Codes = new[] { Lists.Code("127.0.0.2", "bad"), Lists.Code("127.0.0.3", "known", informational: true) },
        });

        Assert.Equal(verdict, AnswerRules.Weigh(list, Reply.A(addresses)).Verdict);
    }

    [Fact]
    public void Weigh_SharedZone_StillRefusesAndIsStillForeign()
    {
        Blocklist list = Lists.With(new ListRules { PublicZone = Lists.Zone, SharesZone = true, Codes = new[] { Lists.Code("127.0.0.3", "ours") } });

        Assert.Equal(ListingVerdict.NotListed, AnswerRules.Weigh(list, Reply.A("127.0.0.1")).Verdict);
        Assert.Equal(ListingVerdict.NotListed, AnswerRules.Weigh(list, Reply.A("127.0.0.2")).Verdict);
        Assert.Equal(new[] { "ours" }, AnswerRules.Weigh(list, Reply.A("127.0.0.2 127.0.0.3")).Meanings);
        Assert.Equal(ListingVerdict.Refused, AnswerRules.Weigh(list, Reply.A("127.0.0.3 127.255.255.254")).Verdict);
        Assert.Equal(ListingVerdict.Unverified, AnswerRules.Weigh(list, Reply.A("127.0.0.3 192.0.2.1")).Verdict);
    }

    [Fact]
    public void Weigh_FailureWithRecordsInIt_IsStillAFailure()
    {
        DnsAnswer answer = new() { Outcome = DnsOutcome.Failed, Failure = LookupFailureKind.ServerFailure, Addresses = Reply.A("127.0.0.2").Addresses };

        Assert.Equal(ListingVerdict.Failed, AnswerRules.Weigh(Plain, answer).Verdict);
    }
}
