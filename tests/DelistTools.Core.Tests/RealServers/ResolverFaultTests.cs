using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.RealServers;

/// <summary>Each fault that a real resolver can have is named, and no verdict is given that it could have bent.</summary>
public abstract class ResolverFaultTests(ServerFixture servers, bool isMultiplexed)
{
    private const double Patience = 5;

    private const double Impatience = 0.5;

    private RealRun Run(IPEndPoint server, double seconds, params string[] zones) =>
        new(RealRun.Open(server, seconds, isMultiplexed), seconds, zones);

    [Fact]
    public async Task Check_HealthyResolver_FindsNothing()
    {
        RealRun run = Run(servers.Healthy.EndPoint, Patience, "zen.test");
        IpBlocklistResult result = await run.CheckAsync("203.0.113.5");
        Assert.Equal(ListingStatus.NotListed, result.Status);
        Assert.Empty(result.Advice);
    }

    [Theory]
    [InlineData("192.0.2.10")]
    [InlineData("203.0.113.5")]
    public async Task Check_ResolverStripsLoopback_IsNamedAndUndetermined(string address)
    {
        RealRun run = Run(servers.Stripping.EndPoint, Patience, "zen.test", "open.test");
        IpBlocklistResult result = await run.CheckAsync(address);
        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.All(result.Checks, c => Assert.Equal(ListingVerdict.Unverified, c.Verdict));
        Assert.Equal([ResolverFinding.FiltersLoopback], await run.FindingsAsync());
        Assert.Contains("private-domain", result.Advice.Single(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.10", ListingStatus.Listed)]
    [InlineData("198.51.100.7", ListingStatus.Listed)]
    [InlineData("203.0.113.5", ListingStatus.NotListed)]
    public async Task Check_ResolverMinimisesStrictly_IsNamedAndSeenThrough(string address, ListingStatus status)
    {
        await using UnboundServer minimising = await servers.StartMinimisingAsync();
        RealRun run = Run(minimising.EndPoint, Patience, "zen.test");
        IpBlocklistResult result = await run.CheckAsync(address);
        Assert.Equal(status, result.Status);
        Assert.Equal([ResolverFinding.StrictMinimisation], await run.FindingsAsync());
        Assert.Contains("qname-minimisation-strict: no", result.Advice.Single(), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ResolverMinimisesStrictlyAndKnowsTheTestEntry_IsStillSeenThrough()
    {
        // Somebody has asked for the test entry before, and it answers at once; a fresh name is hidden all the same.
        await using UnboundServer minimising = await servers.StartMinimisingAsync();
        RealRun earlier = Run(minimising.EndPoint, Patience, "zen.test");
        Assert.Equal(ListHealth.Healthy, (await earlier.TestAsync()).Health);

        RealRun run = Run(minimising.EndPoint, Patience, "zen.test");
        Assert.Equal(ListingStatus.Listed, (await run.CheckAsync("192.0.2.10")).Status);
        Assert.Equal([ResolverFinding.StrictMinimisation], await run.FindingsAsync());
    }

    [Fact]
    public async Task Test_DomainListBehindStrictMinimisation_IsNamed()
    {
        await using UnboundServer minimising = await servers.StartMinimisingAsync();
        RealRun run = Run(minimising.EndPoint, Patience, "dbl.test");
        BlocklistHealth health = await run.TestAsync();
        Assert.Equal(ListHealth.Healthy, health.Health);
        Assert.Equal(ResolverFinding.StrictMinimisation, health.ResolverFinding);
        Assert.NotEmpty(health.Advice);
    }

    [Theory]
    [InlineData("192.0.2.10")]
    [InlineData("203.0.113.5")]
    public async Task Check_ResolverRewritesNegativeAnswers_IsNamedAndUndetermined(string address)
    {
        RealRun run = Run(servers.Rewriting.EndPoint, Patience, "zen.test");
        IpBlocklistResult result = await run.CheckAsync(address);
        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.Equal([ResolverFinding.RewritesAnswers], await run.FindingsAsync());
        Assert.Contains("203.0.113.80", result.Advice.Single(), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ListRefusesPublicResolver_NamesTheResolverItSaw()
    {
        RealRun run = Run(servers.Healthy.EndPoint, Patience, "open.test");
        IpBlocklistResult result = await run.CheckAsync("203.0.113.5");
        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.Equal([ResolverFinding.RefusedByLists], await run.FindingsAsync());
        Assert.Contains("they see it as 127.0.0.1", result.Advice.Single(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wildpark.test", ListHealth.Parked, ListingVerdict.Unverified)]
    [InlineData("blockpage.test", ListHealth.Parked, ListingVerdict.Unverified)]
    [InlineData("nodata.test", ListHealth.Empty, ListingVerdict.Unverified)]
    [InlineData("nx.test", ListHealth.Empty, ListingVerdict.Unverified)]
    [InlineData("refused.test", ListHealth.Unreachable, ListingVerdict.Failed)]
    public async Task Check_OneZoneBent_BlamesTheListAndNotTheResolver(string zone, ListHealth health, ListingVerdict verdict)
    {
        RealRun run = Run(servers.Healthy.EndPoint, Patience, zone, "zen.test");
        IpBlocklistResult result = await run.CheckAsync("203.0.113.5");
        BlocklistCheck bent = result.Checks.Single(c => c.Blocklist == zone);
        Assert.Equal(health, bent.Health);
        Assert.Equal(verdict, bent.Verdict);
        Assert.Equal(ListingVerdict.NotListed, result.Checks.Single(c => c.Blocklist == "zen").Verdict);
        Assert.Empty(result.Advice);
    }

    [Theory]
    [InlineData("drop.test")]
    [InlineData("dead.test")]
    public async Task Check_ZoneWithoutAnswer_FailsByItself(string zone)
    {
        RealRun run = Run(servers.Healthy.EndPoint, Impatience, zone, "zen.test");
        IpBlocklistResult result = await run.CheckAsync("203.0.113.5");
        BlocklistCheck silent = result.Checks.Single(c => c.Blocklist == zone);
        Assert.Equal(ListingVerdict.Failed, silent.Verdict);
        Assert.Equal(ListingVerdict.NotListed, result.Checks.Single(c => c.Blocklist == "zen").Verdict);
    }

    [Fact]
    public async Task Check_AliasToAnotherZone_IsNamedByTheQuestion()
    {
        RealRun run = Run(servers.Healthy.EndPoint, Patience, "alias.test");
        BlocklistCheck check = (await run.CheckAsync("127.0.0.2")).Checks.Single();
        Assert.Equal("alias.test", check.Blocklist);
        Assert.Equal(["127.0.0.2", "127.0.0.4", "127.0.0.10"], check.Codes);
    }

    [Fact]
    public async Task Check_NothingListens_SaysUnreachable()
    {
        using ClosedPort closed = new();
        RealRun run = Run(new IPEndPoint(IPAddress.Loopback, closed.Port), Impatience, "zen.test");
        IpBlocklistResult result = await run.CheckAsync("203.0.113.5");
        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.Equal([ResolverFinding.Unreachable], await run.FindingsAsync());
    }
}
