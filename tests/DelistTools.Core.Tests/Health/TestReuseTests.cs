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

/// <summary>What runs make of tests that earlier ones have left in the file.</summary>
public sealed class TestReuseTests : IDisposable
{
    private const string Entry = "2.0.0.127.one.test";

    private static readonly ListCatalog Catalog = CatalogText.Catalog(CatalogText.Entry("one"), CatalogText.Entry("two"));

    private readonly HealthFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly FakeTransport _transport = new FakeTransport().Healthy("one.test", "two.test");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TestAsync_NextProcess_AsksNobodyAndSaysHowOldItIs()
    {
        BlocklistHealth first = await TestAsync();
        _clock.Advance(TimeSpan.FromHours(1));

        BlocklistHealth next = await TestAsync();

        Assert.Equal(1, _transport.Count(Entry, DnsRecordKind.A));
        Assert.Equal((false, true), (first.IsRemembered, next.IsRemembered));
        Assert.Equal(first.CheckedAt, next.CheckedAt);
        Assert.Equal(_clock.UtcNow - TimeSpan.FromHours(1), next.CheckedAt);
        Assert.Equal((first.Health, first.Reason), (next.Health, next.Reason));
        Assert.Equal(first.Evidence, next.Evidence);
        Assert.True(next.Families.Single().IsRemembered);
    }

    [Fact]
    public async Task TestAsync_Anew_AsksAndKeepsWhatComesOfIt()
    {
        await TestAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _transport.On(Entry, DnsRecordKind.A, Reply.NameError);

        BlocklistHealth anew = await TestAsync(TestReuse.None);
        BlocklistHealth next = await TestAsync();

        Assert.Equal(2, _transport.Count(Entry, DnsRecordKind.A));
        Assert.Equal((ListHealth.Empty, false), (anew.Health, anew.IsRemembered));
        Assert.Equal((ListHealth.Empty, true), (next.Health, next.IsRemembered));
        Assert.Contains("-Force", next.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_NextProcess_TrustsWhatIsKept()
    {
        await TestAsync();

        BlocklistCheck check = (await CheckAsync()).Of("one");

        Assert.Equal((ListingVerdict.NotListed, ListHealth.Healthy), (check.Verdict, check.Health));
        Assert.Equal(1, _transport.Count(Entry, DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_OtherResolver_TestsForItself()
    {
        await TestAsync();
        FakeTransport empty = new() { Resolver = "192.0.2.54" };

        Assert.Equal(ListingVerdict.Unverified, (await CheckAsync(transport: empty)).Of("one").Verdict);
        Assert.Equal(1, empty.Count(Entry, DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_TwoHoursLater_FindsThatTheListHasDied()
    {
        await TestAsync();
        _transport.On(Entry, DnsRecordKind.A, Reply.NameError);
        _clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(ListingVerdict.Unverified, (await CheckAsync()).Of("one").Verdict);
    }

    [Fact]
    public async Task CheckAsync_ResolverDiedSince_IsSaidAlthoughTheListIsRememberedAsHealthy()
    {
        await TestAsync();
        FakeTransport dead = new() { Otherwise = (_, _) => Reply.Timeout };
        BlocklistRun run = Run(TestReuse.Kept, dead);

        Assert.Equal(ListingVerdict.Failed, (await run.CheckAsync()).Of("one").Verdict);

        Assert.Equal([ResolverFinding.Unreachable], (await run.DiagnoseAsync(CancellationToken.None)).Select(f => f.Key));
    }

    [Fact]
    public async Task TestAsync_AllRemembered_AsksNoQuestionAboutTheResolver()
    {
        await TestAsync();
        int asked = _transport.Asked.Count;

        BlocklistRun run = Run(TestReuse.Kept);
        await run.TestAsync(Catalog.Find("one")!, CancellationToken.None);

        Assert.Empty(await run.DiagnoseAsync(CancellationToken.None));
        Assert.Equal(asked, _transport.Asked.Count);
    }

    [Fact]
    public async Task CheckAsync_WhoWaits_TakesAListingByWhatIsKept()
    {
        await TestAsync();
        _transport.A(Runs.Labels + "one.test", "127.0.0.2");

        Assert.Equal(ListingVerdict.Listed, (await CheckAsync(TestReuse.Listings)).Of("one").Verdict);
        Assert.Equal(1, _transport.Count(Entry, DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_WhoWaits_BelievesNoAbsenceByWhatIsKept()
    {
        // The list has died since: whoever waits for the entry to go must not take that for a delisting.
        await TestAsync();
        _transport.On(Entry, DnsRecordKind.A, Reply.NameError);

        BlocklistCheck check = (await CheckAsync(TestReuse.Listings)).Of("one");

        Assert.Equal((ListingVerdict.Unverified, ListHealth.Empty), (check.Verdict, check.Health));
    }

    [Fact]
    public async Task CheckAsync_WhoWaitsForManyTargets_ProvesOnceARound()
    {
        await TestAsync();
        BlocklistRun run = Run(TestReuse.Listings);

        for (int i = 1; i < 5; i++)
        {
            Assert.Equal(ListingVerdict.NotListed, (await run.CheckAsync("1.2.3." + i)).Of("one").Verdict);
        }

        Assert.Equal(2, _transport.Count(Entry, DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_WhoWaits_TakesNoBadHealthByWhatIsKept()
    {
        _transport.On(Entry, DnsRecordKind.A, Reply.NameError);
        await TestAsync();
        _transport.Healthy("one.test");

        Assert.Equal(ListHealth.Healthy, (await CheckAsync(TestReuse.Listings)).Of("one").Health);
    }

    [Fact]
    public async Task CheckAsync_FileThatCannotBeUsed_WarnsAndAnswersAllTheSame()
    {
        System.IO.File.WriteAllText(_folder.FilePath, "{\"mine\":true}");
        List<string> warnings = [];
        BlocklistRun run = Run(TestReuse.Kept, warn: warnings.Add);

        Assert.Equal(ListingVerdict.NotListed, (await run.CheckAsync()).Of("one").Verdict);
        await run.CheckAsync();

        Assert.Contains(_folder.FilePath, Assert.Single(warnings), StringComparison.Ordinal);
    }

    private async Task<BlocklistHealth> TestAsync(TestReuse reuse = TestReuse.Kept)
    {
        ListTestMemory memory = _folder.Open(_clock);
        BlocklistHealth health = await Run(reuse, memory: memory).TestAsync(Catalog.Find("one")!, CancellationToken.None);
        memory.Close(CancellationToken.None);
        return health;
    }

    private Task<IpBlocklistResult> CheckAsync(TestReuse reuse = TestReuse.Kept, FakeTransport? transport = null) => Run(reuse, transport).CheckAsync();

    /// <summary>A run of a process that begins now.</summary>
    private BlocklistRun Run(TestReuse reuse, FakeTransport? transport = null, ListTestMemory? memory = null, Action<string>? warn = null) => Runs.Named(
        Catalog,
        transport ?? _transport,
        ["one"],
        new BlocklistRunOptions
        {
            Timeout = TimeSpan.FromMinutes(1), Budget = Runs.NoPace(), TestMemory = memory ?? _folder.Open(_clock), TestReuse = reuse, Warn = warn,
        });
}
