using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Providers;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ProviderSearchTests
{
    private readonly FakeTransport _transport = new();
    private readonly ProviderSearch _search = new(ProviderText.Catalog(
        [],
        ProviderText.Entry("alpha", "name: \"Alpha Mail\"", "mailExchangers: [\".mx.alpha.test\", \"mx.alpha.test\"]",
            "domains: [\"alpha.test\", \"xn--mller-kva.test\"]", "greetings: [\"alpha ESMTP\"]"),
        ProviderText.Entry("bravo-filter", "kind: \"filter\"", "mailExchangers: [\".filter.test\"]", "greetings: [\"ESMTP\"]"),
        ProviderText.Entry("old-one", "status: \"superseded\"", "name: \"alpha\"", "formerMailExchangers: [\"mx.old.test\"]")));

    [Theory]
    [InlineData("shop.example", "shop.example")]
    [InlineData(" Shop.Example. ", "shop.example")]
    [InlineData("someone@shop.example", "shop.example")]
    [InlineData("Some One <someone@shop.example>", "shop.example")]
    [InlineData("\"a@b\"@shop.example", "shop.example")]
    [InlineData("someone@müller.test", "xn--mller-kva.test")]
    public async Task ByDomain_AnyForm_AsksForTheDomain(string text, string asked)
    {
        await _search.ByDomainAsync(_transport, text, CancellationToken.None);
        Assert.Equal([asked + " MX"], _transport.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("someone@")]
    [InlineData("someone@[192.0.2.1]")]
    [InlineData("192.0.2.1")]
    [InlineData("two words.example")]
    [InlineData(">")]
    public async Task ByDomain_NoDomain_IsAProblemAndAsksNobody(string text)
    {
        ProviderMatch match = await _search.ByDomainAsync(_transport, text, CancellationToken.None);
        Assert.Equal(("InvalidMailDomain", (object)text), (match.Problem!.Id, match.Problem.Target));
        Assert.Equal("InvalidMailDomain", _search.ByKnownDomain(text).Problem!.Id);
        Assert.Empty(_transport.Asked);
    }

    [Fact]
    public async Task ByDomain_MxOfAProvider_IsWhatDecides()
    {
        // The domain itself is known as another's.
        MailProvider found = Assert.Single((await FindAsync("someone@alpha.test", Reply.Mx("10 a.filter.test", "20 b.filter.test"))).Providers);
        Assert.Equal("bravo-filter", found.Id);
        Assert.Equal("someone@alpha.test", found.MatchedFor);
        Assert.Equal("mail exchanger a.filter.test (.filter.test)", found.MatchedBy);
    }

    [Fact]
    public async Task ByDomain_FilterInFrontOfMailboxes_GivesBothInOrder()
    {
        ProviderMatch match = await FindAsync("shop.example", Reply.Mx("10 a.filter.test", "20 mx.alpha.test", "30 c.filter.test"));
        Assert.Equal(["bravo-filter", "alpha"], match.Providers.Select(p => p.Id));
        Assert.Equal("mail exchanger mx.alpha.test", match.Providers[1].MatchedBy);
        Assert.Null(match.Warning);
    }

    [Fact]
    public async Task ByDomain_HostsOfOthersBesides_IsSaid()
    {
        ProviderMatch match = await FindAsync("shop.example", Reply.Mx("10 own.shop.example", "20 mx.alpha.test"));
        Assert.Equal(["alpha"], match.Providers.Select(p => p.Id));
        Assert.Contains("own.shop.example", match.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByDomain_HostsOfNobodyKnown_AreNamed()
    {
        ProviderMatch match = await FindAsync("alpha.test", Reply.Mx("10 a.shop.example", "20 b.shop.example"));
        Assert.Empty(match.Providers);
        Assert.Equal(("UnknownMailProvider", (object)"alpha.test"), (match.Problem!.Id, match.Problem.Target));
        Assert.Contains("a.shop.example, b.shop.example,", (string)match.Problem.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByDomain_ManyUnknownHosts_AreCounted()
    {
        string[] hosts = [.. Enumerable.Range(1, 9).Select(i => "10 mx" + i.ToString(CultureInfo.InvariantCulture) + ".shop.example")];
        ProviderMatch match = await FindAsync("shop.example", Reply.Mx(hosts));
        Assert.Contains("mx5.shop.example and 4 more", (string)match.Problem!.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByDomain_NoMx_IsTheHostOfThatName()
    {
        Assert.Contains("no MX record", (string)(await FindAsync("shop.example", Reply.NoData)).Problem!.Arguments[1], StringComparison.Ordinal);
        Assert.Equal("mail exchanger mx.alpha.test", (await FindAsync("mx.alpha.test", Reply.NoData)).Providers.Single().MatchedBy);
    }

    [Fact]
    public async Task ByDomain_NoMailOrNoDomain_AreToldApart()
    {
        Assert.Equal("DomainTakesNoMail", (await FindAsync("alpha.test", Reply.Mx("0 "))).Problem!.Id);
        Assert.Equal("MailDomainNotFound", (await FindAsync("alpha.test", Reply.NameError)).Problem!.Id);
    }

    [Fact]
    public async Task ByDomain_NoAnswer_FallsBackOnWhatIsKnownAndSaysSo()
    {
        ProviderMatch known = await FindAsync("alpha.test", Reply.Timeout);
        Assert.Equal("known domain; its MX could not be looked up: it was Timeout", known.Providers.Single().MatchedBy);
        Assert.Contains("192.0.2.53", known.Warning, StringComparison.Ordinal);

        ProviderMatch unknown = await FindAsync("shop.example", Reply.Timeout);
        Assert.Empty(unknown.Providers);
        Assert.Equal("MxLookupFailed", unknown.Problem!.Id);
    }

    [Fact]
    public void ByKnownDomain_Known_IsFoundWithoutAQuestion()
    {
        MailProvider found = _search.ByKnownDomain("x@müller.test").Providers.Single();
        Assert.Equal(("alpha", "x@müller.test"), (found.Id, found.MatchedFor));
        Assert.Contains("known domain", found.MatchedBy, StringComparison.Ordinal);
        Assert.Equal("UnknownMailProvider", _search.ByKnownDomain("shop.example").Problem!.Id);
    }

    [Theory]
    [InlineData("mx.alpha.test", "alpha", "mail exchanger mx.alpha.test")]
    [InlineData(" A.MX.Alpha.TEST. ", "alpha", "mail exchanger a.mx.alpha.test (.mx.alpha.test)")]
    [InlineData("a.mx.alpha.test:25", "alpha", "mail exchanger a.mx.alpha.test (.mx.alpha.test)")]
    [InlineData("mx.old.test", "old-one", "mail exchanger mx.old.test")]
    public void ByMailExchanger_AnyForm_IsFound(string text, string id, string by)
    {
        MailProvider found = _search.ByMailExchanger(text).Providers.Single();
        Assert.Equal((id, text, by), (found.Id, found.MatchedFor, found.MatchedBy));
    }

    [Theory]
    [InlineData("mx.shop.example", "UnknownMailProvider")]
    [InlineData("notmx.alpha.test", "UnknownMailProvider")]
    [InlineData("192.0.2.1", "InvalidMailExchanger")]
    [InlineData("mx.alpha.test:smtp", "InvalidMailExchanger")]
    [InlineData("2001:db8::25", "InvalidMailExchanger")]
    [InlineData(":25", "InvalidMailExchanger")]
    public void ByMailExchanger_NobodysOrNoHost_IsAProblem(string text, string id) =>
        Assert.Equal(id, _search.ByMailExchanger(text).Problem!.Id);

    [Fact]
    public void ByGreeting_LongestPiece_Decides()
    {
        MailProvider found = _search.ByGreeting("220 mx1 ALPHA ESMTP ready").Providers.Single();
        Assert.Equal(("alpha", "'alpha ESMTP' in the greeting"), (found.Id, found.MatchedBy));
        Assert.Equal("bravo-filter", _search.ByGreeting("220 mx1 ESMTP").Providers.Single().Id);
        Assert.Equal("UnknownMailProvider", _search.ByGreeting("220 hello").Problem!.Id);
    }

    [Fact]
    public void ByName_Id_GoesBeforeAName()
    {
        Assert.Equal("alpha", _search.ByName(Exact("ALPHA")).Providers.Single().Id);
        Assert.Equal("alpha", _search.ByName(Exact("alpha mail")).Providers.Single().Id);
        Assert.Null(_search.ByName(Exact("alpha")).Providers.Single().MatchedBy);
    }

    [Fact]
    public void ByName_Wildcard_GivesAllThatFitSupersededLast()
    {
        Assert.Equal(["alpha", "bravo-filter", "old-one"], _search.ByName(new NamePattern("*", true, _ => true)).Providers.Select(p => p.Id));
        ProviderMatch none = _search.ByName(new NamePattern("no*", true, _ => false));
        Assert.Empty(none.Providers);
        Assert.Null(none.Problem);
    }

    [Theory]
    [InlineData("alhpa", "Did you mean 'alpha'?")]
    [InlineData("hotmail.com", "Get-MailProvider -Domain hotmail.com")]
    [InlineData("qqqqqqqqqqqq", "lists those that there are")]
    public void ByName_Unknown_HelpsOn(string name, string says)
    {
        Problem problem = _search.ByName(Exact(name)).Problem!;
        Assert.Equal("UnknownMailProvider", problem.Id);
        Assert.Contains(says, (string)problem.Arguments[1], StringComparison.Ordinal);
    }

    private static NamePattern Exact(string name) => new(name, false, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

    private Task<ProviderMatch> FindAsync(string text, DnsAnswer answer)
    {
        _transport.On(MailDomainText.Parse(text)!, DnsRecordKind.Mx, answer);
        return _search.ByDomainAsync(_transport, text, CancellationToken.None);
    }

    [Theory]
    [InlineData("alhpa", "Did you mean 'alpha'?")]
    [InlineData("brvo-filter", "Did you mean 'bravo-filter'?")]
    [InlineData("xn--mller-kvb", "Did you mean 'alpha'?")]
    [InlineData("alpha.test", "Did you mean 'alpha', which receives for that domain? Its MX decides: Get-MailProvider -Domain alpha.test")]
    [InlineData("stranger.test", "If it is a domain: Get-MailProvider -Domain stranger.test")]
    [InlineData("qqqqqqqqq", "Get-MailProvider alone lists those that there are.")]
    public void ByName_NoSuchName_SaysWhoMayBeMeant(string name, string hint)
    {
        Problem problem = _search.ByName(Exact(name)).Problem!;

        Assert.Equal("UnknownMailProvider", problem.Id);
        Assert.EndsWith(hint, problem.Arguments[1].ToString(), StringComparison.Ordinal);
    }
}
