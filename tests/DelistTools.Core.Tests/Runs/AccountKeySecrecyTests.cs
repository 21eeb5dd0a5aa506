using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>An account key stands in the question that is sent, and nowhere else.</summary>
public sealed class AccountKeySecrecyTests
{
    private const string Key = "s3cr3t0key";

    private const string KeyedZone = Key + ".keyed.test";

    private static readonly string Entry = CatalogText.Entry("keyed", "zone: \"public.test\"", "keyedZone: \"<key>.keyed.test\"");

    private readonly FakeTransport _transport = new();
    private readonly ConcurrentQueue<string> _trace = new();

    [Theory]
    [InlineData("127.0.0.2", ListingVerdict.Listed)]
    [InlineData("127.255.255.254", ListingVerdict.Refused)]
    [InlineData("127.0.0.1", ListingVerdict.Unverified)]
    [InlineData("198.51.100.7", ListingVerdict.Unverified)]
    [InlineData("", ListingVerdict.Failed)]
    public async Task CheckAsync_ListThatEchoesTheKey_ShowsItNowhere(string answer, ListingVerdict verdict)
    {
        ListCatalog catalog = CatalogText.Load(CatalogText.File(Entry), keys: CatalogText.Keys("keyed=" + Key));
        string name = Runs.Labels + KeyedZone;
        _transport.Healthy(KeyedZone)
            .On(name, DnsRecordKind.A, answer.Length == 0 ? Reply.Timeout : Reply.A(answer))
            .Txt(name, "You asked for " + name, "key=" + Key.ToUpperInvariant(), "s3cr3t\u200B0key and s3cr3t0key");
        BlocklistRun run = Runs.Wide(catalog, _transport, Runs.Options(trace: _trace.Enqueue));

        IpBlocklistResult result = await run.CheckAsync();
        await run.CheckAsync("1.2.3.5");

        Assert.Equal(verdict, result.Of("keyed").Verdict);
        Assert.Equal("<key>.keyed.test", result.Of("keyed").Zone);
        Assert.Contains(name + " A", _transport.Asked);
        Assert.Equal(0, _transport.CountIn("public.test"));
        await AssertNoKeyAsync(catalog, run, result);
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("127.255.255.254")]
    [InlineData("")]
    public async Task TestAsync_ListThatEchoesTheKey_ShowsItNowhere(string answer)
    {
        ListCatalog catalog = CatalogText.Load(CatalogText.File(Entry), keys: CatalogText.Keys("keyed=" + Key));
        string name = "2.0.0.127." + KeyedZone;
        _transport.On(name, DnsRecordKind.A, answer.Length == 0 ? Reply.NoData : Reply.A(answer)).Txt(name, "Refused: " + name);
        BlocklistRun run = Runs.Wide(catalog, _transport, Runs.Options(trace: _trace.Enqueue));

        BlocklistHealth health = await run.TestAsync(catalog.Find("keyed")!, CancellationToken.None);

        Assert.NotEmpty(health.Evidence);
        await AssertNoKeyAsync(catalog, run, health);
    }

    [Fact]
    public async Task CheckAsync_EchoAtTheEndOfALongText_LeavesNoPartOfTheKey()
    {
        ListCatalog catalog = CatalogText.Load(CatalogText.File(Entry), keys: CatalogText.Keys("keyed=" + Key));
        for (int length = 985; length <= 1000; length++)
        {
            FakeTransport transport = new FakeTransport().Healthy(KeyedZone).A(Runs.Labels + KeyedZone, "127.0.0.2")
                .Txt(Runs.Labels + KeyedZone, new string('.', length) + Key);

            string text = (await Runs.Wide(catalog, transport).CheckAsync()).Of("keyed").Texts.Single();

            Assert.DoesNotContain(Key[..3], text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("key")]
    [InlineData("KEY")]
    [InlineData("k")]
    [InlineData("ey")]
    public void Show_KeyThatThePlaceholderContains_IsTakenOutOnce(string key)
    {
        ListCatalog catalog = CatalogText.Load(CatalogText.File(Entry), keys: CatalogText.Keys("keyed=" + key));
        ListQuestions questions = new(_transport, catalog.KeyOf, new BlocklistRunOptions { Budget = Runs.NoPace() });

        Assert.Equal("1 <key> 2 <key> 3", questions.Show(catalog.Find("keyed")!, "1 " + key + " 2 " + key.ToUpperInvariant() + " 3"));
    }

    [Fact]
    public async Task AskAsync_WithoutAKey_AsksThePublicZone()
    {
        ListCatalog catalog = CatalogText.Catalog(Entry);
        _transport.Healthy("public.test");

        IpBlocklistResult result = await Runs.Wide(catalog, _transport).CheckAsync();

        Assert.Equal(ListingVerdict.NotListed, result.Of("keyed").Verdict);
        Assert.Equal("public.test", result.Of("keyed").Zone);
        Assert.Equal(3, _transport.CountIn("public.test"));
    }

    [Fact]
    public void ToString_Key_IsThePlaceholder() => Assert.Equal("<key>", new AccountKey(Key).ToString());

    [Theory]
    [InlineData("a", true)]
    [InlineData("abc-DEF-123", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a.b", false)]
    [InlineData("a_b", false)]
    [InlineData("a b", false)]
    [InlineData("\u00E4", false)]
    public void IsValid_Key_IsOneDnsLabel(string key, bool expected) => Assert.Equal(expected, AccountKey.IsValid(key));

    [Fact]
    public void IsValid_Length_IsAtMostALabels()
    {
        Assert.True(AccountKey.IsValid(new string('a', 63)));
        Assert.False(AccountKey.IsValid(new string('a', 64)));
    }

    private async Task AssertNoKeyAsync(ListCatalog catalog, BlocklistRun run, object result)
    {
        IReadOnlyList<string> strings = ObjectStrings.In(
            result, _trace, catalog.Blocklists, await run.DiagnoseAsync(CancellationToken.None), run.Resolver);

        Assert.True(strings.Count > 20);
        Assert.Contains("<key>.keyed.test", strings);
        Assert.DoesNotContain(strings, s => s.Contains(Key, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(_trace);
    }
}
