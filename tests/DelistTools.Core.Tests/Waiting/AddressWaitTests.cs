using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Waiting;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class AddressWaitTests
{
    private readonly FakeCalendar _clock = new(Waits.Start);
    private readonly List<DateTime> _asked = [];
    private readonly FakeTransport _transport = new FakeTransport().Healthy("bl.test", "b.test");

    [Fact]
    public async Task Wait_EntryThatGoesAfterThreeDays_EndsByTwoAnswers()
    {
        Answer(at => at < Waits.Start.AddDays(3) ? Waits.Listed(TimeSpan.FromMinutes(35)) : Waits.Gone(TimeSpan.FromMinutes(10)));

        DelistingWait ended = await RunAsync();

        Assert.Equal(WaitEnd.Delisted, ended.Ended);
        Assert.Equal((Waits.Address, Waits.Start, _clock.UtcNow), (ended.Target, ended.Since, ended.EndedAt));
        Assert.Equal(["a-list"], ended.Blocklist);
        Assert.Equal(ListingVerdict.NotListed, ended.Checks.Single().Verdict);
        Assert.Null(ended.NextAskAt);
        Assert.Equal(_asked.Count, ended.Asked);
        List<TimeSpan> between = _asked.Between();
        Assert.All(between.SkipLast(1), b => Assert.True(b >= TimeSpan.FromMinutes(35), "asked again after " + b));
        Assert.Equal(TimeSpan.FromMinutes(10), between[^1]);
        Assert.InRange(_asked.Count, 10, 30);
        Assert.InRange(ended.EndedAt, Waits.Start.AddDays(3), Waits.Start.AddDays(3).AddHours(7));
    }

    [Theory]
    [InlineData(LookupFailureKind.Timeout)]
    [InlineData(LookupFailureKind.ServerFailure)]
    [InlineData(LookupFailureKind.Unreachable)]
    public async Task Wait_NetworkAwayForANight_GoesOnAndIsSoonBack(LookupFailureKind failure)
    {
        DateTime away = Waits.Start.AddHours(2);
        DateTime back = away.AddHours(12);
        bool IsAway() => _clock.UtcNow >= away && _clock.UtcNow < back;
        Answer(at => IsAway() ? Reply.Fail(failure) : at < back ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl));
        _transport.On("2.0.0.127.bl.test", DnsRecordKind.A, _ => Task.FromResult(IsAway() ? Reply.Fail(failure) : Reply.A("127.0.0.2")));
        _transport.Otherwise = (_, _) => IsAway() ? Reply.Fail(failure) : Reply.NameError;

        DelistingWait ended = await RunAsync();

        Assert.Equal(WaitEnd.Delisted, ended.Ended);
        Assert.InRange(ended.EndedAt, back, back.AddMinutes(36));
        Assert.InRange(_asked.Count(a => a >= away && a < back), 20, 60);
    }

    [Fact]
    public async Task Wait_ListThatStopsListingAnything_IsNotBelieved()
    {
        DateTime dead = Waits.Start.AddHours(1);
        DateTime mended = dead.AddDays(2);
        Answer(at => at < dead ? Waits.Listed(Reply.Ttl) : at >= mended && at < mended.AddDays(1) ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl));
        _transport.On("2.0.0.127.bl.test", DnsRecordKind.A, _ => Task.FromResult(
            _clock.UtcNow >= dead && _clock.UtcNow < mended ? Reply.NameError : Reply.A("127.0.0.2")));

        DelistingWait ended = await RunAsync();

        Assert.Equal(WaitEnd.Delisted, ended.Ended);
        Assert.InRange(ended.EndedAt, mended.AddDays(1), mended.AddDays(1).AddHours(7));
    }

    [Fact]
    public async Task Wait_MirrorThatIsAhead_IsNotBelievedAlone()
    {
        int count = 0;
        Answer(_ => ++count is 2 or 4 ? Waits.Gone(Reply.Ttl) : count < 8 ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl));

        Assert.Equal(WaitEnd.Delisted, (await RunAsync()).Ended);
        Assert.Equal(9, count);
    }

    [Fact]
    public async Task Wait_SeveralLists_IsOverWhenAllAre()
    {
        Answer(at => at < Waits.Start.AddHours(1) ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl));
        _transport.On("25.113.0.203.b.test", DnsRecordKind.A, _ => Task.FromResult(
            _clock.UtcNow < Waits.Start.AddDays(1) ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl)));

        DelistingWait ended = await RunAsync(Waits.List(), Waits.List(id: "b-list", zone: "b.test"));

        Assert.Equal(WaitEnd.Delisted, ended.Ended);
        Assert.True(ended.EndedAt >= Waits.Start.AddDays(1));
        Assert.Equal(2, ended.Checks.Count);

        // One that is gone is left alone.
        Assert.True(_asked[^1] < Waits.Start.AddHours(3), "asked at " + _asked[^1]);
    }

    [Fact]
    public async Task Wait_WithoutLists_WaitsForThoseThatHaveIt()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("a"), CatalogText.Entry("b"), CatalogText.Entry("c"));
        _transport.Healthy("a.test", "b.test", "c.test");
        _transport.On("25.113.0.203.b.test", DnsRecordKind.A, _ => Task.FromResult(
            _clock.UtcNow < Waits.Start.AddHours(9) ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl)));

        DelistingWait ended = await _clock.RunAsync(Wait(new WaitOptions { Clock = _clock }, catalog).WaitAsync(
            IPAddress.Parse(Waits.Address), [], Candidates(catalog), default));

        Assert.Equal(WaitEnd.Delisted, ended.Ended);
        Assert.Equal(["b"], ended.Blocklist);
        Assert.Equal(1, _transport.Count("25.113.0.203.a.test", DnsRecordKind.A));
    }

    [Fact]
    public async Task Wait_WithoutListsWhereNoneHasIt_EndsAtOnce()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("a"));
        _transport.Healthy("a.test");

        DelistingWait ended = await _clock.RunAsync(Wait(new WaitOptions { Clock = _clock }, catalog).WaitAsync(
            IPAddress.Parse(Waits.Address), [], Candidates(catalog), default));

        Assert.Equal((WaitEnd.NotListed, 1), (ended.Ended, ended.Asked));
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Wait_WithoutListsAndWithoutANetwork_AsksUntilOneCanTell()
    {
        ListCatalog catalog = CatalogText.Catalog(CatalogText.Entry("a"));
        DateTime back = Waits.Start.AddHours(3);
        FakeTransport transport = new() { Otherwise = (_, _) => _clock.UtcNow < back ? Reply.Timeout : Reply.NameError };
        transport.On("2.0.0.127.a.test", DnsRecordKind.A, _ => Task.FromResult(_clock.UtcNow < back ? Reply.Timeout : Reply.A("127.0.0.2")));
        transport.On("25.113.0.203.a.test", DnsRecordKind.A, _ => Task.FromResult(
            _clock.UtcNow < back ? Reply.Timeout : _clock.UtcNow < back.AddHours(2) ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl)));

        DelistingWait ended = await _clock.RunAsync(new AddressWait(Waits.Asker(transport, catalog), _ => null, new WaitOptions { Clock = _clock }).WaitAsync(
            IPAddress.Parse(Waits.Address), [], Candidates(catalog), default));

        Assert.Equal(WaitEnd.Delisted, ended.Ended);
    }

    [Fact]
    public async Task Wait_ThatIsGivenATime_EndsWithItAndSaysWhenItWouldHaveAsked()
    {
        Answer(_ => Waits.Listed(Reply.Ttl));

        DelistingWait ended = await _clock.RunAsync(Wait(new WaitOptions { Clock = _clock, Limit = TimeSpan.FromHours(1) }).WaitAsync(
            IPAddress.Parse(Waits.Address), [Waits.List()], [], default));

        Assert.Equal((WaitEnd.TimedOut, Waits.Start.AddHours(1)), (ended.Ended, ended.EndedAt));
        Assert.True(ended.NextAskAt > ended.EndedAt);
        Assert.Equal(ListingVerdict.Listed, ended.Checks.Single().Verdict);
    }

    [Fact]
    public async Task Wait_AddressThatNamedListsDoNotHave_EndsByTwoAnswersAsNotListed()
    {
        Answer(_ => Waits.Gone(Reply.Ttl));

        DelistingWait ended = await RunAsync();

        Assert.Equal((WaitEnd.NotListed, 2), (ended.Ended, ended.Asked));
    }

    [Fact]
    public async Task Wait_OpensTheResolverAnewEachTime()
    {
        int opened = 0;
        Answer(at => at < Waits.Start.AddDays(1) ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl));
        ListAsker asker = new(CatalogText.Catalog(), _ => Task.FromResult<IDnsTransport>(opened++ < 0 ? new FakeTransport() : _transport), Runs.Options());

        DelistingWait ended = await _clock.RunAsync(new AddressWait(asker, _ => null, new WaitOptions { Clock = _clock }).WaitAsync(
            IPAddress.Parse(Waits.Address), [Waits.List()], [], default));

        Assert.Equal(ended.Asked, opened);
        Assert.True(opened > 5);
    }

    [Fact]
    public async Task Wait_Cancelled_EndsAtOnce()
    {
        Answer(_ => Waits.Listed(Reply.Ttl));
        using CancellationTokenSource stop = new();
        Task<DelistingWait> wait = Wait(new WaitOptions { Clock = _clock }).WaitAsync(IPAddress.Parse(Waits.Address), [Waits.List()], [], stop.Token);
        await _clock.WaitedAsync(1).WaitAsync(Waits.Guard);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Waits.Guard));
    }

    private static IReadOnlyList<SelectedList> Candidates(ListCatalog catalog) => [.. catalog.Blocklists.Select(l => new SelectedList(l, isNamed: false))];

    private AddressWait Wait(WaitOptions options, ListCatalog? catalog = null) => new(Waits.Asker(_transport, catalog), _ => null, options);

    private Task<DelistingWait> RunAsync(params Blocklist[] lists) => _clock.RunAsync(Wait(new WaitOptions { Clock = _clock }).WaitAsync(
        IPAddress.Parse(Waits.Address), lists.Length == 0 ? [Waits.List()] : lists, [], default));

    private void Answer(Func<DateTime, DnsAnswer> at) => _transport.On(Waits.Name, DnsRecordKind.A, _ =>
    {
        _asked.Add(_clock.UtcNow);
        return Task.FromResult(at(_clock.UtcNow));
    });
}
