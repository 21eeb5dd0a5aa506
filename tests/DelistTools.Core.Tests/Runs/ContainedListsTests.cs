using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Lists that are named beside one that contains them.</summary>
public sealed class ContainedListsTests
{
    private static readonly ListCatalog Catalog = CatalogText.Catalog(
        CatalogText.Entry(
            "zen", "includes: [\"sbl\", \"css\", \"xbl\", \"bare\"]", "kind: [\"ip4\", \"ip6\"]",
            "codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"By hand\", \"list\": \"sbl\" }, { \"code\": \"127.0.0.3\", \"meaning\": \"Snowshoe\", \"list\": \"css\" },"
                + " { \"code\": \"127.0.0.4\", \"meaning\": \"Exploited\", \"list\": \"xbl\", \"scope\": \"range\" }, { \"code\": \"127.0.0.9\", \"meaning\": \"Of no part\" }]"),
        CatalogText.Entry("sbl", "includes: [\"css\"]", "codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"By hand\" }]"),
        CatalogText.Entry("css"),
        CatalogText.Entry("xbl", "impact: \"high\""),
        CatalogText.Entry("bare"));

    private readonly FakeTransport _transport = new FakeTransport().Healthy("zen.test", "sbl.test", "css.test", "xbl.test", "bare.test");

    [Fact]
    public async Task Named_BesideTheWhole_AreAnsweredByIt()
    {
        _transport.A(Runs.Labels + "zen.test", "127.0.0.3 127.0.0.4").Txt(Runs.Labels + "zen.test", "two entries");

        IpBlocklistResult result = await CheckAsync("sbl", "css", "xbl", "zen");

        Assert.Equal(4, result.Checks.Count);
        Assert.Equal((ListingVerdict.Listed, "127.0.0.3", "css"), (result.Of("sbl").Verdict, result.Of("sbl").Codes.Single(), result.Of("sbl").Components.Single()));
        Assert.Equal((ListingVerdict.Listed, "127.0.0.3"), (result.Of("css").Verdict, result.Of("css").Codes.Single()));
        BlocklistCheck exploited = result.Of("xbl");
        Assert.Equal((ListingVerdict.Listed, "127.0.0.4", ListingScope.Range), (exploited.Verdict, exploited.Codes.Single(), exploited.Scope));
        Assert.Equal(("zen.test", BlocklistImpact.High, ListHealth.Healthy, Reply.Ttl), (exploited.Zone, exploited.Impact, exploited.Health, exploited.Ttl));
        Assert.Empty(exploited.Components);
        Assert.Empty(exploited.Texts);
        Assert.Equal("Exploited (zen, which contains this list, was asked for both)", exploited.Reason);
        Assert.All(new[] { "sbl.test", "css.test", "xbl.test" }, zone => Assert.Equal(0, _transport.CountIn(zone)));
        Assert.Equal(["zen"], result.ListedOn);
    }

    [Fact]
    public async Task WholeWithoutEntry_MeansNotListed()
    {
        IpBlocklistResult result = await CheckAsync("zen", "sbl");

        Assert.Equal((ListingVerdict.NotListed, ListHealth.Healthy), (result.Of("sbl").Verdict, result.Of("sbl").Health));
        Assert.Equal((ListingStatus.NotListed, 2, 2), (result.Status, result.Asked, result.Answered));
        Assert.Equal(0, _transport.CountIn("sbl.test"));
    }

    [Fact]
    public async Task EntryOfOneOtherPart_MeansNotListedHereAndKeepsNoTextOfIt()
    {
        _transport.A(Runs.Labels + "zen.test", "127.0.0.4").Txt(Runs.Labels + "zen.test", "exploited");

        IpBlocklistResult result = await CheckAsync("zen", "sbl", "xbl");

        Assert.Equal(ListingVerdict.NotListed, result.Of("sbl").Verdict);
        Assert.Empty(result.Of("sbl").Texts);
        Assert.Equal(["exploited"], result.Of("xbl").Texts);
    }

    [Theory]
    [InlineData("127.0.0.9")]
    [InlineData("127.0.0.77")]
    [InlineData("127.0.0.2 127.0.0.77")]
    [InlineData("127.255.255.254")]
    public async Task WholeThatDoesNotTell_HasThePartAskedItself(string answer)
    {
        _transport.A(Runs.Labels + "zen.test", answer).A(Runs.Labels + "xbl.test", "127.0.0.4");

        IpBlocklistResult result = await CheckAsync("zen", "xbl");

        Assert.Equal((ListingVerdict.Listed, "xbl.test"), (result.Of("xbl").Verdict, result.Of("xbl").Zone));
    }

    [Fact]
    public async Task WholeThatFails_HasThePartAskedItself()
    {
        _transport.On(Runs.Labels + "zen.test", Dns.DnsRecordKind.A, Reply.Timeout);

        IpBlocklistResult result = await CheckAsync("zen", "xbl");

        Assert.Equal((ListingVerdict.Failed, ListingVerdict.NotListed), (result.Of("zen").Verdict, result.Of("xbl").Verdict));
    }

    [Fact]
    public async Task PartThatNoCodeNames_IsAskedItself()
    {
        await CheckAsync("zen", "bare");

        Assert.Equal(3, _transport.CountIn("bare.test"));
    }

    [Fact]
    public async Task PartOfAnotherKind_IsNotApplicable()
    {
        IpBlocklistResult result = await Runs.Named(Catalog, _transport, ["zen", "sbl"]).CheckAsync("2001:db8::1");

        Assert.Equal(ListingVerdict.NotApplicable, result.Of("sbl").Verdict);
    }

    [Fact]
    public void Shipped_PartsOfSpamhausZen_AreTold()
    {
        Blocklist zen = ShippedCatalog.List("spamhaus-zen");
        List<SelectedList> lists = [new(zen, true)];
        foreach (string id in new[] { "spamhaus-sbl", "spamhaus-css", "spamhaus-xbl", "spamhaus-pbl", "spamhaus-drop" })
        {
            Assert.Same(zen, ContainedLists.WholeOf(ShippedCatalog.List(id), lists, BlocklistKind.IPv4));
        }
    }

    private Task<IpBlocklistResult> CheckAsync(params string[] ids) => Runs.Named(Catalog, _transport, ids).CheckAsync();
}
