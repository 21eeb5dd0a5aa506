using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>A resolver that stops answering in the middle of a run, and the one that takes over.</summary>
public sealed class RunSuccessionTests
{
    private const string Entry = "4.3.2.1.";

    private readonly MortalTransport _first = new("192.0.2.1");
    private readonly MortalTransport _second = new("192.0.2.2");
    private readonly TaskCompletionSource _aIsDone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunSuccessionTests()
    {
        _first.Inner.Healthy("a.test", "b.test");
        _second.Inner.Healthy("a.test", "b.test");
    }

    [Fact]
    public async Task Check_ResolverDiesBetweenTargets_NextOneTestsAndAnswers()
    {
        BlocklistRun run = await RunAsync();
        IpBlocklistResult before = await run.CheckAsync();
        Assert.Equal((ListingStatus.NotListed, "192.0.2.1"), (before.Status, before.Resolver));
        Assert.Empty(before.Advice);
        Assert.Empty(_second.Asked);

        _first.IsDead = true;
        _second.Inner.A(Entry + "a.test", "127.0.0.2");
        IpBlocklistResult after = await run.CheckAsync();
        Assert.Equal((ListingStatus.Listed, "192.0.2.2"), (after.Status, after.Resolver));
        Assert.All(after.Checks, c => Assert.Equal(("192.0.2.2", ListHealth.Healthy), (c.Resolver, c.Health)));
        Assert.Contains("192.0.2.1 stopped answering", after.Advice.Single(), StringComparison.Ordinal);
        Assert.Contains("2.0.0.127.b.test A", _second.Asked);
        Assert.Equal("192.0.2.2", run.CurrentResolver);

        // The first one is not asked any more.
        int asked = _first.Asked.Count;
        await run.CheckAsync("1.2.3.5");
        Assert.Equal(asked, _first.Asked.Count);
    }

    [Fact]
    public async Task Check_ResolverDiesInTheMiddle_WhatItSaidStays()
    {
        // The first one answered for a.test, and dies at b.test; the second one would list both.
        BlocklistRun run = await RunAsync();
        _first.Inner.On(Entry + "b.test", DnsRecordKind.A, async _ =>
        {
            await _aIsDone.Task;
            _first.IsDead = true;
            return Reply.NameError;
        });
        _second.Inner.A(Entry + "a.test", "127.0.0.2").A(Entry + "b.test", "127.0.0.2");
        IpBlocklistResult result = await run.CheckAsync(
            IPAddress.Parse(Runs.Address), null, check => _ = check.Blocklist == "a" && _aIsDone.TrySetResult(), CancellationToken.None);
        Assert.Equal((ListingVerdict.NotListed, "192.0.2.1"), (result.Of("a").Verdict, result.Of("a").Resolver));
        Assert.Equal((ListingVerdict.Listed, "192.0.2.2"), (result.Of("b").Verdict, result.Of("b").Resolver));
        Assert.Equal("192.0.2.1, 192.0.2.2", result.Resolver);
        Assert.DoesNotContain(Entry + "a.test A", _second.Asked);
    }

    [Fact]
    public async Task Check_AnswerCameAndItsTestWasLost_IsNotOverruled()
    {
        // "No such name" came before the resolver died, and nothing after it: not even the list's test entries.
        _first.LastWord = Entry + "a.test";
        BlocklistRun run = await RunAsync();
        foreach (string entry in new[] { "1.0.0.127.a.test", "2.0.0.127.a.test" })
        {
            _first.Inner.On(entry, DnsRecordKind.A, async _ =>
            {
                await _aIsDone.Task;
                _first.IsDead = true;
                return Reply.Timeout;
            });
        }

        _first.Inner.On(Entry + "a.test", DnsRecordKind.A, _ =>
        {
            _aIsDone.TrySetResult();
            return Task.FromResult(Reply.NameError);
        });
        _second.Inner.A(Entry + "a.test", "127.0.0.2");
        BlocklistCheck check = await run.CheckListAsync(
            run.Lists[0].List, Runs.Address, BlocklistKind.IPv4, Entry.TrimEnd('.'), CancellationToken.None);
        Assert.Equal((ListingVerdict.Unverified, "192.0.2.1"), (check.Verdict, check.Resolver));
        Assert.DoesNotContain(Entry + "a.test A", _second.Asked);
    }

    [Fact]
    public async Task Check_OneListIsSilent_NobodyElseIsAsked()
    {
        _first.Inner.On(Entry + "b.test", DnsRecordKind.A, Reply.Timeout);
        _second.Inner.A(Entry + "b.test", "127.0.0.2");
        IpBlocklistResult result = await (await RunAsync()).CheckAsync();
        Assert.Equal((ListingVerdict.Failed, LookupFailureKind.Timeout), (result.Of("b").Verdict, result.Of("b").FailureKind));
        Assert.Equal("192.0.2.1", result.Resolver);
        Assert.Empty(_second.Asked);
    }

