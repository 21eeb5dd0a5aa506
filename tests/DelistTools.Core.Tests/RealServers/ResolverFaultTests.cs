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
        BlocklistFamilyHealth domains = Assert.Single(health.Families);
        Assert.Equal((BlocklistKind.Domain, ListHealth.Healthy), (domains.Kind, domains.Health));
        Assert.Equal([(1, true, false), (2, true, true)], domains.Depths.Select(d => (d.Labels, d.Found == true, d.WasHidden)));
    }

    [Fact]
    public async Task Test_HealthyResolver_FindsEveryKindAtEveryDepth()
    {
        BlocklistHealth addresses = await Run(servers.Healthy.EndPoint, Patience, "zen.test").TestAsync();
        Assert.Equal(["IPv4: Healthy", "IPv6: Healthy"], addresses.Families.Select(f => f.ToString()));
        Assert.Equal([(4, true, false), (32, true, false)], addresses.Families.SelectMany(f => f.Depths).Select(d => (d.Labels, d.Found == true, d.WasHidden)));

        BlocklistHealth domains = await Run(servers.Healthy.EndPoint, Patience, "dbl.test").TestAsync();
        Assert.Equal(["1 label: 127.0.1.2", "2 labels: 127.0.1.2"], domains.Families.Single().Depths.Select(d => d.ToString()));
    }

    [Fact]
    public async Task Test_ResolverStripsLoopback_FindsNoEntryAtAnyDepth()
    {
        BlocklistHealth health = await Run(servers.Stripping.EndPoint, Patience, "dbl.test").TestAsync();
        Assert.Equal((ListHealth.Filtered, ResolverFinding.FiltersLoopback), (health.Health, health.ResolverFinding));
        Assert.Equal([(1, (bool?)false), (2, (bool?)false)], health.Families.Single().Depths.Select(d => (d.Labels, d.Found)));
        Assert.Contains("private-domain", health.Advice, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_ResolverRewritesNegativeAnswers_IsNotTakenForHealthInAnyKind()
    {
        BlocklistHealth health = await Run(servers.Rewriting.EndPoint, Patience, "zen.test").TestAsync();
        Assert.Equal((ListHealth.Parked, ResolverFinding.RewritesAnswers), (health.Health, health.ResolverFinding));
        Assert.All(health.Families, f => Assert.Equal((ListHealth.Parked, ResolverFinding.RewritesAnswers), (f.Health, f.ResolverFinding)));
    }

    [Fact]
    public async Task Test_KeptThroughOneResolver_IsNotUsedForAnother()
    {
        using HealthFolder folder = new();
        FakeClock clock = new();
        Blocklists.ListTestMemory first = folder.Open(clock);
        BlocklistHealth healthy = await new RealRun(RealRun.Open(servers.Healthy.EndPoint, Patience, isMultiplexed), Patience, first, "zen.test").TestAsync();
        first.Close(System.Threading.CancellationToken.None);
        Assert.Equal((ListHealth.Healthy, false), (healthy.Health, healthy.IsRemembered));

        BlocklistHealth next = await new RealRun(RealRun.Open(servers.Healthy.EndPoint, Patience, isMultiplexed), Patience, folder.Open(clock), "zen.test").TestAsync();
        Assert.Equal((ListHealth.Healthy, true), (next.Health, next.IsRemembered));

        BlocklistHealth stripped = await new RealRun(RealRun.Open(servers.Stripping.EndPoint, Patience, isMultiplexed), Patience, folder.Open(clock), "zen.test").TestAsync();
        Assert.Equal((ListHealth.Filtered, false), (stripped.Health, stripped.IsRemembered));
    }

    [Fact]
    public async Task Test_ListWithoutIPv6Entries_IsDeadForIPv6Alone()
    {
        // NSD holds the zone itself, with no entry below the IPv6 names.
        await using NsdServer nsd = await NsdServer.StartAsync(new System.Collections.Generic.Dictionary<string, string>
        {
            ["zen.test"] = "2.0.0.127 IN A 127.0.0.2\n10.2.0.192 IN A 127.0.0.2\n",
        });
        RealRun run = Run(nsd.EndPoint, Patience, "zen.test");

        BlocklistHealth health = await run.TestAsync();

        Assert.Equal(["IPv4: Healthy", "IPv6: Empty"], health.Families.Select(f => f.ToString()));
        Assert.Equal(ListHealth.Empty, health.Health);
        Assert.Equal(ListingStatus.Listed, (await run.CheckAsync("192.0.2.10")).Status);
        Assert.Equal(ListingStatus.NotListed, (await run.CheckAsync("203.0.113.5")).Status);
        Assert.Equal(ListingStatus.Undetermined, (await run.CheckAsync("2001:db8::1")).Status);
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
