using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class BlocklistRunTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTransport _transport = new();

    [Fact]
    public async Task CheckAsync_ListedOnOneOfTwo_SaysWhereAndWhy()
    {
        ListCatalog catalog = CatalogText.Catalog(
            CatalogText.Entry("one", "codes: [{ \"code\": \"127.0.0.3\", \"meaning\": \"Sends spam\" }]", "impact: \"high\""),
            CatalogText.Entry("two"));
        _transport.Healthy("one.test", "two.test").A(Runs.Labels + "one.test", "127.0.0.3").Txt(Runs.Labels + "one.test", "See\nour page");

        IpBlocklistResult result = await Runs.Wide(catalog, _transport).CheckAsync();

        Assert.Equal(ListingStatus.Listed, result.Status);
        Assert.True(result.IsListed);
        Assert.Equal(new[] { "one" }, result.ListedOn);
        Assert.Equal(new[] { "Operator of one" }, result.Operators);
        Assert.Equal((2, 2, 0), (result.Asked, result.Answered, result.Unanswered));
        Assert.Equal(Runs.Address, result.Address);
        Assert.Equal("192.0.2.53", result.Resolver);
        Assert.Empty(result.Advice);
        BlocklistCheck one = result.Of("one");
        Assert.Same(one, Assert.Single(result.Listings));
        Assert.Equal(ListingVerdict.Listed, one.Verdict);
        Assert.Equal(new[] { "127.0.0.3" }, one.Codes);
        Assert.Equal(new[] { "Sends spam" }, one.Meanings);
        Assert.Equal(new[] { "See our page" }, one.Texts);
        Assert.Equal("Sends spam [See our page]", one.Reason);
        Assert.Equal(BlocklistImpact.High, one.Impact);
        Assert.Equal(ListHealth.Healthy, one.Health);
        Assert.Equal(Reply.Ttl, one.Ttl);
        Assert.Equal("one.test", one.Zone);
        Assert.Equal(ListingVerdict.NotListed, result.Of("two").Verdict);
    }

    [Fact]
    public async Task CheckAsync_EveryCheck_LandsOnce()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"), CatalogText.Entry("two"), CatalogText.Entry("three"));
        ConcurrentQueue<BlocklistCheck> landed = new();

        IpBlocklistResult result = await Runs.Wide(catalog, _transport)
            .CheckAsync(IPAddress.Parse(Runs.Address), "mail.example.com", landed.Enqueue, CancellationToken.None);

        Assert.Equal(result.Checks, landed);
        Assert.Equal(new[] { "one", "three", "two" }, landed.Select(c => c.Blocklist).OrderBy(b => b, StringComparer.Ordinal));
        Assert.Equal("mail.example.com", result.HostName);
    }

    [Fact]
    public async Task CheckAsync_WholeShippedCatalogue_AsksEachQuestionOnceAndNoIncludedList()
    {
        await Runs.Wide(ShippedCatalog.Current, _transport).CheckAsync();

        Assert.Equal(1, _transport.Count("4.3.2.1.zen.spamhaus.org", DnsRecordKind.A));
        foreach (string zone in new[] { "sbl.spamhaus.org", "xbl.spamhaus.org", "pbl.spamhaus.org", "cbl.abuseat.org", "z.mailspike.net" })
        {
            Assert.Equal(0, _transport.CountIn(zone));
        }

        // The diagnosis probes one domain list; no target is ever asked of any.
        Assert.DoesNotContain(_transport.Asked, q => q.StartsWith("4.3.2.1.dbl.", StringComparison.Ordinal));
        Assert.Equal(_transport.Asked.Distinct(), _transport.Asked);
    }

    [Fact]
    public async Task CheckAsync_IPv6_AsksNibblesAndNeverAaaa()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("six", "kind: [\"ip4\", \"ip6\"]"), CatalogText.Entry("four"));
        string name = QuestionName.Labels(IPAddress.Parse("2a00::1")) + ".six.test";
        _transport.A(QuestionName.MappedLabels("127.0.0.2") + ".six.test", "127.0.0.2").A(name, "127.0.0.2");

        IpBlocklistResult result = await Runs.Wide(catalog, _transport).CheckAsync("2a00::1");

        Assert.Equal(new[] { "six" }, result.ListedOn);
        Assert.Single(result.Checks);
        Assert.Equal(1, _transport.Count(name, DnsRecordKind.A));
        Assert.DoesNotContain(_transport.Asked, q => q.EndsWith(" AAAA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckAsync_ListOfAnotherKind_IsNotApplicableOnlyWhereNamed()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("six", "kind: [\"ip6\"]"), CatalogText.Entry("four"));
        _transport.Healthy("four.test");

        IpBlocklistResult named = await Runs.Named(catalog, _transport, new[] { "six", "four" }).CheckAsync();
        IpBlocklistResult wide = await Runs.Wide(catalog, _transport).CheckAsync();

        BlocklistCheck six = named.Of("six");
        Assert.Equal(ListingVerdict.NotApplicable, six.Verdict);
        Assert.Contains("IPv4", six.Reason, StringComparison.Ordinal);
        Assert.Equal(ListHealth.NotTested, six.Health);
        Assert.Equal(1, named.Asked);
        Assert.Equal(ListingStatus.NotListed, named.Status);
        Assert.Single(wide.Checks);
        Assert.Equal(0, _transport.CountIn("six.test"));
    }

    [Fact]
    public async Task CheckAsync_OnlyAListOfAnotherKind_IsUndeterminedAndAsksNothing()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("six", "kind: [\"ip6\"]"));

        IpBlocklistResult result = await Runs.Named(catalog, _transport, new[] { "six" }).CheckAsync();

        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.Empty(result.Advice);
        Assert.Empty(_transport.Asked);
    }

    [Fact]
    public async Task CheckAsync_SilentList_IsGivenUpAfterThreeQuestions()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("silent"), CatalogText.Entry("two"));
        _transport.Healthy("two.test");
        _transport.Otherwise = (name, _) => name.EndsWith(".silent.test", StringComparison.Ordinal) ? Reply.Timeout : Reply.NameError;
        BlocklistRun run = Runs.Wide(catalog, _transport);

        BlocklistCheck first = (await run.CheckAsync()).Of("silent");
        BlocklistCheck second = (await run.CheckAsync("1.2.3.5")).Of("silent");

        Assert.Equal((ListingVerdict.Failed, LookupFailureKind.Timeout), (first.Verdict, first.FailureKind));
        Assert.Equal(ListHealth.Unreachable, first.Health);
        Assert.Equal((ListingVerdict.Failed, LookupFailureKind.NotAsked), (second.Verdict, second.FailureKind));
        Assert.False(second.WasAsked);
        Assert.Equal(3, _transport.CountIn("silent.test"));
    }

    [Fact]
    public async Task CheckAsync_ListThatAnswersNowAndThen_IsNotGivenUp()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("slow"));
        _transport.Healthy("slow.test");
        _transport.Otherwise = (name, _) => name.StartsWith("1.0.0.127.", StringComparison.Ordinal) ? Reply.NameError : Reply.Timeout;
        BlocklistRun run = Runs.Wide(catalog, _transport);

        await run.CheckAsync();
        await run.CheckAsync("1.2.3.5");
        _transport.A("6.3.2.1.slow.test", "127.0.0.2");

        Assert.Equal(ListingVerdict.Listed, (await run.CheckAsync("1.2.3.6")).Of("slow").Verdict);
        await run.CheckAsync("1.2.3.7");
        await run.CheckAsync("1.2.3.8");
        Assert.Equal(1, _transport.Count("8.3.2.1.slow.test", DnsRecordKind.A));
    }

    [Fact]
    public async Task CheckAsync_FailureOtherThanSilence_IsAskedAgain()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("ill"));
        _transport.Otherwise = (_, _) => Reply.Fail(LookupFailureKind.ServerFailure);
        BlocklistRun run = Runs.Wide(catalog, _transport);
        await run.CheckAsync();

        BlocklistCheck second = (await run.CheckAsync("1.2.3.5")).Of("ill");

        Assert.Equal((ListingVerdict.Failed, LookupFailureKind.ServerFailure), (second.Verdict, second.FailureKind));
    }

    /// <summary>A list that refuses so, directly or through its resolver's SERVFAIL, counts the questions all the same.</summary>
    [Theory]
    [InlineData(LookupFailureKind.ServerFailure)]
    [InlineData(LookupFailureKind.Refused)]
    public async Task CheckAsync_ErrorsWithoutEnd_EndTheQuestionsOfTheRun(LookupFailureKind error)
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("ill"));
        _transport.Otherwise = (_, _) => Reply.Fail(error);
        BlocklistRun run = Runs.Wide(catalog, _transport);
        for (int i = 0; i < 20; i++)
        {
            await run.CheckAsync("1.2.3." + (5 + i));
        }

        int asked = _transport.CountIn("ill.test");
        BlocklistCheck last = (await run.CheckAsync("1.2.3.99")).Of("ill");

        Assert.Equal((ListingVerdict.Failed, LookupFailureKind.NotAsked), (last.Verdict, last.FailureKind));
        Assert.Contains("SERVFAIL", last.Reason, StringComparison.Ordinal);
        Assert.Equal(asked, _transport.CountIn("ill.test"));
    }

    [Fact]
    public async Task CheckAsync_ErrorsNowAndThen_EndNothing()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("ill"));
        _transport.Healthy("ill.test");
        BlocklistRun run = Runs.Wide(catalog, _transport);
        _transport.Otherwise = (name, _) => name.StartsWith("5.", StringComparison.Ordinal) ? Reply.NameError : Reply.Fail(LookupFailureKind.ServerFailure);
        for (int i = 0; i < 40; i++)
        {
            await run.CheckAsync("1.2." + i + "." + (i % 4 == 0 ? 5 : 6));
        }

        Assert.Equal(LookupFailureKind.ServerFailure, (await run.CheckAsync("1.2.99.6")).Of("ill").FailureKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CheckAsync_Refusal_IsNotAskedAgain(bool seenByTheTargetAlone)
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("shy"));
        if (seenByTheTargetAlone)
        {
            _transport.Healthy("shy.test").A(Runs.Labels + "shy.test", "127.255.255.254");
        }
        else
        {
            _transport.A("2.0.0.127.shy.test", "127.255.255.254");
        }

        BlocklistRun run = Runs.Wide(catalog, _transport);
        BlocklistCheck first = (await run.CheckAsync()).Of("shy");
        int asked = _transport.CountIn("shy.test");
        BlocklistCheck second = (await run.CheckAsync("1.2.3.5")).Of("shy");

        Assert.Equal(ListingVerdict.Refused, first.Verdict);
        Assert.Equal((ListingVerdict.Refused, LookupFailureKind.NotAsked), (second.Verdict, second.FailureKind));
        Assert.Equal(asked, _transport.CountIn("shy.test"));
    }

    [Theory]
    [InlineData("127.0.0.2", 1)]
    [InlineData("127.0.0.1", 1)]
    [InlineData("127.255.255.254", 1)]
    [InlineData(null, 0)]
    [InlineData("198.51.100.7", 0)]
    public async Task CheckAsync_Text_IsAskedOnlyWhereTheListSaidSomething(string? answer, int times)
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"));
        _transport.Healthy("one.test").Txt(Runs.Labels + "one.test", "v=spf1 -all");
        if (answer is not null)
        {
            _transport.A(Runs.Labels + "one.test", answer);
        }

        BlocklistCheck check = (await Runs.Wide(catalog, _transport).CheckAsync()).Of("one");

        Assert.Equal(times, _transport.Count(Runs.Labels + "one.test", DnsRecordKind.Txt));
        Assert.Equal(times, check.Texts.Count);
    }

    [Theory]
    [InlineData("127.0.0.3", ListingVerdict.Unverified)]
    [InlineData("127.0.0.9", ListingVerdict.Listed)]
    public async Task CheckAsync_ReplyCutOff_IsNoAbsenceAndSaysSo(string answer, ListingVerdict verdict)
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry(
            "part", "sharesZone: true", "codes: [{ \"code\": \"127.0.0.9\", \"meaning\": \"ours\" }]"));
        DnsAnswer whole = Reply.A(answer);
        DnsAnswer cutOff = new() { Outcome = whole.Outcome, Addresses = whole.Addresses, Ttl = whole.Ttl, IsPartial = true };
        _transport.Healthy("part.test").On(Runs.Labels + "part.test", DnsRecordKind.A, cutOff);

        BlocklistCheck check = (await Runs.Wide(catalog, _transport).CheckAsync()).Of("part");

        Assert.Equal(verdict, check.Verdict);
        Assert.Contains("cut off", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_NeighboursCodeInASharedZone_BringsNoTextOfTheNeighbour()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry(
            "part", "sharesZone: true", "codes: [{ \"code\": \"127.0.0.9\", \"meaning\": \"ours\" }]"));
        _transport.Healthy("part.test").A(Runs.Labels + "part.test", "127.0.0.3").Txt(Runs.Labels + "part.test", "listed by the neighbour");

        BlocklistCheck check = (await Runs.Wide(catalog, _transport).CheckAsync()).Of("part");

        Assert.Equal(ListingVerdict.NotListed, check.Verdict);
        Assert.Empty(check.Texts);
    }

    [Fact]
    public async Task CheckAsync_TextThatNeverComes_DoesNotHoldTheCheck()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"));
        _transport.Healthy("one.test").A(Runs.Labels + "one.test", "127.0.0.2").Hangs(Runs.Labels + "one.test", DnsRecordKind.Txt);

        IpBlocklistResult result = await Runs.Wide(catalog, _transport, Runs.Options(TimeSpan.FromMilliseconds(200)))
            .CheckAsync().WaitAsync(Guard);

        Assert.Equal(ListingVerdict.Listed, result.Of("one").Verdict);
        Assert.Empty(result.Of("one").Texts);
    }

    [Fact]
    public async Task CheckAsync_TextOfTheTestEntryThatNeverComes_DoesNotHoldTheCheck()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"));
        _transport.A("2.0.0.127.one.test", "127.255.255.254").Hangs("2.0.0.127.one.test", DnsRecordKind.Txt);

        IpBlocklistResult result = await Runs.Wide(catalog, _transport, Runs.Options(TimeSpan.FromMilliseconds(200)))
            .CheckAsync().WaitAsync(Guard);

        Assert.Equal(ListingVerdict.Refused, result.Of("one").Verdict);
        Assert.Equal(ListHealth.Refused, result.Of("one").Health);
    }

    [Fact]
    public async Task CheckAsync_Cancelled_Throws()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"));
        _transport.Hangs(Runs.Labels + "one.test", DnsRecordKind.A);
        using CancellationTokenSource cancellation = new();

        Task<IpBlocklistResult> check = Runs.Wide(catalog, _transport)
            .CheckAsync(IPAddress.Parse(Runs.Address), null, null, cancellation.Token);
        Assert.False(check.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.WaitAsync(Guard));
    }

    [Fact]
    public async Task CheckAsync_InFlight_IsNeverExceeded()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"), CatalogText.Entry("two"));
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (string entry in new[] { Runs.Labels, "1.0.0.127.", "2.0.0.127." })
        {
            _transport.On(entry + "one.test", DnsRecordKind.A, Held).On(entry + "two.test", DnsRecordKind.A, Held);
        }

        BlocklistRunOptions options = new() { InFlight = 2, Budget = Runs.NoPace(), TestMemory = new ListTestMemory() };
        Task<IpBlocklistResult> check = Runs.Wide(catalog, _transport, options).CheckAsync();

        // Everything up to the first wait runs at once, so those that have a place have asked.
        Assert.Equal(2, _transport.Asked.Count);
        gate.SetResult();
        await check.WaitAsync(Guard);
        Assert.True(_transport.Asked.Count >= 6);

        async Task<DnsAnswer> Held(CancellationToken token)
        {
            await gate.Task;
            return Reply.NameError;
        }
    }

    [Fact]
    public async Task CheckAsync_Trace_TellsEachQuestionAndItsAnswer()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("one"));
        _transport.Healthy("one.test").A(Runs.Labels + "one.test", "127.0.0.2 127.0.0.3").Txt(Runs.Labels + "one.test", "because");
        ConcurrentQueue<string> trace = new();

        await Runs.Wide(catalog, _transport, Runs.Options(trace: trace.Enqueue)).CheckAsync();

        Assert.Equal(
            new[]
            {
                "1.0.0.127.one.test A: NXDOMAIN",
                "2.0.0.127.one.test A: 127.0.0.2",
                "4.3.2.1.one.test A: 127.0.0.2, 127.0.0.3",
                "4.3.2.1.one.test TXT: \"because\"",
            },
            trace.OrderBy(t => t, StringComparer.Ordinal));
    }
}
