using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>A list is tested for each kind of target that it holds, and believed for each by itself.</summary>
public sealed class FamilyHealthTests
{
    private const string Mapped = "0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";

    private static readonly ListCatalog Catalog = CatalogText.Catalog(
        CatalogText.Entry("both", "kind: [\"ip4\", \"ip6\"]"),
        CatalogText.Entry("gap", "kind: [\"ip4\", \"ip6\"]", "test: { \"ip6\": { \"confirmed\": false } }"),
        CatalogText.Entry("other", "kind: [\"ip4\", \"ip6\"]", "test: { \"ip6\": { \"listed\": \"2001:db8::2\" } }"),
        CatalogText.Entry("three", "kind: [\"ip4\", \"ip6\", \"domain\"]"),
        CatalogText.Entry("half", "kind: [\"ip4\", \"domain\"]", "test: { \"domain\": { \"confirmed\": false } }"),
        CatalogText.Entry("hashes", "kind: [\"hash\"]"),
        CatalogText.Entry(
            "deep", "kind: [\"domain\"]", "test: { \"listed\": \"dbltest.example\", \"notListed\": \"example.com\", \"shallow\": \"test\" }"));

    private readonly FakeTransport _transport = new();

    [Fact]
    public async Task TestAsync_IPv6Dead_LeavesIPv4AsItIs()
    {
        _transport.Healthy("both.test");

        BlocklistHealth health = await TestAsync("both");

        Assert.Equal(["IPv4: Healthy", "IPv6: Empty"], health.Families.Select(f => f.ToString()));
        Assert.Equal(ListHealth.Empty, health.Health);
        Assert.StartsWith("IPv6: It does not list its test entry", health.Reason, StringComparison.Ordinal);
        Assert.EndsWith(" IPv4: Its test entries answer as they should.", health.Reason, StringComparison.Ordinal);
        Assert.Equal("Its test entries answer as they should.", health.Families[0].Reason);
        Assert.Equal(["2.0.0.127.both.test A: 127.0.0.2", "1.0.0.127.both.test A: NXDOMAIN"], health.Families[0].Evidence);
        Assert.Equal(["2." + Mapped + ".both.test A: NXDOMAIN", "1." + Mapped + ".both.test A: NXDOMAIN"], health.Families[1].Evidence);
        Assert.Equal(4, health.Evidence.Count);
        Assert.StartsWith("About IPv6: Do not believe its silence.", health.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_IPv6Dead_SpoilsNoVerdictAboutIPv4()
    {
        _transport.Healthy("both.test");
        BlocklistRun run = Runs.Named(Catalog, _transport, ["both"]);

        Assert.Equal(ListHealth.Empty, (await run.TestAsync(Catalog.Find("both")!, CancellationToken.None)).Health);

        BlocklistCheck four = (await run.CheckAsync()).Of("both");
        BlocklistCheck six = (await run.CheckAsync("2a00::1")).Of("both");
        Assert.Equal((ListingVerdict.NotListed, ListHealth.Healthy), (four.Verdict, four.Health));
        Assert.Equal((ListingVerdict.Unverified, ListHealth.Empty), (six.Verdict, six.Health));
    }

    [Fact]
    public async Task CheckAsync_IPv4ListsTheWorld_SpoilsNoVerdictAboutIPv6()
    {
        _transport.A("2.0.0.127.both.test", "127.0.0.2").A("1.0.0.127.both.test", "127.0.0.2").A(Runs.Labels + "both.test", "127.0.0.2")
            .A("2." + Mapped + ".both.test", "127.0.0.2").A(QuestionName.Labels(System.Net.IPAddress.Parse("2a00::1")) + ".both.test", "127.0.0.2");
        BlocklistRun run = Runs.Named(Catalog, _transport, ["both"]);

        Assert.Equal(ListHealth.ListsWorld, (await run.TestAsync(Catalog.Find("both")!, CancellationToken.None)).Health);
        Assert.Equal(ListingVerdict.Unverified, (await run.CheckAsync()).Of("both").Verdict);
        Assert.Equal(ListingVerdict.Listed, (await run.CheckAsync("2a00::1")).Of("both").Verdict);
    }

    [Theory]
    [InlineData("gap", BlocklistKind.IPv6)]
    [InlineData("half", BlocklistKind.Domain)]
    public async Task TestAsync_KindWithoutATestEntry_IsAStateAndSpoilsNothing(string id, BlocklistKind kind)
    {
        _transport.Healthy(id + ".test");

        BlocklistHealth health = await TestAsync(id);

        Assert.Equal(ListHealth.Healthy, health.Health);
        Assert.Equal([(BlocklistKind.IPv4, ListHealth.Healthy), (kind, ListHealth.NoTestEntry)], health.Families.Select(f => (f.Kind, f.Health)));
        Assert.Equal("Nothing to do: what it answers can be believed.", health.Advice);
        Assert.Contains(kind + ": It is known to have no test entry", health.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_IPv6WithoutATestEntry_IsNotVouchedForByIPv4()
    {
        _transport.Healthy("gap.test");

        Assert.Equal(ListingVerdict.Unverified, (await Runs.Named(Catalog, _transport, ["gap"]).CheckAsync("2a00::1")).Of("gap").Verdict);
    }

    [Fact]
    public async Task TestAsync_IPv6EntriesOfItsOwn_AreAskedForIPv6Alone()
    {
        _transport.Healthy("other.test").A(QuestionName.Labels(System.Net.IPAddress.Parse("2001:db8::2")) + ".other.test", "127.0.0.2");

        Assert.Equal(["IPv4: Healthy", "IPv6: Healthy"], (await TestAsync("other")).Families.Select(f => f.ToString()));
    }

    [Fact]
    public async Task TestAsync_ThreeKindsThatAreWell_AreSaidInOneSentence()
    {
        _transport.Healthy("three.test").HealthyForDomains("three.test").A("2." + Mapped + ".three.test", "127.0.0.2");

        BlocklistHealth health = await TestAsync("three");

        Assert.Equal((ListHealth.Healthy, "Its test entries answer as they should."), (health.Health, health.Reason));
        Assert.Equal(["IPv4: Healthy", "IPv6: Healthy", "Domain: Healthy"], health.Families.Select(f => f.ToString()));
    }

    [Fact]
    public async Task TestAsync_ListOfHashes_IsAskedNothingAndNotCalledHealthy()
    {
        BlocklistHealth health = await TestAsync("hashes");

        Assert.Equal(["Hash: NoTestEntry"], health.Families.Select(f => f.ToString()));
        Assert.Equal(ListHealth.NoTestEntry, health.Health);
        Assert.Empty(_transport.Asked);
    }

    [Theory]
    [InlineData("127.0.0.2", "nx", ListHealth.Empty)]
    [InlineData("127.0.0.2", "127.255.255.254", ListHealth.Refused)]
    [InlineData("198.51.100.7", "127.255.255.254", ListHealth.Parked)]
    [InlineData("127.255.255.254", "nx", ListHealth.Refused)]
    [InlineData("127.0.0.2", "timeout", ListHealth.Unreachable)]
    [InlineData("nx", "timeout", ListHealth.Empty)]
    public async Task TestAsync_KindsThatDiffer_TheWorstIsTheLists(string four, string six, ListHealth health)
    {
        _transport.On("2.0.0.127.both.test", DnsRecordKind.A, Answer(four)).On("2." + Mapped + ".both.test", DnsRecordKind.A, Answer(six))
            .On("1." + Mapped + ".both.test", DnsRecordKind.A, six == "timeout" ? Reply.Timeout : Reply.NameError);

        Assert.Equal(health, (await TestAsync("both")).Health);
    }

    [Fact]
    public async Task TestAsync_AddressesOfBothFamilies_TellHowDeepTheirNamesLie()
    {
        _transport.Healthy("both.test").On("2." + Mapped + ".both.test", DnsRecordKind.A, Reply.Timeout);

        BlocklistHealth health = await TestAsync("both");

        TestEntryDepth four = Assert.Single(health.Families[0].Depths);
        Assert.Equal((4, "2.0.0.127", (bool?)true, false, "127.0.0.2"), (four.Labels, four.Entry, four.Found, four.WasHidden, four.Answer));
        TestEntryDepth six = Assert.Single(health.Families[1].Depths);
        Assert.Equal((32, "2." + Mapped, (bool?)null), (six.Labels, six.Entry, six.Found));
    }

    [Fact]
    public async Task TestAsync_ShallowNameAnswersAndTheDeepOneDoesNot_IsToldAsData()
    {
        _transport.A("test.deep.test", "127.0.1.2");

        BlocklistHealth health = await TestAsync("deep");

        Assert.Equal(ResolverFinding.StrictMinimisation, health.ResolverFinding);
        Assert.Equal(
            [(1, "test", (bool?)true, "127.0.1.2"), (2, "dbltest.example", (bool?)false, "NXDOMAIN")],
            health.Families.Single().Depths.Select(d => (d.Labels, d.Entry, d.Found, d.Answer)));
        Assert.Equal(["1 label: 127.0.1.2", "2 labels: NXDOMAIN"], health.Families[0].Depths.Select(d => d.ToString()));
    }

    [Fact]
    public async Task TestAsync_DeepNameFoundLate_IsHiddenInTheData()
    {
        int asked = 0;
        _transport.A("test.deep.test", "127.0.1.2").On(
            "dbltest.example.deep.test", DnsRecordKind.A, _ => Task.FromResult(Interlocked.Increment(ref asked) == 1 ? new DnsAnswer { Outcome = DnsOutcome.NameError } : Reply.A("127.0.1.2")));

        BlocklistHealth health = await TestAsync("deep");

        Assert.Equal([false, true], health.Families.Single().Depths.Select(d => d.WasHidden));
        Assert.Equal("2 labels: 127.0.1.2, at first hidden", health.Families[0].Depths[1].ToString());
        Assert.Equal((ListHealth.Healthy, ResolverFinding.StrictMinimisation), (health.Health, health.ResolverFinding));
    }

    private static DnsAnswer Answer(string text) => text switch
    {
        "nx" => Reply.NameError,
        "timeout" => Reply.Timeout,
        _ => Reply.A(text),
    };

    private Task<BlocklistHealth> TestAsync(string id) =>
        Runs.Named(Catalog, _transport, Array.Empty<string>()).TestAsync(Catalog.Find(id)!, CancellationToken.None);
}
