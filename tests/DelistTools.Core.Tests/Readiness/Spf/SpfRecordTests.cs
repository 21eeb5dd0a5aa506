using System;
using System.Linq;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>What is said of a record that nobody's address is checked against.</summary>
public sealed class SpfRecordTests
{
    [Theory]
    [InlineData("v=spf1 -all", true)]
    [InlineData("V=SPF1", true)]
    [InlineData("v=spf1  mx -all ", true)]
    [InlineData("v=spf1mx -all", false)]
    [InlineData("v=spf10 -all", false)]
    [InlineData("v=spf1\t-all", false)]
    [InlineData(" v=spf1 -all", false)]
    [InlineData("", false)]
    public void IsRecord_Text_IsOneByItsVersion(string text, bool expected) => Assert.Equal(expected, SpfRecord.IsRecord(text));

    [Fact]
    public void Parse_WholeRecord_TakesTermsApartWithPositions()
    {
        SpfRecord record = SpfRecord.Parse("v=spf1 ip4:192.0.2.0/24  ~a:mail.example.com/28//64 INCLUDE:_spf.example.net x-tag=1 exp=why.%{d} -all");

        Assert.Null(record.Fault);
        Assert.Empty(record.Remarks);
        Assert.Equal(
            [SpfTermKind.Ip4, SpfTermKind.A, SpfTermKind.Include, SpfTermKind.OtherModifier, SpfTermKind.Explanation, SpfTermKind.All],
            record.Terms.Select(t => t.Kind));
        Assert.All(record.Terms, t => Assert.Equal(t.Text, record.Text.Substring(t.Position, t.Text.Length)));
        Assert.Equal((SpfQualifier.SoftFail, 28, 64), (record.Terms[1].Qualifier, record.Terms[1].PrefixIPv4, record.Terms[1].PrefixIPv6));
        Assert.Equal("192.0.2.0-192.0.2.255", record.Terms[0].Range!.ToString());
    }

    [Theory]
    [InlineData("ip:192.0.2.1", "UnknownMechanism", "ip4:192.0.2.1")]
    [InlineData("ipv4:192.0.2.1", "UnknownMechanism", "ip4:192.0.2.1")]
    [InlineData("~ip:2001:db8::1", "UnknownMechanism", "~ip6:2001:db8::1")]
    [InlineData("192.0.2.1", "UnknownMechanism", "ip4:192.0.2.1")]
    [InlineData("192.0.2.0/24", "UnknownMechanism", "ip4:192.0.2.0/24")]
    [InlineData("includes:_spf.example.net", "UnknownMechanism", "include:_spf.example.net")]
    [InlineData("redirect:_spf.example.net", "UnknownMechanism", "redirect=_spf.example.net")]
    [InlineData("-all.", "UnknownMechanism", "-all")]
    [InlineData("-all;", "UnknownMechanism", "-all")]
    [InlineData("\u2013all", "UnexpectedCharacter", "-all")]
    [InlineData("\u200Bmx", "UnexpectedCharacter", "mx")]
    [InlineData("mx,a", "UnknownMechanism", "mx a")]
    [InlineData("ip4:192.0.2.1,ip4:192.0.2.2", "BadAddress", "ip4:192.0.2.1 ip4:192.0.2.2")]
    [InlineData("ip4:2001:db8::1", "BadAddress", "ip6:2001:db8::1")]
    [InlineData("ip6:192.0.2.1", "BadAddress", "ip4:192.0.2.1")]
    [InlineData("ip4:192.0.2", "BadAddress", "ip4:192.0.2.0/24")]
    [InlineData("ip4:192.0.2.*", "BadAddress", "ip4:192.0.2.0/24")]
    [InlineData("ip4:192.0.2.1/024", "BadPrefixLength", "ip4:192.0.2.1/24")]
    [InlineData("ip4:192.0.2.1/33", "BadPrefixLength", null)]
    [InlineData("ip4:192.0.2.1/", "BadPrefixLength", "ip4:192.0.2.1")]
    [InlineData("a:192.0.2.1", "BadDomain", "ip4:192.0.2.1")]
    [InlineData("a/24/64", "BadPrefixLength", null)]
    [InlineData("include", "MissingValue", null)]
    [InlineData("ip4:", "MissingValue", null)]
    [InlineData("ptr/24", "UnexpectedValue", null)]
    [InlineData("-all:x", "UnexpectedValue", null)]
    [InlineData("a:localhost", "BadDomain", null)]
    [InlineData("exists:%{x}.example.com", "BadMacro", null)]
    [InlineData("exists:%{d0}.example.com", "BadMacro", null)]
    [InlineData("exists:%{c}.example.com", "BadMacro", null)]
    [InlineData("exists:%{i", "BadMacro", null)]
    [InlineData("1up=foo", "BadModifierName", null)]
    [InlineData("-", "EmptyTerm", null)]
    [InlineData("moo", "UnknownMechanism", null)]
    public void Parse_BrokenTerm_SaysWhatItIsAndWhatWasMeant(string term, string kind, string? meant)
    {
        SpfRecord record = SpfRecord.Parse("v=spf1 mx:example.net " + term + " ~all");

        Assert.NotNull(record.Fault);
        Assert.Equal((kind, term, 22, meant), (record.Fault.Kind.ToString(), record.Fault.Term, record.Fault.Position, record.Fault.Suggestion));
        Assert.True(meant is null || SpfRecord.Parse("v=spf1 " + meant).Fault is null);
    }

