using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class DomainRunTests
{
    private const string Domain = "kind: [\"domain\"]";

    private const string Both = "kind: [\"ip4\", \"domain\"]";

    private const string Host = "mail.spam.com";

    private readonly FakeTransport _transport = new();

    [Fact]
    public async Task CheckAsync_ListOfRegistrableDomains_IsAskedForThatAlone()
    {
        _transport.HealthyForDomains("one.test").A("spam.com.one.test", "127.0.0.2").Txt("spam.com.one.test", "See our page");

        DomainBlocklistResult result = await Runs.WideForDomains(CatalogText.Catalog(CatalogText.Entry("one", Domain)), _transport).CheckDomainAsync(Host, "spam.com");

        BlocklistCheck check = Assert.Single(result.Checks);
        Assert.Equal((Host, "spam.com", ListingVerdict.Listed), (check.Target, check.AskedAs, check.Verdict));
        Assert.Equal((Host, "spam.com", ListingStatus.Listed, true), (result.Domain, result.RegistrableDomain, result.Status, result.IsListed));
        Assert.Equal(new[] { "one" }, result.ListedOn);
        Assert.Equal(new[] { "See our page" }, check.Texts);
        Assert.Equal(Host + ": Listed", result.ToString());
        Assert.Equal(0, _transport.Count(Host + ".one.test", DnsRecordKind.A));
    }

    [Theory]
    [InlineData("mail.spam.com.one.test", Host, ListingVerdict.Listed, 0)]
    [InlineData("spam.com.one.test", "spam.com", ListingVerdict.Listed, 1)]
    [InlineData("other.com.one.test", "spam.com", ListingVerdict.NotListed, 1)]
    public async Task CheckAsync_ListOfHosts_IsAskedForTheHostAndThenItsDomain(string entry, string askedAs, ListingVerdict verdict, int again)
    {
        _transport.HealthyForDomains("one.test").A(entry, "127.0.0.2");
        ConcurrentQueue<BlocklistCheck> landed = new();
        BlocklistRun run = Runs.WideForDomains(CatalogText.Catalog(CatalogText.Entry("one", Domain, "asks: \"host\"")), _transport);

        DomainBlocklistResult result = await run.CheckAsync(new DomainTarget(Host, "spam.com"), landed.Enqueue, CancellationToken.None);

        BlocklistCheck check = Assert.Single(result.Checks);
        Assert.Equal((Host, askedAs, verdict), (check.Target, check.AskedAs, check.Verdict));
        Assert.Equal(again, _transport.Count("spam.com.one.test", DnsRecordKind.A));
        Assert.Same(check, Assert.Single(landed));
    }

    [Fact]
    public async Task CheckAsync_ListOfHostsThatFails_IsNotAskedForMore()
    {
        _transport.HealthyForDomains("one.test").On(Host + ".one.test", DnsRecordKind.A, Reply.Fail(LookupFailureKind.ServerFailure)).A("spam.com.one.test", "127.0.0.2");

        DomainBlocklistResult result = await Runs.WideForDomains(CatalogText.Catalog(CatalogText.Entry("one", Domain, "asks: \"host\"")), _transport).CheckDomainAsync(Host, "spam.com");

        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.Equal(0, _transport.Count("spam.com.one.test", DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_AddressListNamed_IsNotApplicableAndNotAsked()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("addresses"), CatalogText.Entry("domains", Domain));
        _transport.HealthyForDomains("domains.test");

        DomainBlocklistResult wide = await Runs.WideForDomains(catalog, _transport).CheckDomainAsync("spam.com", "spam.com");
        DomainBlocklistResult named = await Runs.Named(catalog, _transport, ["addresses", "domains"]).CheckDomainAsync("spam.com", "spam.com");

        Assert.Equal(new[] { "domains" }, wide.Checks.Select(c => c.Blocklist));
        Assert.Equal((ListingVerdict.NotApplicable, null), (named.Of("addresses").Verdict, named.Of("addresses").AskedAs));
        Assert.Equal((1, 1, ListingStatus.NotListed), (named.Asked, named.Answered, named.Status));
        Assert.Equal(0, _transport.CountIn("addresses.test"));
    }

    [Fact]
    public async Task CheckAsync_ListOfBothKinds_IsJudgedByTheEntriesOfTheKindAsked()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one", Both, "test: { \"listed\": \"127.0.0.9\", \"domain\": { \"listed\": \"deep.one.example\" } }"));
        _transport.A("9.0.0.127.one.test", "127.0.0.2");

        // Its addresses work and its domains are gone.
        DomainBlocklistResult emptied = await Runs.WideForDomains(catalog, _transport).CheckDomainAsync("spam.com", "spam.com");
        Assert.Equal((ListingVerdict.Unverified, ListHealth.Empty), (emptied.Of("one").Verdict, emptied.Of("one").Health));
        Assert.DoesNotContain(_transport.Asked, q => q.Contains("127.one.test", StringComparison.Ordinal));

        _transport.A("deep.one.example.one.test", "127.0.0.2");
        BlocklistRun run = Runs.Named(catalog, _transport, ["one"]);
        DomainBlocklistResult result = await run.CheckDomainAsync("spam.com", "spam.com");
        IpBlocklistResult address = await run.CheckAsync();
        Assert.Equal((ListingVerdict.NotListed, ListHealth.Healthy), (result.Of("one").Verdict, result.Of("one").Health));
        Assert.Equal((ListingVerdict.NotListed, ListHealth.Healthy), (address.Of("one").Verdict, address.Of("one").Health));
        Assert.Equal(1, _transport.Count("9.0.0.127.one.test", DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_BitmaskWithComponents_NamesEach()
    {
        ListCatalog catalog = CatalogText.Catalog(
            CatalogText.Entry(
                "multi", Domain, "combine: \"bitmask\"", "includes: [\"black\", \"red\"]",
                "codes: [{ \"bit\": 2, \"meaning\": \"Black\", \"list\": \"black\" }, { \"bit\": 4, \"meaning\": \"Grey\", \"verdict\": \"informational\" }, { \"bit\": 8, \"meaning\": \"Red\", \"list\": \"red\" }]"),
            CatalogText.Entry("black", Domain), CatalogText.Entry("red", Domain));
        _transport.HealthyForDomains("multi.test", "black.test", "red.test")
            .A("spam.com.multi.test", "127.0.0.10").A("grey.com.multi.test", "127.0.0.4").A("off.com.multi.test", "127.0.0.1").A("spam.com.black.test", "127.0.0.2");

        BlocklistRun run = Runs.WideForDomains(catalog, _transport);
        DomainBlocklistResult spam = await run.CheckDomainAsync("spam.com", "spam.com");
        Assert.Equal(new[] { "black", "red" }, spam.Of("multi").Components);
        Assert.Equal(new[] { "Black", "Red" }, spam.Of("multi").Meanings);
        Assert.Single(spam.Checks);
        Assert.Equal(ListingVerdict.Informational, (await run.CheckDomainAsync("grey.com", "grey.com")).Of("multi").Verdict);
        Assert.Equal(ListingVerdict.Refused, (await run.CheckDomainAsync("off.com", "off.com")).Of("multi").Verdict);

        // Named beside the whole it is asked, and its listing is no second one to clear.
        DomainBlocklistResult named = await Runs.Named(catalog, _transport, ["multi", "black"]).CheckDomainAsync("spam.com", "spam.com");
        Assert.Equal((2, "multi"), (named.Checks.Count, string.Join(",", named.ListedOn)));
    }

    [Fact]
    public void Select_ZoneThatNobodyKnows_IsAskedForHostsToo()
    {
        ListSelector selector = new(CatalogText.Catalog(CatalogText.Entry("one", Domain)));
        SelectedList selected = selector.Select([], [], ["dbl.example.net"], BlocklistKind.Domain).Single();
        Assert.Equal((BlocklistKind.Domain, DomainAsked.Host), (selected.List.Kind, selected.List.Rules.Asks));
    }

    [Fact]
    public async Task CheckAsync_NameTooLongForTheZone_IsAnsweredWithoutHarm()
    {
        string name = string.Join('.', Enumerable.Repeat(new string('a', 60), 4)) + ".spam.com";
        _transport.HealthyForDomains("one.test");

        DomainBlocklistResult result = await Runs.WideForDomains(CatalogText.Catalog(CatalogText.Entry("one", Domain, "asks: \"host\"")), _transport).CheckDomainAsync(name, "spam.com");

        Assert.Equal((ListingVerdict.NotListed, "spam.com"), (result.Of("one").Verdict, result.Of("one").AskedAs));
        Assert.DoesNotContain(_transport.Asked, q => q.Length > 260);
    }
}
