using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ListTesterTests
{
    private const string MappedEntry = "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.";

    private const string MappedAbsence = "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.";

    private readonly FakeTransport _transport = new();
    private readonly FakeClock _clock = new();
    private readonly ListTestMemory _memory;

    public ListTesterTests()
    {
        _memory = new ListTestMemory(_clock.Now);
    }

    [Fact]
    public async Task TestAsync_IPv4_AsksTheEntriesOfRfc5782()
    {
        _transport.Healthy(Lists.Zone);

        ListTestResult result = await TestAsync(Lists.Plain(), BlocklistKind.IPv4);

        Assert.Equal(ListHealth.Healthy, result.Health);
        Assert.Equal(new[] { "1.0.0.127.bl.test A", "2.0.0.127.bl.test A" }, Sorted(_transport.Asked));
        Assert.Equal(new[] { "2.0.0.127.bl.test A: 127.0.0.2", "1.0.0.127.bl.test A: NXDOMAIN" }, result.Evidence);
    }

    [Fact]
    public async Task TestAsync_IPv6_AsksTheMappedEntriesNibbleByNibble()
    {
        _transport.A(MappedEntry + Lists.Zone, "127.0.0.2");

        ListTestResult result = await TestAsync(Lists.Plain(), BlocklistKind.IPv6);

        Assert.Equal(ListHealth.Healthy, result.Health);
        Assert.Equal(new[] { MappedAbsence + "bl.test A", MappedEntry + "bl.test A" }, Sorted(_transport.Asked));
    }

    [Theory]
    [InlineData("::FFFF:7F00:2")]
    [InlineData("::ffff:127.0.0.2")]
    public async Task TestAsync_EntryWrittenAsAMappedAddress_IsAskedAsSuch(string entry)
    {
        Blocklist list = WithTest(new ListTestEntry { Listed = entry, NotListed = "127.0.0.1" });
        _transport.A(MappedEntry + Lists.Zone, "127.0.0.2");

        Assert.Equal(ListHealth.Healthy, (await TestAsync(list, BlocklistKind.IPv6)).Health);
    }

    [Fact]
    public async Task TestAsync_IPv6OfAnIPv6Entry_AsksThatEntry()
    {
        Blocklist list = WithTest(new ListTestEntry { Listed = "2a00::1", NotListed = "2a00::2" });

        await TestAsync(list, BlocklistKind.IPv6);

        Assert.Contains(QuestionName.Labels(System.Net.IPAddress.Parse("2a00::1")) + ".bl.test A", _transport.Asked);
    }

    [Fact]
    public async Task TestAsync_DomainListWithoutEntriesOfItsOwn_AsksTestAndInvalid()
    {
        _transport.A("test.bl.test", "127.0.0.2");

        Assert.Equal(ListHealth.Healthy, (await TestAsync(Lists.Plain(), BlocklistKind.Domain)).Health);
        Assert.Equal(new[] { "invalid.bl.test A", "test.bl.test A" }, Sorted(_transport.Asked));
    }

    [Fact]
    public async Task TestAsync_DomainListWithShallowEntry_TellsStrictMinimisationFromADeadList()
    {
        Blocklist dbl = ShippedCatalog.List("spamhaus-dbl");
        _transport.A("test.dbl.spamhaus.org", "127.0.1.2");

        ListTestResult hidden = await TestAsync(dbl, BlocklistKind.Domain);

        Assert.Equal(ResolverFinding.StrictMinimisation, hidden.Finding);
        Assert.Equal(
            new[] { "dbltest.com.dbl.spamhaus.org A", "example.com.dbl.spamhaus.org A", "test.dbl.spamhaus.org A" }, Sorted(_transport.Asked));
        Assert.Equal(3, hidden.Evidence.Count);
    }

    [Fact]
    public async Task TestAsync_OwnEntries_OverrideThoseOfRfc5782()
    {
        _transport.A("36.0.0.127.all.spamrats.com", "127.0.0.36");

        Assert.Equal(ListHealth.Healthy, (await TestAsync(ShippedCatalog.List("spamrats-all"), BlocklistKind.IPv4)).Health);
        Assert.Equal(0, _transport.Count("2.0.0.127.all.spamrats.com", DnsRecordKind.A));
    }

    [Fact]
    public async Task TestAsync_ReversedEntries_AreAskedAsTheCatalogueSays()
    {
        _transport.A("1.0.0.127.bl.nszones.com", "127.0.0.2");

        Assert.Equal(ListHealth.Healthy, (await TestAsync(ShippedCatalog.List("nszones"), BlocklistKind.IPv4)).Health);
    }

    [Fact]
    public async Task TestAsync_EntryKnownToBeMissing_IsNotAsked()
    {
        ListTestResult result = await TestAsync(ShippedCatalog.List("swinog"), BlocklistKind.IPv4);

        Assert.Equal(ListHealth.NoTestEntry, result.Health);
        Assert.Equal(new[] { "1.0.0.127.dnsrbl.swinog.ch A" }, _transport.Asked);
        Assert.Single(result.Evidence);
    }

    [Fact]
    public async Task TestAsync_Refusal_AsksForItsTextOnce()
    {
        _transport.A("2.0.0.127.bl.test", "127.255.255.254").A("1.0.0.127.bl.test", "127.255.255.254")
            .Txt("2.0.0.127.bl.test", "Go\u0007away");

        ListTestResult result = await TestAsync(Lists.Plain(), BlocklistKind.IPv4);

        Assert.Equal(ListHealth.Refused, result.Health);
        Assert.Equal(new[] { "Go away" }, result.RefusalTexts);
        Assert.Equal("2.0.0.127.bl.test TXT: \"Go away\"", result.Evidence[2]);
        Assert.Single(_transport.Asked, q => q.EndsWith(" TXT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, ListHealth.Filtered)]
    [InlineData(false, ListHealth.Empty)]
    public async Task TestAsync_EntryWithoutAddress_IsToldApartByItsText(bool textSurvives, ListHealth health)
    {
        _transport.On("2.0.0.127.bl.test", DnsRecordKind.A, Reply.NoData);
        if (textSurvives)
        {
            _transport.Txt("2.0.0.127.bl.test", "the test entry");
        }

        Assert.Equal(health, (await TestAsync(Lists.Plain(), BlocklistKind.IPv4)).Health);
        Assert.Equal(1, _transport.Count("2.0.0.127.bl.test", DnsRecordKind.Txt));
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData(null)]
    public async Task TestAsync_NothingToExplain_AsksForNoText(string? listed)
    {
        _transport.On("2.0.0.127.bl.test", DnsRecordKind.A, listed is null ? Reply.NameError : Reply.A(listed));

        await TestAsync(Lists.Plain(), BlocklistKind.IPv4);

        Assert.DoesNotContain(_transport.Asked, q => q.EndsWith(" TXT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TestAsync_ManyAtOnce_AskOnceARunAndAKind()
    {
        _transport.Healthy(Lists.Zone);
        TaskCompletionSource<DnsAnswer> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _transport.On("1.0.0.127.bl.test", DnsRecordKind.A, _ => gate.Task);
        ListTester tester = Tester();

        Task<ListTestResult>[] tests = Enumerable.Range(0, 20)
            .Select(_ => tester.TestAsync(Lists.Plain(), BlocklistKind.IPv4, CancellationToken.None)).ToArray();
        gate.SetResult(Reply.NameError);
        await Task.WhenAll(tests);
        await tester.TestAsync(Lists.Plain(), BlocklistKind.IPv6, CancellationToken.None);

        Assert.Equal(1, _transport.Count("2.0.0.127.bl.test", DnsRecordKind.A));
        Assert.Equal(1, _transport.Count(MappedEntry + "bl.test", DnsRecordKind.A));
    }

    [Theory]
    [InlineData("127.0.0.2", "nx", 120)]
    [InlineData("nx", "nx", 5)]
    [InlineData("127.255.255.254", "nx", 5)]
    [InlineData("127.0.0.2", "127.0.0.2", 5)]
    [InlineData("198.51.100.7", "198.51.100.7", 5)]
    [InlineData("timeout", "timeout", 0)]
    [InlineData("127.0.0.2", "timeout", 0)]
    public async Task TestAsync_NextRun_AsksAgainOnceTheResultIsOld(string listed, string notListed, int minutes)
    {
        _transport.On("2.0.0.127.bl.test", DnsRecordKind.A, Answer(listed)).On("1.0.0.127.bl.test", DnsRecordKind.A, Answer(notListed));
        ListHealth health = (await TestAsync(Lists.Plain(), BlocklistKind.IPv4)).Health;
        if (minutes > 0)
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
            Assert.Equal(health, (await TestAsync(Lists.Plain(), BlocklistKind.IPv4)).Health);
            Assert.Equal(1, _transport.Count("2.0.0.127.bl.test", DnsRecordKind.A));
            _clock.Advance(TimeSpan.FromTicks(1));
        }

        await TestAsync(Lists.Plain(), BlocklistKind.IPv4);

        Assert.Equal(2, _transport.Count("2.0.0.127.bl.test", DnsRecordKind.A));
    }

    [Fact]
    public async Task TestAsync_OtherResolver_DoesNotShareTheResult()
    {
        FakeTransport other = new() { Resolver = "198.51.100.53" };
        _transport.Healthy(Lists.Zone);

        Assert.Equal(ListHealth.Healthy, (await TestAsync(Lists.Plain(), BlocklistKind.IPv4)).Health);
        Assert.Equal(
            ListHealth.Empty,
            (await Tester(other).TestAsync(Lists.Plain(), BlocklistKind.IPv4, CancellationToken.None)).Health);
    }

    [Fact]
    public async Task TestAsync_AnotherAccountKey_DoesNotShareTheResult()
    {
        string entry = CatalogText.File(CatalogText.Entry("keyed", "zone:", "keyedZone: \"<key>.keyed.test\""));
        ListCatalog right = CatalogText.Load(entry, keys: CatalogText.Keys("keyed=right"));
        ListCatalog mistyped = CatalogText.Load(entry, keys: CatalogText.Keys("keyed=mistyped"));
        BlocklistRunOptions options = new() { Budget = Runs.NoPace(), TestMemory = _memory };
        _transport.Healthy("right.keyed.test");

        Assert.Equal(ListingVerdict.NotListed, (await Runs.Wide(right, _transport, options).CheckAsync()).Of("keyed").Verdict);
        Assert.Equal(ListingVerdict.Unverified, (await Runs.Wide(mistyped, _transport, options).CheckAsync()).Of("keyed").Verdict);
    }

    private static DnsAnswer Answer(string text) => text switch
    {
        "nx" => Reply.NameError,
        "timeout" => Reply.Timeout,
        _ => Reply.A(text),
    };

    private static Blocklist WithTest(ListTestEntry test) => Lists.With(new ListRules { PublicZone = Lists.Zone, Test = test });

    private static IEnumerable<string> Sorted(IEnumerable<string> questions) => questions.OrderBy(q => q, StringComparer.Ordinal);

    private Task<ListTestResult> TestAsync(Blocklist list, BlocklistKind kind) => Tester().TestAsync(list, kind, CancellationToken.None);

    /// <summary>A new tester is a new run; the memory is the process's.</summary>
    private ListTester Tester(FakeTransport? transport = null) =>
        Tester(transport ?? _transport, new BlocklistRunOptions { Budget = Runs.NoPace(), TestMemory = _memory, Timeout = TimeSpan.FromMinutes(1) });

    private static ListTester Tester(FakeTransport transport, BlocklistRunOptions options) => new(new ListQuestions(transport, _ => null, options), options);
}
