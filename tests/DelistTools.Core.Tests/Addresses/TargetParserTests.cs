using System;
using System.Linq;
using System.Net;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class TargetParserTests
{
    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("  1.2.3.4\t", "1.2.3.4")]
    [InlineData("2a00::1", "2a00::1")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.4/32", "1.2.3.4")]
    [InlineData("1.2.3.77/24", "1.2.3.0-1.2.3.255")]
    [InlineData("1.2.3.77/16", "1.2.0.0-1.2.255.255")]
    [InlineData("2a00::1/126", "2a00::-2a00::3")]
    [InlineData("2a00::/112", "2a00::-2a00::ffff")]
    [InlineData("::ffff:1.2.3.77/120", "1.2.3.0-1.2.3.255")]
    [InlineData("::ffff:1.2.3.77/128", "1.2.3.77")]
    [InlineData("1.2.3.4-1.2.3.9", "1.2.3.4-1.2.3.9")]
    [InlineData("1.2.3.4 - 1.2.3.9", "1.2.3.4-1.2.3.9")]
    [InlineData("1.2.3.4-9", "1.2.3.4-1.2.3.9")]
    [InlineData("1.2.3.4-4", "1.2.3.4")]
    [InlineData("2a00::1-2a00::9", "2a00::1-2a00::9")]
    public void Parse_AddressBlockOrRange_GivesIt(string input, string expected)
    {
        TargetText target = Parse(input);

        Assert.Null(target.Problem);
        Assert.Null(target.HostName);
        Assert.Equal(expected, target.Range?.ToString());
    }

    [Theory]
    [InlineData("mail.example.com", "mail.example.com")]
    [InlineData("Mail.Example.COM.", "mail.example.com")]
    [InlineData("mail-1.example.com", "mail-1.example.com")]
    [InlineData("m\u00FCller.example", "xn--mller-kva.example")]
    [InlineData("4.3.2.mail.example.com", "4.3.2.mail.example.com")]
    [InlineData("www.spamhaus.org", "www.spamhaus.org")]
    [InlineData("www.zen.spamhaus.org", "www.zen.spamhaus.org")]
    [InlineData("4.3.2.1.com", "4.3.2.1.com")]
    public void Parse_HostName_GivesTheFormThatIsAsked(string input, string expected)
    {
        TargetText target = Parse(input);

        Assert.Null(target.Problem);
        Assert.Null(target.Range);
        Assert.Equal(expected, target.HostName);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("   ", "it is empty")]
    [InlineData("1", "has four numbers")]
    [InlineData("127.1", "has four numbers")]
    [InlineData("1.2.3.", "has four numbers")]
    [InlineData("1.2.3.4.5", "has four numbers")]
    [InlineData("2130706433", "has four numbers")]
    [InlineData("010.0.0.1", "leading zero")]
    [InlineData("1.2.3.04", "leading zero")]
    [InlineData("256.1.1.1", "at most 255")]
    [InlineData("1.2.3.99999999999999999999", "at most 255")]
    [InlineData("::1%eth0", "scope id")]
    [InlineData("fe80::1%2", "scope id")]
    [InlineData("postmaster@example.com", "mail address")]
    [InlineData("https://example.com/", "web address")]
    [InlineData("http://192.0.2.1", "web address")]
    [InlineData("192.0.2.1/33", "CIDR block")]
    [InlineData("192.0.2.1/-1", "CIDR block")]
    [InlineData("192.0.2.1/+8", "CIDR block")]
    [InlineData("192.0.2.1/", "CIDR block")]
    [InlineData("192.0.2.1/255.255.255.0", "CIDR block")]
    [InlineData("192.0.2/24", "CIDR block")]
    [InlineData("2a00::/129", "CIDR block")]
    [InlineData("::ffff:1.2.3.0/24", "CIDR block")]
    [InlineData("::ffff:1.2.3.0/129", "CIDR block")]
    [InlineData("/24", "CIDR block")]
    [InlineData("mail.example.com/24", "CIDR block")]
    [InlineData("2a00::1::2", "no IPv6 address")]
    [InlineData("2a00::g", "no IPv6 address")]
    [InlineData("2a00::1-9", "no IPv6 address")]
    [InlineData("1.2.3.4-2a00::1", "no IPv6 address")]
    [InlineData("1.2.3.4-256", "a range is")]
    [InlineData("1.2.3.4-", "a range is")]
    [InlineData("-1.2.3.4", "a range is")]
    [InlineData("1.2.3.4-1.2.3", "a range is")]
    [InlineData("1.2.3.9-1.2.3.4", "its end lies before its beginning")]
    [InlineData("1.2.3.9-4", "its end lies before its beginning")]
    [InlineData("2a00::9-2a00::1", "its end lies before its beginning")]
    [InlineData("localhost", "neither an address nor a host name")]
    [InlineData("mail example.com", "neither an address nor a host name")]
    [InlineData("mail..example.com", "neither an address nor a host name")]
    [InlineData("*.example.com", "neither an address nor a host name")]
    public void Parse_BadInput_SaysWhatIsWrongWithIt(string input, string fault)
    {
        foreach (bool force in new[] { false, true })
        {
            Problem? problem = Parse(input, force).Problem;

            Assert.Equal("InvalidAddress", problem?.Id);
            Assert.Equal(input, problem?.Target);
            Assert.Equal(input, problem?.Arguments[0]);
            Assert.Contains(fault, (string)problem!.Arguments[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("10.1.2.3", "private")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("::ffff:192.168.0.1", "private")]
    [InlineData("192.0.2.1-9", "documentation")]
    [InlineData("9.255.255.0-10.0.0.0", "private")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("2001:db8::/120", "documentation")]
    public void Parse_ReservedAddress_IsRefusedUnlessForced(string input, string purpose)
    {
        Problem? problem = Parse(input).Problem;

        Assert.Equal("ReservedAddress", problem?.Id);
        Assert.Equal(input, problem?.Target);
        Assert.Contains(purpose, (string)problem!.Arguments[1], StringComparison.Ordinal);
        Assert.NotNull(Parse(input, force: true).Range);
    }

    [Theory]
    [InlineData("1.0.0.0/15", "131,072")]
    [InlineData("1.0.0.0-1.1.0.0", "65,537")]
    [InlineData("2a00::/111", "131,072")]
    [InlineData("0.0.0.0/0", "4,294,967,296")]
    [InlineData("2a00::/64", "18,446,744,073,709,551,616")]
    public void Parse_WideRange_IsRefusedUnlessForced(string input, string count)
    {
        Problem? problem = Parse(input).Problem;

        Assert.Equal("RangeTooWide", problem?.Id);
        Assert.Equal(count, problem?.Arguments[1]);
        Assert.NotNull(Parse(input, force: true).Range);
    }

    [Theory]
    [InlineData("zen.spamhaus.org", "spamhaus-zen")]
    [InlineData("ZEN.spamhaus.org.", "spamhaus-zen")]
    [InlineData("multi.surbl.org", "surbl-multi")]
    [InlineData("black.uribl.com", "uribl-multi")]
    [InlineData("dnsbl.sorbs.net", "sorbs")]
    public void Parse_ZoneItself_PointsToTheTestOfTheList(string input, string id)
    {
        Problem? problem = Parse(input).Problem;

        Assert.Equal("InvalidAddress", problem?.Id);
        Assert.Contains("Test-Blocklist " + id, (string)problem!.Arguments[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0.0.127.zen.spamhaus.org", "127.0.0.2", "zen.spamhaus.org", "Test-Blocklist spamhaus-zen")]
    [InlineData("2.0.0.127.Zen.Spamhaus.ORG.", "127.0.0.2", "zen.spamhaus.org", "Test-Blocklist spamhaus-zen")]
    [InlineData("1.0.0.127.zen.spamhaus.org", "127.0.0.1", "zen.spamhaus.org", "Test-Blocklist spamhaus-zen")]
    [InlineData("36.0.0.127.all.spamrats.com", "127.0.0.36", "all.spamrats.com", "Test-Blocklist spamrats-all")]
    [InlineData("4.3.2.1.zen.spamhaus.org", "1.2.3.4", "zen.spamhaus.org", "Test-IpBlocklist 1.2.3.4 -Blocklist spamhaus-zen")]
    [InlineData("4.3.2.1.rbl.mailspike.org", "1.2.3.4", "rbl.mailspike.org", "Test-IpBlocklist 1.2.3.4 -Blocklist mailspike-bl")]
    [InlineData("4.3.2.1.dnsbl.sorbs.net", "1.2.3.4", "dnsbl.sorbs.net", "Get-Blocklist sorbs (the list is closed)")]
    [InlineData("4.3.2.1.spam.dnsbl.sorbs.net", "1.2.3.4", "spam.dnsbl.sorbs.net", "Get-Blocklist sorbs (the list is closed)")]
    [InlineData("4.3.2.1.cbl.abuseat.org", "1.2.3.4", "cbl.abuseat.org", "Get-Blocklist cbl (the list is closed)")]
    [InlineData("4.3.2.1.bl.example.net", "1.2.3.4", "bl.example.net", "Test-IpBlocklist 1.2.3.4 -Zone bl.example.net")]
    [InlineData("2.0.0.127.bl.example.net", "127.0.0.2", "bl.example.net", "Test-Blocklist -Zone bl.example.net")]
    [InlineData("2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.zen.spamhaus.org",
        "127.0.0.2", "zen.spamhaus.org", "Test-Blocklist spamhaus-zen")]
    [InlineData("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.a.2.zen.spamhaus.org",
        "2a00::1", "zen.spamhaus.org", "Test-IpBlocklist 2a00::1 -Blocklist spamhaus-zen")]
    [InlineData("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.a.2.bl.example.net",
        "2a00::1", "bl.example.net", "Test-IpBlocklist 2a00::1 -Zone bl.example.net")]
    public void Parse_NameAsAListIsAsked_NamesTheCommandThatDoesIt(string input, string address, string zone, string command)
    {
        Problem? problem = Parse(input).Problem;

        Assert.Equal("ReversedListName", problem?.Id);
        Assert.Equal(input, problem?.Target);
        Assert.Equal(new object[] { input, address, zone, command }, problem?.Arguments);
    }

    [Theory]
    [InlineData("4.3.2.1.in-addr.arpa", "Test-IpBlocklist 1.2.3.4")]
    [InlineData("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.a.2.ip6.arpa", "Test-IpBlocklist 2a00::1")]
    public void Parse_ReverseDnsName_NamesTheAddress(string input, string command)
    {
        Problem? problem = Parse(input).Problem;

        Assert.Equal("InvalidAddress", problem?.Id);
        Assert.Contains("reverse-DNS name", (string)problem!.Arguments[1], StringComparison.Ordinal);
        Assert.EndsWith(command, (string)problem.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_AddressOfAHost_IsHeldToTheSameRules()
    {
        TargetParser parser = new(ShippedCatalog.Current, force: false);

        Assert.Equal("ReservedAddress", parser.Refuse("intern.example.com (10.0.0.1)", Single("10.0.0.1"))?.Id);
        Assert.Null(parser.Refuse("mail.example.com (1.2.3.4)", Single("1.2.3.4")));
    }

    [Fact]
    public void Parse_LongestUnforcedRange_IsTaken() =>
        Assert.Equal(TargetParser.WidestUnforced, Parse("1.2.0.0/16").Range!.Addresses().Count());

    private static TargetText Parse(string input, bool force = false) => new TargetParser(ShippedCatalog.Current, force).Parse(input);

    private static AddressRange Single(string address) => new(IPAddress.Parse(address), IPAddress.Parse(address));
}
