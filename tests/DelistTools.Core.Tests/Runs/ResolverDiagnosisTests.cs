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

public sealed class ResolverDiagnosisTests
{
    private const string DeepList = "deep";

    private static readonly ListCatalog Catalog = CatalogText.Catalog(
        CatalogText.Entry("one"),
        CatalogText.Entry("two"),
        CatalogText.Entry(
            DeepList, "kind: [\"domain\"]", "test: { \"listed\": \"dbltest.example\", \"notListed\": \"example.com\", \"shallow\": \"test\" }"));

    private readonly FakeTransport _transport = new();

    private IEnumerable<string> Probes => _transport.Asked.Where(
        q => !q.EndsWith(".test A", StringComparison.Ordinal) && !q.EndsWith(".test TXT", StringComparison.Ordinal));

    [Fact]
    public async Task Conclude_HealthyLists_FindsNothingAndAsksNothing()
    {
        _transport.Healthy("one.test", "two.test");

        Assert.Empty(await FindingsAsync());
        Assert.Empty(Probes);
        Assert.Equal(0, _transport.CountIn("deep.test"));
    }

    [Fact]
    public async Task Conclude_NothingAnswers_IsUnreachableAndProbedOnce()
    {
        _transport.Otherwise = (_, _) => Reply.Timeout;

        Assert.Equal(new[] { ResolverFinding.Unreachable }, await FindingsAsync());
        Assert.Equal(new[] { ". NS" }, Probes);
    }

    [Theory]
    [InlineData(LookupFailureKind.ServerFailure)]
    [InlineData(LookupFailureKind.Refused)]
    public async Task Conclude_OnlyTheListsAreSilent_IsNoFaultOfTheResolver(LookupFailureKind kind)
    {
        _transport.Otherwise = (name, _) => name == "." ? Reply.Fail(kind) : Reply.Timeout;

        Assert.Empty(await FindingsAsync());
        Assert.Equal(new[] { ". NS" }, Probes);
    }

    [Fact]
    public async Task Conclude_OneListIsSilent_AsksNoProbe()
    {
        _transport.Healthy("one.test");
        _transport.Otherwise = (name, _) => name.EndsWith("two.test", StringComparison.Ordinal) ? Reply.Timeout : Reply.NameError;

        Assert.Empty(await FindingsAsync());
        Assert.Empty(Probes);
    }

    [Fact]
    public async Task Conclude_EveryNameHasAnAddress_RewritesAnswers()
    {
        _transport.Otherwise = (_, kind) => kind == DnsRecordKind.A ? Reply.A("198.51.100.7") : Reply.NoData;

        Assert.Equal(new[] { ResolverFinding.RewritesAnswers }, await FindingsAsync());
        string probe = Assert.Single(Probes);
        Assert.Matches("^dt[0-9a-f]{32}\\.example\\.com A$", probe);
    }

    [Theory]
    [InlineData("198.51.100.7")]
    [InlineData("127.0.0.2")]
    public async Task Conclude_OneZoneAnswersEverything_IsTheZonesFaultAndProbedOnce(string answer)
    {
        _transport.Healthy("one.test");
        _transport.Otherwise = (name, kind) =>
            kind == DnsRecordKind.A && name.EndsWith("two.test", StringComparison.Ordinal) ? Reply.A(answer) : Reply.NameError;

        Assert.Empty(await FindingsAsync());
        Assert.Single(Probes);
    }

