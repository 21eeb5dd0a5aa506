using System;
using System.Linq;
using System.Net;
using System.Text;
using DelistTools.Readiness;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>The record that would pass, and how it stands in a zone file.</summary>
public sealed class SpfRecordAdviceTests
{
    [Theory]
    [InlineData(null, "192.0.2.1", "v=spf1 ip4:192.0.2.1 ~all")]
    [InlineData("v=spf1 mx -all", "192.0.2.1", "v=spf1 ip4:192.0.2.1 mx -all")]
    [InlineData("v=spf1 mx redirect=_spf.example.net", "2001:db8::1", "v=spf1 ip6:2001:db8::1 mx redirect=_spf.example.net")]
    [InlineData("v=spf1 ip4:198.51.100.1 ip6:2001:db8::/48 include:x.example.net ~all", "192.0.2.1 2001:db8::1", "v=spf1 ip4:198.51.100.1 ip6:2001:db8::/48 ip4:192.0.2.1 include:x.example.net ~all")]
    [InlineData("V=spf1  mx   -all", "192.0.2.1", "v=spf1 ip4:192.0.2.1 mx -all")]
    [InlineData("v=spf1 -ip4:192.0.2.0/24 -all", "192.0.2.1", "v=spf1 ip4:192.0.2.1 -ip4:192.0.2.0/24 -all")]
    [InlineData("v=spf1 mx -ip4:192.0.2.1 ip4:192.0.2.1 -all", "192.0.2.1", "v=spf1 ip4:192.0.2.1 mx -all")]
    [InlineData("v=spf1 mx", "192.0.2.1", "v=spf1 ip4:192.0.2.1 mx")]
    [InlineData("v=spf1 ip:192.0.2.1 moo -all", "192.0.2.1", "v=spf1 ip4:192.0.2.1 -all")]
    [InlineData("v=spf1 redirect=a.example.net redirect=b.example.net", "192.0.2.1", "v=spf1 ip4:192.0.2.1 redirect=a.example.net")]
    [InlineData("v=spf1 -all", "192.0.2.0 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.5 ::ffff:192.0.2.4", "v=spf1 ip4:192.0.2.0/30 ip4:192.0.2.4/31 -all")]
    [InlineData("v=spf1 -all", "192.0.2.1 192.0.2.2 192.0.2.1", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all")]
    public void Allow_Addresses_StandWhereNothingCanRefuseThem(string? current, string addresses, string expected)
    {
        SpfProposal proposal = SpfRecordAdvice.Allow(current, addresses.Split(' ').Select(IPAddress.Parse));
        Assert.Equal(expected, proposal.Text);
        Assert.True(proposal.IsChanged);
    }

    [Fact]
    public void Allow_AddressThatIsNamedFirst_ChangesNothing()
    {
        SpfProposal proposal = SpfRecordAdvice.Allow("v=spf1  ip4:192.0.2.0/24 mx -all", [IPAddress.Parse("192.0.2.1")]);
        Assert.Equal((false, "v=spf1  ip4:192.0.2.0/24 mx -all"), (proposal.IsChanged, proposal.Text));
    }

    [Fact]
    public void Allow_BrokenTerms_SaysWhatBecameOfThem()
    {
        SpfProposal proposal = SpfRecordAdvice.Allow("v=spf1 ip:198.51.100.1 moo -all.", [IPAddress.Parse("192.0.2.1")], SpfQualifier.Fail);
        Assert.Equal("v=spf1 ip4:198.51.100.1 ip4:192.0.2.1 -all", proposal.Text);
        Assert.Equal(["ip:198.51.100.1 ip4:198.51.100.1", "-all. -all"], proposal.Repaired.Select(r => r.Key + " " + r.Value));
        Assert.Equal(["moo"], proposal.Removed);
        Assert.Equal(["ip4:192.0.2.1"], proposal.Added);
    }

    [Fact]
    public void Allow_RecordNearTheLimit_DropsWhatCanNeverMatch()
    {
        string useless = string.Join(' ', Enumerable.Range(0, 30).Select(i => "ip4:198.51.100." + i));
        SpfProposal proposal = SpfRecordAdvice.Allow("v=spf1 ip4:198.51.100.0/24 " + useless + " mx ?mx -all", [IPAddress.Parse("192.0.2.1")]);
        Assert.Equal("v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.1 mx -all", proposal.Text);
        Assert.Equal(31, proposal.Removed.Count);
        Assert.False(proposal.IsLong);
    }

    [Fact]
    public void Allow_RecordThatStaysLong_SaysSo()
    {
        string needed = string.Join(' ', Enumerable.Range(0, 40).Select(i => "ip4:198.51.100." + (i * 2)));
        Assert.True(SpfRecordAdvice.Allow("v=spf1 " + needed + " -all", [IPAddress.Parse("192.0.2.1")]).IsLong);
    }

    [Theory]
    [InlineData("example.com", "v=spf1 -all", "example.com. IN TXT \"v=spf1 -all\"")]
    [InlineData("example.com.", "a\"b\\c\u00E9", "example.com. IN TXT \"a\\\"b\\\\c\\195\\169\"")]
    [InlineData("example.com", "", "example.com. IN TXT \"\"")]
    public void ZoneLine_Text_IsQuotedAndEscaped(string name, string text, string expected) => Assert.Equal(expected, TxtZoneLine.Of(name, text));

    [Fact]
    public void ZoneLine_LongRecord_IsCutBehindBlanks()
    {
        string text = "v=spf1 " + string.Join(' ', Enumerable.Range(0, 60).Select(i => "ip4:192.0.2." + i)) + " -all";
        System.Collections.Generic.IReadOnlyList<string> strings = TxtZoneLine.Strings(text);
        Assert.Equal(text, string.Concat(strings));
        Assert.All(strings, s => Assert.InRange(s.Length, 1, 255));
        Assert.All(strings.SkipLast(1), s => Assert.EndsWith(" ", s, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\u00E9")]
    [InlineData("\uD83D\uDE00")]
    [InlineData("ab \u20AC")]
    public void ZoneLine_AnyText_ComesTogetherAgain(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 400));
        System.Collections.Generic.IReadOnlyList<string> strings = TxtZoneLine.Strings(text);
        Assert.Equal(text, string.Concat(strings));
        Assert.All(strings, s => Assert.InRange(Encoding.UTF8.GetByteCount(s), 1, 255));
    }
}
