using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>A list's test by itself, with what the run knows about the resolver added to it.</summary>
public sealed class BlocklistHealthTests
{
    private static readonly ListCatalog Catalog = CatalogText.Catalog(
        CatalogText.Entry("one"),
        CatalogText.Entry("six", "kind: [\"ip6\"]"),
        CatalogText.Entry("names", "kind: [\"domain\"]"),
        CatalogText.Entry(
            "deep", "kind: [\"domain\"]", "test: { \"listed\": \"dbltest.example\", \"notListed\": \"example.com\", \"shallow\": \"test\" }"));

    private readonly FakeTransport _transport = new();

    [Theory]
    [InlineData("one", "2.0.0.127.one.test")]
    [InlineData("six", "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.six.test")]
    [InlineData("names", "test.names.test")]
    public async Task TestAsync_HealthyListOfAnyKind_IsAskedForItsOwnEntries(string id, string entry)
    {
        _transport.A(entry, "127.0.0.2");

        BlocklistHealth health = await TestAsync(id);

        Assert.Equal(ListHealth.Healthy, health.Health);
        Assert.Equal(ResolverFinding.None, health.ResolverFinding);
        Assert.Equal(id, health.Name);
        Assert.Equal(id + ".test", health.Zone);
        Assert.Equal("192.0.2.53", health.Resolver);
        Assert.Equal("Its test entries answer as they should.", health.Reason);
        Assert.Equal("Nothing to do: what it answers can be believed.", health.Advice);
        Assert.Contains(entry + " A: 127.0.0.2", health.Evidence);
        Assert.Equal(2, _transport.Asked.Count);
    }

    [Fact]
    public async Task TestAsync_EmptyListBehindAMinimisingResolver_IsExplainedByIt()
    {
        _transport.A("test.deep.test", "127.0.1.2");

        BlocklistHealth health = await TestAsync("one");

        Assert.Equal(ListHealth.Empty, health.Health);
        Assert.Equal(ResolverFinding.StrictMinimisation, health.ResolverFinding);
        Assert.Contains("qname-minimisation-strict", health.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestAsync_ParkedZoneBehindAnHonestResolver_IsTheZonesFault()
    {
        _transport.A("2.0.0.127.one.test", "198.51.100.7").A("1.0.0.127.one.test", "198.51.100.7");

        BlocklistHealth health = await TestAsync("one");

        Assert.Equal(ListHealth.Parked, health.Health);
        Assert.Equal(ResolverFinding.None, health.ResolverFinding);
    }

    [Fact]
    public async Task TestAsync_RewritingResolver_IsNamed()
    {
        _transport.Otherwise = (_, kind) => kind == DnsRecordKind.A ? Reply.A("198.51.100.7") : Reply.NoData;

        BlocklistHealth health = await TestAsync("one");

        Assert.Equal(ListHealth.Parked, health.Health);
        Assert.Equal(ResolverFinding.RewritesAnswers, health.ResolverFinding);
        Assert.Contains("-NameServer", health.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestAsync_SilentResolver_IsUnreachable()
    {
        _transport.Otherwise = (_, _) => Reply.Timeout;

        BlocklistHealth health = await TestAsync("one");

        Assert.Equal(ListHealth.Unreachable, health.Health);
        Assert.Equal(ResolverFinding.Unreachable, health.ResolverFinding);
    }

    [Fact]
    public async Task TestAsync_HealthyListAfterARefusingOne_IsNotBlamedOnTheResolver()
    {
        _transport.Healthy("one.test").A("test.names.test", "127.255.255.254").Txt("test.names.test", "Query refused [Your DNS IP: 198.51.100.53]");
        BlocklistRun run = Runs.Named(Catalog, _transport, Array.Empty<string>());

        BlocklistHealth refused = await run.TestAsync(Catalog.Find("names")!, CancellationToken.None);
        BlocklistHealth healthy = await run.TestAsync(Catalog.Find("one")!, CancellationToken.None);

        Assert.Equal((ListHealth.Refused, ResolverFinding.RefusedByLists), (refused.Health, refused.ResolverFinding));
        Assert.Equal((ListHealth.Healthy, ResolverFinding.None), (healthy.Health, healthy.ResolverFinding));
        Assert.Equal("198.51.100.53", refused.SeenResolver);
        Assert.Null(healthy.SeenResolver);
        Assert.Equal(new DateTime(2026, 11, 23), healthy.EntryVerifiedOn);
        Assert.Equal(healthy.CheckedAt.Date - new DateTime(2026, 11, 23), healthy.EntryAge);
    }

    private Task<BlocklistHealth> TestAsync(string id) =>
        Runs.Named(Catalog, _transport, Array.Empty<string>()).TestAsync(Catalog.Find(id)!, CancellationToken.None);
}