    [Theory]
    [InlineData("mx", "AllMissing")]
    [InlineData("redirect=example.net", "")]
    [InlineData("mx +all", "AllPasses")]
    [InlineData("mx all", "AllPasses")]
    [InlineData("mx ?all", "AllNeutral")]
    [InlineData("-all mx", "TermAfterAll")]
    [InlineData("-all redirect=example.net", "RedirectIgnored")]
    [InlineData("ptr -all", "PtrUsed")]
    [InlineData("mx a ?MX -all", "RepeatedTerm")]
    [InlineData("ip4:0.0.0.0/1 -all", "WideRange")]
    [InlineData("ip4:10.0.0.0/8 -all", "")]
    [InlineData("ip6:2000::/3 -all", "WideRange")]
    [InlineData("include=_spf.example.net -all", "ModifierLikeMechanism")]
    [InlineData("a:x..example.net -all", "ImpossibleDomain")]
    [InlineData("redirect=example.net redirect=example.org", "RepeatedModifier")]
    [InlineData("exp=example.net -all exp=example.org", "RepeatedModifier")]
    public void Parse_ValidTerms_SaysWhatTheirAuthorMayNotHaveMeant(string terms, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', SpfRecord.Parse("v=spf1 " + terms).Remarks.Select(r => r.Kind)));

    [Fact]
    public void Parse_IncludeAsModifier_SuggestsTheMechanism() =>
        Assert.Equal("include:_spf.example.net", SpfRecord.Parse("v=spf1 include=_spf.example.net -all").Remarks.Single().Suggestion);

    [Fact]
    public void Parse_SecondRedirect_MakesTheRecordInvalid() =>
        Assert.Equal(SpfRemarkKind.RepeatedModifier, SpfRecord.Parse("v=spf1 redirect=example.net redirect=example.net").Fault!.Kind);

    [Fact]
    public void Parse_LongRecord_IsRemarked()
    {
        string text = "v=spf1 " + string.Join(' ', Enumerable.Range(0, 40).Select(i => "ip4:192.0.2." + i)) + " -all";
        Assert.Equal(SpfRemarkKind.LongRecord, Assert.Single(SpfRecord.Parse(text).Remarks).Kind);
    }

    [Fact]
    public void Parse_Megabytes_IsAFaultAtOnce()
    {
        SpfRecord record = SpfRecord.Parse("v=spf1 " + string.Concat(Enumerable.Repeat("mx ", 1_000_000)));
        Assert.Equal(SpfRemarkKind.RecordTooLarge, record.Fault!.Kind);
        Assert.Empty(record.Terms);
    }

    [Theory]
    [InlineData("x ")]
    [InlineData("mx ")]
    [InlineData("ip4:1.1.1.1 ")]
    [InlineData("a=% ")]
    [InlineData("exp=a.b ")]
    [InlineData("exists:%{l}.b ")]
    [InlineData(",")]
    [InlineData("%{s}")]
    public void Parse_AsMuchAsARecordHolds_IsReadWhole(string unit)
    {
        string text = "v=spf1 " + string.Concat(Enumerable.Repeat(unit, 65_000 / unit.Length));
        SpfRecord record = SpfRecord.Parse(text);
        Assert.Equal(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - 1, record.Terms.Count);
        Assert.Null(SpfRecord.Parse(SpfRecordAdvice.Allow(text, [System.Net.IPAddress.Loopback]).Text).Fault);
    }

    [Theory]
    [InlineData("\"v=spf1 mx -all\"", "Quoted", "v=spf1 mx -all")]
    [InlineData("\u201Cv=spf1 mx -all\u201D", "Quoted", "v=spf1 mx -all")]
    [InlineData("\uFEFFv=spf1 mx -all", "InvisibleCharacter", "v=spf1 mx -all")]
    [InlineData("  v=spf1 mx -all", "LeadingBlank", "v=spf1 mx -all")]
    [InlineData("v=spf1mx -all", "MissingBlank", "v=spf1 mx -all")]
    [InlineData("v=spf1ip4:192.0.2.1", "MissingBlank", "v=spf1 ip4:192.0.2.1")]
    [InlineData("v=spf1;mx -all", "MissingBlank", "v=spf1 mx -all")]
    [InlineData("v=spf1\tmx", "MissingBlank", "v=spf1 mx")]
    [InlineData("v=spf2 mx -all", "WrongVersion", "v=spf1 mx -all")]
    [InlineData("v=spf1.0 mx", "WrongVersion", "v=spf1 mx")]
    [InlineData("v=spf10 mx -all", "WrongVersion", "v=spf1 mx -all")]
    [InlineData("v=spfl mx -all", "WrongVersion", "v=spf1 mx -all")]
    [InlineData("v = spf1 mx -all", "WrongVersion", "v=spf1 mx -all")]
    [InlineData("spf1 mx -all", "WrongVersion", "v=spf1 mx -all")]
    [InlineData("spf2.0/mfrom,pra mx -all", "SenderId", null)]
    public void Select_AlmostARecord_IsToldFromOne(string text, string kind, string? meant)
    {
        SpfRecordSelection selection = SpfRecordSelection.Of(["google-site-verification=spf1", "spflag=1", text, "v=DMARC1; p=none"]);

        Assert.Empty(selection.Records);
        SpfNearRecord near = Assert.Single(selection.Near);
        Assert.Equal((kind, text, meant), (near.Kind.ToString(), near.Text, near.Suggestion));
    }

    [Fact]
    public void Select_FloodOfTexts_KeepsAFew()
    {
        SpfRecordSelection selection = SpfRecordSelection.Of(Enumerable.Range(0, 5000).Select(i => "v=spf1x" + i).ToList());
        Assert.Equal(20, selection.Near.Count);
    }
}
