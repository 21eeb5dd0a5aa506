using System;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>
/// What follows from the answers to test entries. In the tables an answer is an address, <c>nx</c> (no such name),
/// <c>nodata</c>, <c>timeout</c>, or <c>-</c> where the entry is not asked.
/// </summary>
public sealed class ListTestAnswersTests
{
    [Theory]
    [InlineData("127.0.0.2", "nx", ListHealth.Healthy, true, true)]
    [InlineData("127.0.0.99", "nx", ListHealth.Healthy, true, true)]
    [InlineData("127.0.0.1", "nx", ListHealth.Healthy, true, true)]
    [InlineData("127.0.0.2", "nodata", ListHealth.Healthy, true, true)]
    [InlineData("127.0.0.2", "127.0.0.2", ListHealth.ListsWorld, false, false)]
    [InlineData("nx", "127.0.0.2", ListHealth.ListsWorld, false, false)]
    [InlineData("timeout", "127.0.0.2", ListHealth.ListsWorld, false, false)]
    [InlineData("-", "127.0.0.2", ListHealth.ListsWorld, false, false)]
    [InlineData("nx", "nx", ListHealth.Empty, false, true)]
    [InlineData("nodata", "nx", ListHealth.Empty, false, true)]
    [InlineData("nx", "timeout", ListHealth.Empty, false, false)]
    [InlineData("-", "nx", ListHealth.NoTestEntry, false, true)]
    [InlineData("-", "timeout", ListHealth.Unreachable, false, false)]
    [InlineData("timeout", "nx", ListHealth.Inconclusive, false, true)]
    [InlineData("127.0.0.2", "timeout", ListHealth.Inconclusive, true, false)]
    [InlineData("timeout", "timeout", ListHealth.Unreachable, false, false)]
    [InlineData("198.51.100.7", "198.51.100.7", ListHealth.Parked, false, false)]
    [InlineData("127.0.0.2", "198.51.100.7", ListHealth.Parked, false, false)]
    [InlineData("198.51.100.7", "nx", ListHealth.Parked, false, false)]
    [InlineData("0.0.0.0", "0.0.0.0", ListHealth.Parked, false, false)]
    [InlineData("127.255.255.254", "nx", ListHealth.Refused, false, false)]
    [InlineData("127.255.255.254", "127.255.255.254", ListHealth.Refused, false, false)]
    [InlineData("nx", "127.255.255.254", ListHealth.Refused, false, false)]
    [InlineData("127.0.0.2", "127.255.255.254", ListHealth.Refused, false, false)]
    [InlineData("127.255.255.254", "198.51.100.7", ListHealth.Refused, false, false)]
    public void Conclude_TwoEntries_GiveHealthAndWhatItCarries(
        string listed, string notListed, ListHealth health, bool positive, bool negative)
    {
        ListTestResult result = Conclude(Lists.Plain(), listed, notListed);

        Assert.Equal(health, result.Health);
        Assert.Equal(positive, result.PositiveHolds);
        Assert.Equal(negative, result.NegativeHolds);
        Assert.NotEmpty(result.Reason);
    }

    [Fact]
    public void Conclude_ShallowEntryAlone_ShowsStrictMinimisation()
    {
        ListTestResult result = Conclude(Lists.Plain(), "nx", "nx", "127.0.1.2");

        Assert.Equal(ListHealth.Filtered, result.Health);
        Assert.Equal(ResolverFinding.StrictMinimisation, result.Finding);
        Assert.False(result.PositiveHolds);
    }

    [Theory]
    [InlineData("nx")]
    [InlineData("198.51.100.7")]
    public void Conclude_ShallowEntryThatIsNoEntryEither_IsEmpty(string shallow) =>
        Assert.Equal(ListHealth.Empty, Conclude(Lists.Plain(), "nx", "nx", shallow).Health);

    [Fact]
    public void Conclude_ShallowEntryRefused_IsRefused() =>
        Assert.Equal(ListHealth.Refused, Conclude(Lists.Plain(), "nx", "nx", "127.255.255.254").Health);

    [Fact]
    public void Conclude_TextWithoutAddress_ShowsRebindingProtection()
    {
        ListTestResult result = Conclude(Lists.Plain(), "nodata", "nx", textSurvives: true);

        Assert.Equal(ListHealth.Filtered, result.Health);
        Assert.Equal(ResolverFinding.FiltersLoopback, result.Finding);
        Assert.False(result.PositiveHolds);
    }

