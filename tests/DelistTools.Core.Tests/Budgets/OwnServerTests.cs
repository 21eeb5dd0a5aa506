using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>A server of one's own has no budget: one on a private address that answers with authority.</summary>
public sealed class OwnServerTests
{
    private const int Addresses = 300;

    private static readonly ListCatalog Catalog = CatalogText.Catalog(
        CatalogText.Entry("one", "pace: 10", "dailyLimit: 100"), CatalogText.Entry("mine", "own: true"));

    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("127.0.0.1:5391")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.1.53")]
    [InlineData("[fd00::53]:5353")]
    [InlineData("::1")]
    public async Task PrivateAddress_WithAuthority_HasNoBudgetFromTheFirstTargetOn(string resolver)
    {
        IpBlocklistResult[] results = await CheckAsync(resolver, isAuthoritative: true, "one");

        Assert.Equal(TimeSpan.Zero, _clock.Now());
        Assert.All(results, r => Assert.Equal(ListingStatus.NotListed, r.Status));
    }

    [Theory]
    [InlineData("127.0.0.1:5391", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.51.100.53", true)]
    [InlineData("100.64.0.1", true)]
    public async Task Resolver_OfAnybody_StaysUnderTheBudget(string resolver, bool isAuthoritative)
    {
        IpBlocklistResult[] results = await CheckAsync(resolver, isAuthoritative, "one");

        Assert.True(_clock.Now() > TimeSpan.FromSeconds(5));
        Assert.Equal(Addresses - 98, results.Count(r => r.Of("one").FailureKind == LookupFailureKind.NotAsked));
        Assert.All(results.Where(r => !r.Of("one").IsAnswered), r => Assert.Equal((ListingVerdict.Failed, ListingStatus.Undetermined), (r.Of("one").Verdict, r.Status)));
        Assert.Contains("The 100 questions that this machine asks Operator of one in a day", results[^1].Advice.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnInTheOverlay_HasNoBudgetAnywhere()
    {
        await CheckAsync("198.51.100.53", isAuthoritative: false, "mine");

        Assert.Equal(TimeSpan.Zero, _clock.Now());
    }

    [Fact]
    public async Task WaitAsync_ForATurn_GoesOnAsSoonAsTheServerShowsItself()
    {
        OperatorBudget budget = new(clock: _clock, now: _clock.Now);
        Blocklist list = Catalog.Find("one")!;
        RunBudget run = new(new BlocklistRunOptions { Budget = budget }, "127.0.0.1", _ => false);
        Task<GivenUp?>[] waiting = [.. Enumerable.Range(0, 90).Select(_ => run.WaitAsync(list, false, CancellationToken.None))];
        Assert.Contains(waiting, w => !w.IsCompleted);

        run.NoteTest(list, new ListTestResult { Health = ListHealth.Healthy, IsAuthoritative = true });

        // The clock stands, so that nothing else could have ended their wait.
        Assert.All(await Task.WhenAll(waiting), Assert.Null);
    }

    [Fact]
    public void AnswerWithoutAuthority_TakesItBack()
    {
        OwnServers servers = new("127.0.0.1");
        Blocklist list = Catalog.Find("one")!;
        servers.NoteTest(list, true);
        Assert.True(servers.Holds(list));

        servers.NoteAnswer(list, false);
        Assert.False(servers.Holds(list));
    }

    private async Task<IpBlocklistResult[]> CheckAsync(string resolver, bool isAuthoritative, string list)
    {
        FakeTransport transport = new()
        {
            Resolver = resolver,
            Otherwise = (name, _) => new DnsAnswer
            {
                Outcome = name.StartsWith("2.0.0.127.", StringComparison.Ordinal) ? DnsOutcome.Records : DnsOutcome.NameError,
                Addresses = name.StartsWith("2.0.0.127.", StringComparison.Ordinal) ? [System.Net.IPAddress.Parse("127.0.0.2")] : [],
                Ttl = Reply.Ttl,
                IsAuthoritative = isAuthoritative,
            },
        };
        OperatorBudget budget = new(clock: _clock, now: _clock.Now, delay: _clock.DelayAsync);
        BlocklistRun run = Runs.Named(Catalog, transport, [list], new BlocklistRunOptions { Budget = budget, TestMemory = new ListTestMemory() });
        IpBlocklistResult[] results = new IpBlocklistResult[Addresses];
        for (int i = 0; i < Addresses; i++)
        {
            results[i] = await run.CheckAsync("1.2." + (i / 256) + "." + (i % 256));
        }

        return results;
    }
}
