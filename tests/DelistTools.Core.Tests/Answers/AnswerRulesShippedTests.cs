using System;
using System.Linq;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Answers of real lists, read by the entries that ship.</summary>
public sealed class AnswerRulesShippedTests
{
    [Theory]

    // Spamhaus: combined zones name their components, and policy is another reach than a listing by hand.
    [InlineData("spamhaus-zen", "127.0.0.2", ListingVerdict.Listed, ListingScope.Address, "SBL")]
    [InlineData("spamhaus-zen", "127.0.0.3", ListingVerdict.Listed, ListingScope.Address, "CSS")]
    [InlineData("spamhaus-zen", "127.0.0.4", ListingVerdict.Listed, ListingScope.Address, "XBL")]
    [InlineData("spamhaus-zen", "127.0.0.9", ListingVerdict.Listed, ListingScope.Range, "DROP")]
    [InlineData("spamhaus-zen", "127.0.0.10", ListingVerdict.Listed, ListingScope.Policy, "PBL")]
    [InlineData("spamhaus-zen", "127.0.0.11", ListingVerdict.Listed, ListingScope.Policy, "entered by Spamhaus")]
    [InlineData("spamhaus-zen", "127.0.0.2 127.0.0.9", ListingVerdict.Listed, ListingScope.Address, "SBL")]
    [InlineData("spamhaus-zen", "127.0.0.4 127.0.0.11", ListingVerdict.Listed, ListingScope.Address, "XBL")]
    [InlineData("spamhaus-zen", "127.0.0.99", ListingVerdict.Listed, ListingScope.Address, "127.0.0.99 (not named by the catalogue)")]
    [InlineData("spamhaus-pbl", "127.0.0.10", ListingVerdict.Listed, ListingScope.Policy, "its provider")]
    [InlineData("spamhaus-pbl", "127.0.0.11", ListingVerdict.Listed, ListingScope.Policy, "Spamhaus")]
    [InlineData("spamhaus-zen", "127.255.255.252", ListingVerdict.Refused, ListingScope.Address, "misspelt")]
    [InlineData("spamhaus-zen", "127.255.255.254", ListingVerdict.Refused, ListingScope.Address, "public or open resolver")]
    [InlineData("spamhaus-zen", "127.255.255.255", ListingVerdict.Refused, ListingScope.Address, "Too many queries")]
    [InlineData("spamhaus-zen", "127.0.0.2 127.255.255.254", ListingVerdict.Refused, ListingScope.Address, "public or open resolver")]
    [InlineData("spamhaus-zen", "127.0.0.1", ListingVerdict.Unverified, ListingScope.Address, "127.0.0.1 is no listing")]

    // Lists that share a zone answer with their neighbours' codes too.
    [InlineData("spamhaus-css", "127.0.0.3", ListingVerdict.Listed, ListingScope.Address, "CSS")]
    [InlineData("spamhaus-css", "127.0.0.2", ListingVerdict.NotListed, ListingScope.Address, "other lists that share it")]
    [InlineData("spamhaus-css", "127.0.0.2 127.0.0.3", ListingVerdict.Listed, ListingScope.Address, "CSS")]
    [InlineData("spamhaus-css", "127.255.255.254", ListingVerdict.Refused, ListingScope.Address, "public or open resolver")]
    [InlineData("spamhaus-drop", "127.0.0.9", ListingVerdict.Listed, ListingScope.Range, "DROP")]
    [InlineData("spamhaus-drop", "127.0.0.2 127.0.0.4 127.0.0.10", ListingVerdict.NotListed, ListingScope.Range, "other lists that share it")]
    [InlineData("spamhaus-drop", "127.0.0.2 127.0.0.9", ListingVerdict.Listed, ListingScope.Range, "DROP")]

    // DBL refuses addresses with a code beside its listing codes.
    [InlineData("spamhaus-dbl", "127.0.1.2", ListingVerdict.Listed, ListingScope.Domain, "Spam")]
    [InlineData("spamhaus-dbl", "127.0.1.106", ListingVerdict.Listed, ListingScope.Domain, "botnet")]
    [InlineData("spamhaus-dbl", "127.0.1.255", ListingVerdict.Refused, ListingScope.Domain, "IP address was asked")]

