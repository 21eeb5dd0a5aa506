using System;
using System.Linq;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Which lists a reply names, in a code or in words.</summary>
public sealed class NamedListsTests
{
    private const string Comcast = "554 resimta-po-11v.sys.comcast.net 192.0.2.4 found on one or more DNSBLs, see http://postmaster.comcast.net/smtp-error-codes.php#";

    [Theory]
    [InlineData(Comcast + "BL000001", "spamhaus-zen")]
    [InlineData(Comcast + "BL000010", "cloudmark-csi")]
    [InlineData(Comcast + "BL000100", "validity-rpbl")]
    [InlineData(Comcast + "BL000111", "spamhaus-zen cloudmark-csi validity-rpbl")]
    [InlineData(Comcast + "BL000000", "")]
    [InlineData("554 cox 192.0.2.4 Error Code: AUP#IPBL0001", "spamhaus-zen")]
    [InlineData("554 cox 192.0.2.4 Error Code: AUP#IPBL00001", "spamhaus-zen")]
    [InlineData("554 cox 192.0.2.4 Error Code: AUP#IPBL1010", "validity-rpbl cloudmark-csi")]
    [InlineData("554 cox 192.0.2.4 Error Code: AUP#IPBL1111", "spamhaus-zen validity-rpbl invaluement-sip cloudmark-csi")]
    public void Diagnose_CodeWhoseDigitsAreLists_NamesThemAll(string reply, string lists) => AssertNames(reply, RefusalCause.AddressBlocked, lists);

    [Theory]
    [InlineData("554 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using zen.spamhaus.org", "spamhaus-zen")]
    [InlineData("550 SpamCop: 192.0.2.4 is listed. Delivery refused", "spamcop")]
    [InlineData("550 Your IP 192.0.2.4 is blacklisted, see zen.spamhaus.org and bl.spamcop.net", "spamhaus-zen spamcop")]
    [InlineData("550 Your IP 192.0.2.4 is blacklisted: https://www.spamcop.net/bl.shtml?192.0.2.4", "spamcop")]
    [InlineData("550 Your IP 192.0.2.4 is blacklisted in rbl.example.net", "rbl.example.net")]
    [InlineData("550 Your IP 192.0.2.4 is blacklisted by us, mail.example.net", "")]
    [InlineData("554 Blocked - see http://www.barracudanetworks.com/reputation/?pr=1&ip=192.0.2.4", "barracuda-brbl")]
    public void Diagnose_ListsInWords_NamesThem(string reply, string lists) => AssertNames(reply, RefusalCause.AddressBlocked, lists);

    [Theory]
    [InlineData("550 Message was rejected by UCEPROTECT-Network Level 3: 192.0.2.4", "uceprotect-3")]
    [InlineData("550 192.0.2.4 is listed in UCEPROTECT Level 2", "uceprotect-2")]
    public void Diagnose_ListOfRanges_IsARange(string reply, string lists) => AssertNames(reply, RefusalCause.RangeBlocked, lists);

    [Theory]
    [InlineData("550 mail from 192.0.2.4 rejected: listed in dnsbl.ahbl.org", "ahbl")]
    [InlineData("550 Your host 192.0.2.4 is blacklisted in spam.dnsbl.sorbs.net", "sorbs")]
    public void Diagnose_DeadList_IsTheReceiversTrouble(string reply, string lists) => AssertNames(reply, RefusalCause.ReceiverMisconfigured, lists);

    [Fact]
    public void Diagnose_DeadListBesideALiveOne_IsAListing() => AssertNames(
        "550 Your IP 192.0.2.4 is blacklisted in dnsbl.sorbs.net, zen.spamhaus.org", RefusalCause.AddressBlocked, "sorbs spamhaus-zen");

    [Fact]
    public void Diagnose_NoListing_NamesNoList() => Assert.Empty(Diagnoses.Of("550 5.1.1 User unknown, as zen.spamhaus.org would say").Blocklists);

    [Fact]
    public void Build_UnknownListOfADigit_IsAnError()
    {
        CatalogException error = Assert.Throws<CatalogException>(() => Diagnoses.Over(
            "{ \"id\": \"a\", \"fragments\": [\"abcd\"], \"bitLists\": [\"no-such-list\"], \"cause\": \"unknown\", \"about\": \"x\", \"sources\": [{ \"source\": \"s\" }], \"confidence\": \"low\", \"verifiedOn\": \"2026-11-25\" }"));

        Assert.Equal("bitLists", error.Field);
    }

    private static void AssertNames(string reply, RefusalCause cause, string lists)
    {
        MailRefusal refusal = Diagnoses.Of(reply);
        string[] expected = lists.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((cause, string.Join(" ", expected), expected.FirstOrDefault()), (refusal.Cause, string.Join(" ", refusal.Blocklists), refusal.Blocklist));
    }
}