    [Fact]
    public void Conclude_Refusal_TellsItsMeaningAndFinding()
    {
        ListTestResult result = Conclude(ShippedCatalog.List("spamhaus-zen"), "127.255.255.254", "nx");

        Assert.Equal(ResolverFinding.RefusedByLists, result.Finding);
        Assert.Contains("public or open resolver", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Conclude_BitmaskRefusal_IsRefusedUnlessTheBitHasAMeaning()
    {
        Assert.Equal(ListHealth.Refused, Conclude(ShippedCatalog.List("uribl-multi"), "127.0.0.1", "127.0.0.1").Health);
        Assert.Equal(ListHealth.Healthy, Conclude(ShippedCatalog.List("validity-rpbl"), "127.0.0.1", "nx").Health);
    }

    [Theory]
    [InlineData("127.255.255.254", "127.255.255.254", "-", "a")]
    [InlineData("nx", "127.255.255.254", "-", "b")]
    [InlineData("nx", "nx", "127.255.255.254", "c")]
    public void RefusedEntry_Refusal_IsTheEntryThatWasRefused(string listed, string notListed, string shallow, string expected)
    {
        Blocklist list = Lists.Plain();
        ListTestAnswers answers = new(Answer(listed), Answer(notListed), Answer(shallow));
        ListTestEntry entry = new() { Listed = "a", NotListed = "b", Shallow = "c" };

        Assert.NotNull(answers.Refusal(list));
        Assert.Equal(expected, answers.RefusedEntry(list, entry));
    }

    [Theory]
    [InlineData(ListHealth.Healthy, "127.0.0.2", ListingVerdict.Listed)]
    [InlineData(ListHealth.Healthy, "nx", ListingVerdict.NotListed)]
    [InlineData(ListHealth.Healthy, "127.0.0.1", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Healthy, "127.255.255.254", ListingVerdict.Refused)]
    [InlineData(ListHealth.Healthy, "timeout", ListingVerdict.Failed)]
    [InlineData(ListHealth.ListsWorld, "127.0.0.2", ListingVerdict.Unverified)]
    [InlineData(ListHealth.ListsWorld, "nx", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Empty, "127.0.0.2", ListingVerdict.Listed)]
    [InlineData(ListHealth.Empty, "nx", ListingVerdict.Unverified)]
    [InlineData(ListHealth.NoTestEntry, "127.0.0.2", ListingVerdict.Listed)]
    [InlineData(ListHealth.NoTestEntry, "nx", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Refused, "127.0.0.2", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Refused, "nx", ListingVerdict.Refused)]
    [InlineData(ListHealth.Refused, "timeout", ListingVerdict.Failed)]
    [InlineData(ListHealth.Unreachable, "127.0.0.2", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Unreachable, "nx", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Parked, "127.0.0.2", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Parked, "nx", ListingVerdict.Unverified)]
    [InlineData(ListHealth.Filtered, "nx", ListingVerdict.Unverified)]
    public void Apply_VerdictOfAList_NeedsTheHealthThatCarriesIt(ListHealth health, string answer, ListingVerdict verdict)
    {
        Blocklist list = Lists.Plain();
        WeighedAnswer weighed = AnswerRules.Weigh(list, Answer(answer)!);
        ListTestResult test = Test(health);
        Assert.Equal(health, test.Health);

        WeighedAnswer trusted = ListTrust.Apply(weighed, test);

        Assert.Equal(verdict, trusted.Verdict);
        Assert.Equal(weighed.Codes, trusted.Codes);
        Assert.Equal(weighed.Failure, trusted.Failure);
        if (weighed.Verdict != verdict)
        {
            Assert.Contains(test.Reason, trusted.Reason, StringComparison.Ordinal);
            Assert.Empty(trusted.Components);
        }
    }

    [Theory]
    [InlineData("127.0.0.2", "timeout", "127.0.0.2", ListingVerdict.Unverified)]
    [InlineData("127.0.0.2", "timeout", "nx", ListingVerdict.NotListed)]
    [InlineData("timeout", "nx", "127.0.0.2", ListingVerdict.Listed)]
    [InlineData("timeout", "nx", "nx", ListingVerdict.Unverified)]
    public void Apply_HalfATest_CarriesTheHalfThatItProved(string listed, string notListed, string answer, ListingVerdict verdict)
    {
        Blocklist list = Lists.Plain();
        ListTestResult test = Conclude(list, listed, notListed);

        Assert.Equal(ListHealth.Inconclusive, test.Health);
        Assert.Equal(verdict, ListTrust.Apply(AnswerRules.Weigh(list, Answer(answer)!), test).Verdict);
    }

    [Fact]
    public void Apply_InformationalAnswerOfAListThatListsTheWorld_IsUnverified()
    {
        WeighedAnswer weighed = AnswerRules.Weigh(ShippedCatalog.List("hostkarma"), Reply.A("127.0.0.3"));

        Assert.Equal(ListingVerdict.Informational, ListTrust.Apply(weighed, Test(ListHealth.Healthy)).Verdict);
        Assert.Equal(ListingVerdict.Unverified, ListTrust.Apply(weighed, Test(ListHealth.ListsWorld)).Verdict);
    }

    private static ListTestResult Test(ListHealth health) => health switch
    {
        ListHealth.Healthy => Conclude(Lists.Plain(), "127.0.0.2", "nx"),
        ListHealth.ListsWorld => Conclude(Lists.Plain(), "127.0.0.2", "127.0.0.2"),
        ListHealth.Empty => Conclude(Lists.Plain(), "nx", "nx"),
        ListHealth.NoTestEntry => Conclude(Lists.Plain(), "-", "nx"),
        ListHealth.Refused => Conclude(Lists.Plain(), "127.255.255.254", "nx"),
        ListHealth.Unreachable => Conclude(Lists.Plain(), "timeout", "timeout"),
        ListHealth.Parked => Conclude(Lists.Plain(), "198.51.100.7", "198.51.100.7"),
        ListHealth.Filtered => Conclude(Lists.Plain(), "nodata", "nx", textSurvives: true),
        _ => throw new ArgumentOutOfRangeException(nameof(health)),
    };

    private static ListTestResult Conclude(
        Blocklist list, string listed, string notListed, string shallow = "-", bool textSurvives = false)
    {
        ListTestAnswers answers = new(Answer(listed), Answer(notListed), Answer(shallow));
        return answers.Conclude(list, Array.Empty<string>(), answers.Refusal(list), Array.Empty<string>(), textSurvives);
    }

    private static DnsAnswer? Answer(string text) => text switch
    {
        "-" => null,
        "nx" => Reply.NameError,
        "nodata" => Reply.NoData,
        "timeout" => Reply.Timeout,
        _ => Reply.A(text),
    };
}