    // Bitmasks: bit 1 refuses, 127.0.0.255 refuses before its bits are looked at.
    [InlineData("surbl-multi", "127.0.0.8", ListingVerdict.Listed, ListingScope.Domain, "PH: phishing")]
    [InlineData("surbl-multi", "127.0.0.24", ListingVerdict.Listed, ListingScope.Domain, "MW: malware")]
    [InlineData("surbl-multi", "127.0.0.254", ListingVerdict.Listed, ListingScope.Domain, "ABUSE")]
    [InlineData("surbl-multi", "127.0.0.4", ListingVerdict.Informational, ListingScope.Domain, "disposable")]
    [InlineData("surbl-multi", "127.0.0.36", ListingVerdict.Informational, ListingScope.Domain, "CT: click tracker")]
    [InlineData("surbl-multi", "127.0.0.12", ListingVerdict.Listed, ListingScope.Domain, "PH: phishing")]
    [InlineData("surbl-multi", "127.0.0.2", ListingVerdict.Listed, ListingScope.Domain, "bit 2 (not named by the catalogue)")]
    [InlineData("surbl-multi", "127.0.0.1", ListingVerdict.Refused, ListingScope.Domain, "bit 1")]
    [InlineData("surbl-multi", "127.0.0.9", ListingVerdict.Refused, ListingScope.Domain, "bit 1")]
    [InlineData("uribl-multi", "127.0.0.2", ListingVerdict.Listed, ListingScope.Domain, "Black")]
    [InlineData("uribl-multi", "127.0.0.14", ListingVerdict.Listed, ListingScope.Domain, "Red")]
    [InlineData("uribl-multi", "127.0.0.1", ListingVerdict.Refused, ListingScope.Domain, "public resolver")]
    [InlineData("uribl-multi", "127.0.0.255", ListingVerdict.Refused, ListingScope.Domain, "Query blocked")]

    // Where the catalogue gives bit 1 a meaning, it is no refusal.
    [InlineData("validity-rpbl", "127.0.0.1", ListingVerdict.Listed, ListingScope.Address, "Bot")]
    [InlineData("validity-rpbl", "127.0.0.5", ListingVerdict.Listed, ListingScope.Address, "Pristine spam trap")]
    [InlineData("validity-rpbl", "127.255.255.255", ListingVerdict.Refused, ListingScope.Address, "not registered")]

    // Reputation is read per code.
    [InlineData("hostkarma", "127.0.0.1", ListingVerdict.Informational, ListingScope.Address, "White")]
    [InlineData("hostkarma", "127.0.0.2", ListingVerdict.Listed, ListingScope.Address, "Black")]
    [InlineData("hostkarma", "127.0.0.3", ListingVerdict.Informational, ListingScope.Address, "Yellow")]
    [InlineData("hostkarma", "127.0.0.5", ListingVerdict.Informational, ListingScope.Address, "NOBL")]
    [InlineData("hostkarma", "127.0.0.1 127.0.0.2", ListingVerdict.Listed, ListingScope.Address, "Black")]
    [InlineData("hostkarma", "127.0.0.77", ListingVerdict.Informational, ListingScope.Address, "127.0.0.77 (not named")]
    [InlineData("mailspike-rep", "127.0.0.12", ListingVerdict.Listed, ListingScope.Address, "Bad reputation")]
    [InlineData("mailspike-rep", "127.0.0.13", ListingVerdict.Informational, ListingScope.Address, "Neutral")]
    [InlineData("mailspike-rep", "127.0.0.20", ListingVerdict.Informational, ListingScope.Address, "Excellent")]
    [InlineData("mailspike-rep", "127.0.0.21", ListingVerdict.Informational, ListingScope.Address, "not named")]
    [InlineData("mailspike-rep", "127.0.0.1", ListingVerdict.Unverified, ListingScope.Address, "127.0.0.1 is no listing")]
    [InlineData("validity-score", "127.0.4.0", ListingVerdict.Informational, ListingScope.Address, "the score")]
    [InlineData("validity-score", "127.0.4.87", ListingVerdict.Informational, ListingScope.Address, "the score")]
    [InlineData("validity-score", "127.0.4.100", ListingVerdict.Informational, ListingScope.Address, "the score")]
    [InlineData("validity-score", "127.0.4.101", ListingVerdict.Informational, ListingScope.Address, "not named")]
    [InlineData("bondedsender", "127.0.0.10", ListingVerdict.Informational, ListingScope.Address, "not named")]