    [Theory]
    [InlineData(LookupFailureKind.ServerFailure)]
    [InlineData(LookupFailureKind.Refused)]
    [InlineData(LookupFailureKind.Malformed)]
    public async Task Check_ResolverFailsAloud_NobodyElseIsAsked(LookupFailureKind kind)
    {
        _first.Inner.Otherwise = (_, _) => Reply.Fail(kind);
        await (await RunAsync()).CheckAsync();
        Assert.Empty(_second.Asked);
    }

    [Fact]
    public async Task Check_SecondResolverIsBent_IsTrustedNoMoreThanItsOwnTestAllows()
    {
        BlocklistRun run = await RunAsync();
        await run.CheckAsync();
        _first.IsDead = true;
        _second.Inner.On("2.0.0.127.a.test", DnsRecordKind.A, Reply.NameError);
        IpBlocklistResult result = await run.CheckAsync("1.2.3.5");
        Assert.Equal((ListingVerdict.Unverified, ListHealth.Empty), (result.Of("a").Verdict, result.Of("a").Health));
        Assert.Equal(ListingVerdict.NotListed, result.Of("b").Verdict);
    }

    [Fact]
    public async Task Check_ListGivenUpWhileTheResolverAnswers_IsLookedIntoOnceAndAskedElsewhereWhenItDies()
    {
        _first.Inner.Otherwise = (name, _) => name.EndsWith("b.test", StringComparison.Ordinal) ? Reply.Timeout : Reply.NameError;
        _first.Inner.On("2.0.0.127.b.test", DnsRecordKind.A, Reply.Timeout);
        BlocklistRun run = await RunAsync();
        for (int i = 0; i < 12; i++)
        {
            await run.CheckAsync("1.2.3." + i);
        }

        Assert.NotNull(run.Questions.GaveUpOn(run.Lists[1].List));
        int looks = Looks();
        for (int i = 20; i < 40; i++)
        {
            Assert.Equal(LookupFailureKind.NotAsked, (await run.CheckAsync("1.2.3." + i)).Of("b").FailureKind);
        }

        Assert.Equal(looks, Looks());
        _first.IsDead = true;
        IpBlocklistResult result = await run.CheckAsync("1.2.3.99");
        Assert.Equal(ListingVerdict.NotListed, result.Of("a").Verdict);
        Assert.Equal((ListingVerdict.NotListed, "192.0.2.2"), ((await run.CheckAsync("1.2.3.98")).Of("b").Verdict, run.CurrentResolver));
    }

    [Fact]
    public async Task Check_NobodyAnswersAnyMore_FailsAsWithOneResolver()
    {
        BlocklistRun run = await RunAsync();
        await run.CheckAsync();
        _first.IsDead = _second.IsDead = true;
        IpBlocklistResult result = await run.CheckAsync("1.2.3.5");
        Assert.Equal(ListingStatus.Undetermined, result.Status);
        Assert.All(result.Checks, c => Assert.Equal((ListingVerdict.Failed, "192.0.2.1"), (c.Verdict, c.Resolver)));
    }

    [Fact]
    public async Task Check_ResolverDies_EachCheckLandsOnce()
    {
        BlocklistRun run = await RunAsync();
        _first.IsDead = true;
        List<BlocklistCheck> landed = [];
        IpBlocklistResult result = await run.CheckAsync(IPAddress.Parse(Runs.Address), null, check => { lock (landed) { landed.Add(check); } }, CancellationToken.None);
        Assert.Equal(result.Checks.OrderBy(c => c.Blocklist), landed.OrderBy(c => c.Blocklist));
        Assert.All(landed, c => Assert.Equal("192.0.2.2", c.Resolver));
    }

    [Fact]
    public async Task Test_ResolverDies_NextOneIsAsked()
    {
        BlocklistRun run = await RunAsync();
        _first.IsDead = true;
        BlocklistHealth health = await run.TestAsync(run.Lists[0].List, CancellationToken.None);
        Assert.Equal((ListHealth.Healthy, "192.0.2.2"), (health.Health, health.Resolver));
        Assert.Equal("192.0.2.2", (await run.TestAsync(run.Lists[1].List, CancellationToken.None)).Resolver);
    }

    private int Looks() => _first.Asked.Count(a => a == ". NS");

    private async Task<BlocklistRun> RunAsync()
    {
        ResolverSuccession succession = new([_first.EndPoint, _second.EndPoint], place => place.Equals(_first.EndPoint) ? _first.Open() : _second.Open());
        IDnsTransport transport = await succession.FirstAsync(CancellationToken.None);
        return new BlocklistRun(
            ListCatalog.Build([], [], new Dictionary<string, AccountKey>()),
            [new SelectedList(Lists.Plain("a", "a.test"), isNamed: true), new SelectedList(Lists.Plain("b", "b.test"), isNamed: true)],
            transport,
            new BlocklistRunOptions { Timeout = TimeSpan.FromMinutes(1), Budget = Runs.NoPace(), TestMemory = new ListTestMemory(), Succession = succession });
    }
}