    [Fact]
    public async Task Conclude_HealthyListWithAForeignAnswer_IsProbedToo()
    {
        // A healthy test remembered from an earlier run hides that the resolver rewrites answers now.
        ListTestMemory memory = new();
        _transport.Healthy("one.test", "two.test");
        BlocklistRunOptions options = new() { Budget = Runs.NoPace(), TestMemory = memory };
        await Runs.Wide(Catalog, _transport, options).CheckAsync();
        FakeTransport bent = new() { Otherwise = (_, kind) => kind == DnsRecordKind.A ? Reply.A("198.51.100.7") : Reply.NoData };

        IpBlocklistResult result = await Runs.Wide(Catalog, bent, options).CheckAsync();

        Assert.Equal(ListHealth.Healthy, result.Of("one").Health);
        Assert.Equal(ListingVerdict.Unverified, result.Of("one").Verdict);
        Assert.Contains("answers for names that do not exist", Assert.Single(result.Advice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conclude_TextWithoutAddress_FiltersLoopback()
    {
        foreach (string zone in new[] { "one.test", "two.test" })
        {
            _transport.On("2.0.0.127." + zone, DnsRecordKind.A, Reply.NoData).Txt("2.0.0.127." + zone, "test entry");
        }

        Assert.Equal(new[] { ResolverFinding.FiltersLoopback }, await FindingsAsync());
        Assert.Empty(Probes);
        Assert.Equal(0, _transport.CountIn("deep.test"));
    }

    [Fact]
    public async Task Conclude_EveryListIsEmptyAndOnlyShortNamesAnswer_IsStrictMinimisation()
    {
        _transport.A("test.deep.test", "127.0.1.2");

        Assert.Equal(new[] { ResolverFinding.StrictMinimisation }, await FindingsAsync());
        Assert.Equal(1, _transport.Count("test.deep.test", DnsRecordKind.A));
        Assert.Equal(3, _transport.CountIn("deep.test"));
    }

    [Fact]
    public async Task Conclude_EveryListIsEmptyAndDeepNamesAnswer_IsTheListsFault()
    {
        _transport.A("test.deep.test", "127.0.1.2").A("dbltest.example.deep.test", "127.0.1.2");

        Assert.Empty(await FindingsAsync());
        Assert.Equal(3, _transport.CountIn("deep.test"));
    }

    [Fact]
    public async Task Conclude_OneListIsEmpty_AsksNoOtherList()
    {
        _transport.Healthy("one.test");

        Assert.Empty(await FindingsAsync());
        Assert.Equal(0, _transport.CountIn("deep.test"));
    }

    [Theory]
    [InlineData("Query Refused. See http://uribl.com/refused.shtml [Your DNS IP: 198.51.100.53]", "198.51.100.53")]
    [InlineData("Error: open resolver; https://check.spamhaus.org/returnc/pub/198.51.100.53/", "198.51.100.53")]
    [InlineData("https://check.spamhaus.org/returnc/pub/2001:db8::53", "2001:db8::53")]
    public async Task Conclude_Refusal_NamesListsResolverAndTheAddressThatTheySaw(string text, string seen)
    {
        _transport.Healthy("two.test").A("2.0.0.127.one.test", "127.255.255.254").Txt("2.0.0.127.one.test", text);

        KeyValuePair<ResolverFinding, string> finding = Assert.Single(await FindAsync());

        Assert.Equal(ResolverFinding.RefusedByLists, finding.Key);
        Assert.StartsWith("one refuses the resolver 192.0.2.53 (they see it as " + seen + ")", finding.Value, StringComparison.Ordinal);
        Assert.Empty(Probes);
    }

    [Theory]
    [InlineData("[Your DNS IP: 010.0.0.1]")]
    [InlineData("[Your DNS IP: dead]")]
    [InlineData("no address in it")]
    public async Task Conclude_RefusalWithoutAnAddress_NamesNone(string text)
    {
        _transport.A("2.0.0.127.one.test", "127.255.255.254").Txt("2.0.0.127.one.test", text)
            .A("2.0.0.127.two.test", "127.255.255.254");

        KeyValuePair<ResolverFinding, string> finding = Assert.Single(await FindAsync());

        Assert.StartsWith("one, two refuse the resolver 192.0.2.53. ", finding.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conclude_RefusalOfATargetAlone_IsFoundToo()
    {
        _transport.Healthy("one.test", "two.test").A(Runs.Labels + "one.test", "127.255.255.255")
            .Txt(Runs.Labels + "one.test", "[Your DNS IP: 198.51.100.53]");

        KeyValuePair<ResolverFinding, string> finding = Assert.Single(await FindAsync());

        Assert.Equal(ResolverFinding.RefusedByLists, finding.Key);
        Assert.Contains("198.51.100.53", finding.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conclude_AdviceOfARun_IsInEveryResult()
    {
        _transport.Healthy("two.test").A("2.0.0.127.one.test", "127.255.255.254");

        IpBlocklistResult result = await Runs.Wide(Catalog, _transport).CheckAsync();

        Assert.Contains("-NameServer", Assert.Single(result.Advice), StringComparison.Ordinal);
    }

    private async Task<IEnumerable<ResolverFinding>> FindingsAsync() => (await FindAsync()).Select(f => f.Key);

    /// <summary>Three targets of one run, so that a probe asked for each would be seen.</summary>
    private async Task<IReadOnlyList<KeyValuePair<ResolverFinding, string>>> FindAsync()
    {
        BlocklistRun run = Runs.Wide(Catalog, _transport);
        await run.CheckAsync();
        await Task.WhenAll(run.CheckAsync("1.2.3.5"), run.CheckAsync("1.2.3.6"));
        return await run.DiagnoseAsync(CancellationToken.None);
    }
}