    // The same code, three reaches.
    [InlineData("uceprotect-1", "127.0.0.2", ListingVerdict.Listed, ListingScope.Address, "")]
    [InlineData("uceprotect-2", "127.0.0.2", ListingVerdict.Listed, ListingScope.Range, "")]
    [InlineData("uceprotect-3", "127.0.0.2", ListingVerdict.Listed, ListingScope.Network, "")]

    // 127.0.0.1 is a listing where the list says so.
    [InlineData("efnetrbl", "127.0.0.1", ListingVerdict.Listed, ListingScope.Address, "Open proxy")]
    [InlineData("spamcop", "127.0.0.1", ListingVerdict.Unverified, ListingScope.Address, "127.0.0.1 is no listing")]
    public void Weigh_AnswerOfAShippedList_IsReadByItsRules(
        string id, string addresses, ListingVerdict verdict, ListingScope scope, string said)
    {
        WeighedAnswer weighed = AnswerRules.Weigh(ShippedCatalog.List(id), Reply.A(addresses));

        Assert.Equal(verdict, weighed.Verdict);
        Assert.Equal(scope, weighed.Scope);
        Assert.Contains(said, weighed.Reason, StringComparison.Ordinal);
        Assert.Equal(addresses, string.Join(" ", weighed.Codes));
        Assert.Equal(LookupFailureKind.None, weighed.Failure);
        Assert.NotEmpty(weighed.Reason);
    }

    [Fact]
    public void Weigh_SeveralCodesOfACombinedList_NamesEachComponentOnce()
    {
        WeighedAnswer weighed = AnswerRules.Weigh(
            ShippedCatalog.List("spamhaus-zen"), Reply.A("127.0.0.2 127.0.0.4 127.0.0.9 127.0.0.10 127.0.0.11"));

        Assert.Equal(new[] { "spamhaus-sbl", "spamhaus-xbl", "spamhaus-drop", "spamhaus-pbl" }, weighed.Components);
        Assert.Equal(5, weighed.Meanings.Count);
    }

    [Fact]
    public void Weigh_Refusal_NamesNoComponent()
    {
        WeighedAnswer weighed = AnswerRules.Weigh(ShippedCatalog.List("spamhaus-zen"), Reply.A("127.0.0.2 127.255.255.254"));

        Assert.Empty(weighed.Components);
        Assert.Equal(new[] { "Asked through a public or open resolver" }, weighed.Meanings);
    }

    [Fact]
    public void Weigh_SpamhausRefusalOnAnyList_IsARefusal()
    {
        foreach (Blocklist list in ShippedCatalog.Current.Blocklists)
        {
            foreach (string code in new[] { "127.255.255.0", "127.255.255.252", "127.255.255.253", "127.255.255.255" })
            {
                Assert.True(
                    AnswerRules.Weigh(list, Reply.A(code)).Verdict == ListingVerdict.Refused, list.Id + " takes " + code + " for something else");
            }
        }
    }

    [Fact]
    public void Weigh_EveryNamedCode_MeansWhatTheCatalogueSays()
    {
        foreach (Blocklist list in ShippedCatalog.Current.Blocklists)
        {
            foreach (ListingCode code in list.Rules.Codes)
            {
                string answer = code.Bit != 0 ? "127.0.0." + code.Bit : IpAddressText.FromUInt32(code.From).ToString();
                WeighedAnswer weighed = AnswerRules.Weigh(list, Reply.A(answer));

                Assert.True(
                    weighed.Verdict == (code.IsInformational ? ListingVerdict.Informational : ListingVerdict.Listed),
                    list.Id + " " + answer + ": " + weighed.Verdict);
                Assert.Contains(code.Meaning, weighed.Meanings);
            }

            foreach (RefusalCode refusal in list.Rules.Refusals)
            {
                Assert.Equal(
                    ListingVerdict.Refused,
                    AnswerRules.Weigh(list, Reply.A(IpAddressText.FromUInt32(refusal.Code).ToString())).Verdict);
            }
        }
    }

    [Fact]
    public void Weigh_ParkingAddressOnAnyList_IsNoListing()
    {
        foreach (Blocklist list in ShippedCatalog.Current.Blocklists)
        {
            WeighedAnswer weighed = AnswerRules.Weigh(list, Reply.A("127.0.0.2 198.51.100.7"));

            Assert.Equal(ListingVerdict.Unverified, weighed.Verdict);
            Assert.True(weighed.IsForeign);
        }
    }
}
