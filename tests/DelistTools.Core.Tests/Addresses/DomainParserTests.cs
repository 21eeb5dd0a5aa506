using System;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class DomainParserTests
{
    private static readonly PublicSuffixList Suffixes = PublicSuffixList.Read(PublicSuffixListTests.ShippedFile);

    [Theory]
    [InlineData("yourdomain.com", "yourdomain.com", "yourdomain.com")]
    [InlineData("Mail.YourDomain.co.uk.", "mail.yourdomain.co.uk", "yourdomain.co.uk")]
    [InlineData("someone@yourdomain.com", "yourdomain.com", "yourdomain.com")]
    [InlineData("https://www.yourdomain.com/a?b", "www.yourdomain.com", "yourdomain.com")]
    [InlineData("http://user@evil.blogspot.com:80/", "evil.blogspot.com", "evil.blogspot.com")]
    [InlineData("bücher.de", "xn--bcher-kva.de", "xn--bcher-kva.de")]
    [InlineData("bücher。de。", "xn--bcher-kva.de", "xn--bcher-kva.de")]
    [InlineData("ＢÜＣＨＥＲ．ＤＥ．", "xn--bcher-kva.de", "xn--bcher-kva.de")]
    [InlineData("kobe.jp", "kobe.jp", "kobe.jp")]
    [InlineData("sch.uk", "sch.uk", "sch.uk")]
    [InlineData("mail.city.kobe.jp", "mail.city.kobe.jp", "city.kobe.jp")]
    [InlineData("www.食狮.公司.cn", "www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("blogspot.com", "blogspot.com", "blogspot.com")]
    [InlineData("selector._domainkey.yourdomain.com", "selector._domainkey.yourdomain.com", "yourdomain.com")]
    [InlineData("lists.surbl.org", "lists.surbl.org", "surbl.org")]
    [InlineData("4.3.2.1.dyn.yourdomain.com", "4.3.2.1.dyn.yourdomain.com", "yourdomain.com")]
    public void Parse_DomainInAnyForm_IsRead(string text, string name, string registrable)
    {
        DomainTarget? target = Parse(text).Target;
        Assert.Equal((name, registrable), (target!.Name, target.Registrable));
    }

    [Theory]
    [InlineData("192.0.2.10", "Test-IpBlocklist 192.0.2.10")]
    [InlineData("http://192.0.2.10/a", "Test-IpBlocklist 192.0.2.10")]
    [InlineData("someone@[192.0.2.10]", "Test-IpBlocklist 192.0.2.10")]
    [InlineData("2001:db8::1", "Test-IpBlocklist 2001:db8::1")]
    [InlineData("http://[2001:db8::1]:8080/", "Test-IpBlocklist 2001:db8::1")]
    [InlineData("192.0.2.0/24", "Test-IpBlocklist 192.0.2.0/24")]
    [InlineData("192.0.2.1-9", "Test-IpBlocklist 192.0.2.1-9")]
    [InlineData("http://3221225985/", "four decimal numbers")]
    [InlineData("0xc0.0.2.0x01", "four decimal numbers")]
    [InlineData("010.0.0.1", "four decimal numbers")]
    [InlineData("192.0.2.0ｘ0a", "four decimal numbers")]
    [InlineData("10.2.0.192.in-addr.arpa", "Test-IpBlocklist 192.0.2.10")]
    public void Parse_Address_IsSentToTheOtherCommand(string text, string command)
    {
        foreach (bool force in new[] { false, true })
        {
            Problem? problem = Parse(text, force).Problem;
            Assert.Equal("DomainIsAddress", problem!.Id);
            Assert.Contains(command, (string)problem.Arguments[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost", "ReservedDomain")]
    [InlineData("host.localhost", "ReservedDomain")]
    [InlineData("spam.test", "ReservedDomain")]
    [InlineData("www.example.com", "ReservedDomain")]
    [InlineData("spam.example", "ReservedDomain")]
    [InlineData("something.invalid", "ReservedDomain")]
    [InlineData("printer.local", "ReservedDomain")]
    [InlineData("router.home.arpa", "ReservedDomain")]
    [InlineData("server.corp.internal", "ReservedDomain")]
    [InlineData("abcdef.onion", "ReservedDomain")]
    [InlineData("zen.spamhaus.org", "DomainIsZone")]
    [InlineData("multi.surbl.org", "DomainIsZone")]
    [InlineData("co.uk", "PublicSuffix")]
    [InlineData("com", "PublicSuffix")]
    [InlineData("公司.cn", "PublicSuffix")]
    [InlineData("test.ck", "PublicSuffix")]
    [InlineData("c.kobe.jp", "PublicSuffix")]
    [InlineData("spam.com.dbl.spamhaus.org", "DomainListName")]
    public void Parse_NameThatNoListHolds_NeedsForce(string text, string id)
    {
        Assert.Equal(id, Parse(text).Problem?.Id);
        Assert.Equal(text, Parse(text).Problem?.Target);
        Assert.NotNull(Parse(text, force: true).Target);
    }

    [Theory]
    [InlineData("", "no domain")]
    [InlineData("https://", "no domain")]
    [InlineData("someone@", "no domain")]
    [InlineData("mailserver", "one word")]
    [InlineData("two words.com", "blank")]
    [InlineData("yourdomain..com", "nothing between")]
    [InlineData(".com", "nothing between")]
    [InlineData("-yourdomain.com", "letters, digits and hyphens")]
    [InlineData("your!domain.com", "letters, digits and hyphens")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234.com", "63")]
    public void Parse_NoDomain_SaysWhy(string text, string says)
    {
        Problem? problem = Parse(text, force: true).Problem;
        Assert.Equal("InvalidDomain", problem!.Id);
        Assert.Contains(says, (string)problem.Arguments[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0.0.127.zen.spamhaus.org", "ReversedListName", "Test-IpBlocklist 127.0.0.2 -Blocklist spamhaus-zen")]
    [InlineData("spam.com.s3cr3tk3y.dbl.dq.spamhaus.net", "AccountKeyInName", "spamhaus-dbl")]
    public void Parse_Question_IsNeverAsked(string text, string id, string last)
    {
        foreach (bool force in new[] { false, true })
        {
            Problem? problem = Parse(text, force).Problem;
            Assert.Equal(id, problem!.Id);
            Assert.Equal(last, problem.Arguments[^1]);
            Assert.DoesNotContain("s3cr3t", string.Join(' ', problem.Arguments), StringComparison.Ordinal);
        }
    }

    private static DomainText Parse(string text, bool force = false) => new DomainParser(ShippedCatalog.Current, Suffixes, force).Parse(text);
}
