using System;
using System.IO;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What runs do after a refusal: the same one, later ones of the same process, and those of others.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Refusal = "127.255.255.254";

    private static readonly ListCatalog Catalog = CatalogText.Catalog(
        CatalogText.Entry("one", "operator: \"Somebody\""),
        CatalogText.Entry("two", "operator: \"Somebody\""),
        CatalogText.Entry("registered", "operator: \"Somebody\"", "publicResolvers: \"no\""),
        CatalogText.Entry("other"));

    private readonly StateFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly FakeTransport _transport = new FakeTransport().Healthy("one.test", "two.test", "registered.test", "other.test");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Refusal_OfOneList_StopsItsOperatorInTheRun()
    {
        _transport.A(Runs.Labels + "one.test", Refusal);
        BlocklistRun run = Run(Budget(), "one", "two", "other");
        await run.CheckAsync();
        int asked = _transport.CountIn("two.test");

        IpBlocklistResult second = await run.CheckAsync("1.2.3.5");

        Assert.Equal(asked, _transport.CountIn("two.test"));
        Assert.Equal((ListingVerdict.Refused, LookupFailureKind.NotAsked), (second.Of("two").Verdict, second.Of("two").FailureKind));
        Assert.Contains("Somebody refused the resolver 192.0.2.53 when one was asked", second.Of("two").Reason, StringComparison.Ordinal);
        Assert.Equal(ListingVerdict.NotListed, second.Of("other").Verdict);
        Assert.Equal(ListingStatus.Undetermined, second.Status);
        Assert.Single(second.Advice, a => a.StartsWith("Left out until 2026-11-28 00:10 UTC", StringComparison.Ordinal) && a.Contains(": two. ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusal_InAnEarlierRun_LeavesTheOperatorOutUntilItsTime()
    {
        _transport.A("2.0.0.127.one.test", Refusal);
        await CheckAsync(Budget(), "one");
        int asked = _transport.Asked.Count;

        // Another process: nothing but the file.
        IpBlocklistResult later = await CheckAsync(Budget(), "one", "two");
        Assert.Equal(asked, _transport.Asked.Count);
        Assert.All(later.Checks, c => Assert.Equal((ListingVerdict.Refused, LookupFailureKind.NotAsked), (c.Verdict, c.FailureKind)));
        Assert.Contains(": one, two. Somebody refused the resolver 192.0.2.53", Assert.Single(later.Advice), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(10));
        _transport.A("2.0.0.127.one.test", "127.0.0.2");
        Assert.Equal(ListingVerdict.NotListed, (await CheckAsync(Budget(), "one")).Of("one").Verdict);
    }

    [Fact]
    public async Task Refusal_OfOneResolver_ConcernsNoOther()
    {
        _transport.A("2.0.0.127.one.test", Refusal);
        await CheckAsync(Budget(), "one");
        FakeTransport another = new FakeTransport { Resolver = "192.0.2.54" }.Healthy("one.test");

        Assert.Equal(ListingVerdict.NotListed, (await Runs.Named(Catalog, another, ["one"], Options(Budget())).CheckAsync()).Of("one").Verdict);
    }

    [Fact]
    public async Task Refusal_OfAListThatWantsRegistration_StopsItAlone()
    {
        _transport.A("2.0.0.127.registered.test", Refusal);
        await CheckAsync(Budget(), "registered");

        IpBlocklistResult later = await CheckAsync(Budget(), "registered", "one");

        Assert.Equal(ListingVerdict.Refused, later.Of("registered").Verdict);
        Assert.Equal(ListingVerdict.NotListed, later.Of("one").Verdict);
    }

    [Fact]
    public async Task Refusal_Again_StopsTwiceAsLongUntilAGoodAnswer()
    {
        Assert.Equal(10, await StopAsync());
        Assert.Equal(20, await StopAsync());
        Assert.Equal(40, await StopAsync());

        _transport.A("2.0.0.127.one.test", "127.0.0.2");
        await CheckAsync(Budget(), "one");
        Assert.Equal(10, await StopAsync());
    }

    [Fact]
    public async Task Refusal_Remembered_IsNoNewOne()
    {
        DnsMemory memory = new(_clock.Now);
        _transport.On(Runs.Labels + "one.test", DnsRecordKind.A, new DnsAnswer
        {
            Outcome = DnsOutcome.Records, Addresses = [System.Net.IPAddress.Parse(Refusal)], Ttl = TimeSpan.FromHours(8),
        });
        await CheckAsync(Budget(), memory, "one");

        // No stop outlasts four hours, and the answer holds for eight.
        _clock.Advance(BudgetRules.LongestStop);
        Assert.Equal(ListingVerdict.Refused, (await CheckAsync(Budget(), memory, "one")).Of("one").Verdict);
        Assert.Equal(1, _transport.Count(Runs.Labels + "one.test", DnsRecordKind.A));
        OperatorBudget fresh = Budget();
        await fresh.OpenAsync(default);
        Assert.Null(fresh.LeftOut(Catalog.Find("one")!, _transport.Resolver, false));
    }

    [Fact]
    public async Task IgnoresBreaker_AsksAllTheSameAndAGoodAnswerOpensTheWay()
    {
        _transport.A("2.0.0.127.one.test", Refusal);
        await CheckAsync(Budget(), "one");
        _transport.A("2.0.0.127.one.test", "127.0.0.2");
        OperatorBudget budget = Budget();
        BlocklistRunOptions ignoring = new() { Budget = budget, TestMemory = new ListTestMemory(), IgnoresBreaker = true };

        BlocklistHealth health = await Runs.Named(Catalog, _transport, ["one"], ignoring).TestAsync(Catalog.Find("one")!, default);
        budget.Close();

        Assert.Equal(ListHealth.Healthy, health.Health);
        Assert.Equal(ListingVerdict.NotListed, (await CheckAsync(Budget(), "two")).Of("two").Verdict);
    }

    [Fact]
    public async Task Test_LeftOutOperator_IsNotTested()
    {
        _transport.A("2.0.0.127.one.test", Refusal);
        await CheckAsync(Budget(), "one");

        BlocklistHealth health = await Run(Budget(), "two").TestAsync(Catalog.Find("two")!, default);

        Assert.Equal(ListHealth.NotTested, health.Health);
        Assert.Contains("Somebody refused", health.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAnAccountKey_IsOfTheKeyAndKeptNowhere()
    {
        ListCatalog keyed = CatalogText.Load(
            CatalogText.File(
                CatalogText.Entry("one", "operator: \"Somebody\"", "keyedZone: \"<key>.dq.test\""), CatalogText.Entry("two", "operator: \"Somebody\"")),
            keys: CatalogText.Keys("one=s3cret"));
        _transport.A("2.0.0.127.s3cret.dq.test", Refusal);

        IpBlocklistResult result = await Runs.Named(keyed, _transport, ["one", "two"], Options(Budget())).CheckAsync();

        Assert.Equal(ListingVerdict.NotListed, result.Of("two").Verdict);
        Assert.Equal(ListingVerdict.NotListed, (await Runs.Named(keyed, _transport, ["two"], Options(Budget())).CheckAsync()).Of("two").Verdict);
        Assert.DoesNotContain("s3cret", File.ReadAllText(_folder.FilePath), StringComparison.Ordinal);
    }

    /// <summary>The list refuses in a run of its own; how many minutes that stops it, after which they have passed.</summary>
    private async Task<double> StopAsync()
    {
        _transport.A("2.0.0.127.one.test", Refusal);
        OperatorBudget budget = Budget();
        await CheckAsync(budget, "one");
        budget.Close();
        DateTime until = budget.LeftOut(Catalog.Find("one")!, _transport.Resolver, false)!.Until!.Value;
        double minutes = (until - _clock.UtcNow).TotalMinutes;
        _clock.Advance(until - _clock.UtcNow);
        return minutes;
    }

    private OperatorBudget Budget() => _folder.Open(_clock);

    private static BlocklistRunOptions Options(OperatorBudget budget, DnsMemory? memory = null) =>
        new() { Timeout = TimeSpan.FromMinutes(1), Budget = budget, TestMemory = new ListTestMemory(), Memory = memory };

    private BlocklistRun Run(OperatorBudget budget, params string[] lists) => Runs.Named(Catalog, _transport, lists, Options(budget));

    private Task<IpBlocklistResult> CheckAsync(OperatorBudget budget, params string[] lists) => CheckAsync(budget, null, lists);

    private async Task<IpBlocklistResult> CheckAsync(OperatorBudget budget, DnsMemory? memory, params string[] lists)
    {
        IpBlocklistResult result = await Runs.Named(Catalog, _transport, lists, Options(budget, memory)).CheckAsync();
        budget.Close();
        return result;
    }
}
