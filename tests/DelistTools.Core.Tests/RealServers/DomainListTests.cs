using System.Linq;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.RealServers;

/// <summary>Domains asked of rbldnsd's zones, directly and through resolvers with faults.</summary>
[Collection(ServerCollection.Name)]
public sealed class DomainListTests(ServerFixture servers)
{
    private const double Patience = 5;

    [Theory]
    [InlineData("spam.example", ListingStatus.Listed, "spam.example", "127.0.1.2")]
    [InlineData("a.b.spam.example", ListingStatus.Listed, "a.b.spam.example", "127.0.1.2")]
    [InlineData("abused.example", ListingStatus.Listed, "abused.example", "127.0.1.102")]
    [InlineData("www.abused.example", ListingStatus.Listed, "abused.example", "127.0.1.102")]
    [InlineData("www.dbltest.com", ListingStatus.Listed, "dbltest.com", "127.0.1.2")]
    [InlineData("www.clean.example", ListingStatus.NotListed, "clean.example", "")]
    public async Task Check_ListOfHosts_FindsTheHostOrItsDomain(string name, ListingStatus status, string askedAs, string code)
    {
        foreach (System.Net.IPEndPoint server in new[] { servers.Rbldnsd.EndPoint, servers.Healthy.EndPoint })
        {
            DomainBlocklistResult result = await new RealRun(server, Patience, "dbl.test").CheckDomainAsync(name);
            Assert.Equal(status, result.Status);
            BlocklistCheck check = result.Checks.Single();
            Assert.Equal((name, askedAs, code), (check.Target, check.AskedAs, string.Join(" ", check.Codes)));
            Assert.Equal(ListHealth.Healthy, check.Health);
            Assert.Empty(result.Advice);
        }
    }

    [Theory]
    [InlineData("www.multi.example", "127.0.0.80", "uribl-malware uribl-abuse")]
    [InlineData("a.b.black.example", "127.0.0.2", "")]
    public async Task Check_BitmaskOfRegistrableDomains_NamesTheComponents(string name, string code, string components)
    {
        foreach (System.Net.IPEndPoint server in new[] { servers.Rbldnsd.EndPoint, servers.Healthy.EndPoint })
        {
            DomainBlocklistResult result = await new RealRun(server, Patience, "uribl.test", "dbl.test").CheckDomainAsync(name);
            Assert.Equal(["uribl"], result.ListedOn);
            BlocklistCheck check = result.Listings.Single();
            Assert.Equal((result.RegistrableDomain, code, components), (check.AskedAs, check.Codes.Single(), string.Join(" ", check.Components)));
        }
    }

    [Theory]
    [InlineData("a.b.spam.example", ListingStatus.Listed)]
    [InlineData("www.dbltest.com", ListingStatus.Listed)]
    [InlineData("www.clean.example", ListingStatus.NotListed)]
    public async Task Check_ResolverMinimisesStrictly_IsNamedAndSeenThrough(string name, ListingStatus status)
    {
        await using UnboundServer minimising = await servers.StartMinimisingAsync();
        RealRun run = new(minimising.EndPoint, Patience, "dbl.test", "uribl.test");
        DomainBlocklistResult result = await run.CheckDomainAsync(name);
        Assert.Equal(status, result.Status);
        Assert.Equal([ResolverFinding.StrictMinimisation], await run.FindingsAsync());
        Assert.Contains("qname-minimisation-strict: no", result.Advice.Single(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spam.example")]
    [InlineData("www.clean.example")]
    public async Task Check_ResolverBendsAnswers_IsNamedAndUndetermined(string name)
    {
        foreach ((UnboundServer faulty, ResolverFinding finding) in new[]
        {
            (servers.Stripping, ResolverFinding.FiltersLoopback), (servers.Rewriting, ResolverFinding.RewritesAnswers),
        })
        {
            RealRun run = new(faulty.EndPoint, Patience, "dbl.test", "uribl.test");
            DomainBlocklistResult result = await run.CheckDomainAsync(name);

            // What rewrites denials leaves listings alone, and nobody can tell which is which.
            Assert.Equal(ListingStatus.Undetermined, result.Status);
            Assert.Equal([finding], await run.FindingsAsync());
        }
    }

    [Fact]
    public async Task Check_ListThatRefusesByItsLowestBit_IsRefused()
    {
        DomainBlocklistResult result = await new RealRun(servers.Healthy.EndPoint, Patience, "refusedbit.test").CheckDomainAsync("spam.example");
        Assert.Equal((ListingStatus.Undetermined, ListingVerdict.Refused), (result.Status, result.Checks.Single().Verdict));
        Assert.Contains("refusedbit", result.Advice.Single(), System.StringComparison.Ordinal);
    }
}
