using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Cases;
using DelistTools.Dns;
using DelistTools.Waiting;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class BlocklistWatchTests : IDisposable
{
    private static readonly IPAddress[] Set = [.. Enumerable.Range(1, 4).Select(i => IPAddress.Parse("203.0.113." + i))];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-watch-");
    private readonly FakeCalendar _clock = new(Waits.Start);
    private readonly FakeTransport _transport = new FakeTransport().Healthy("bl.test", "b.test");
    private readonly ConcurrentDictionary<int, bool> _listed = new();
    private bool _isAway;
    private bool _isDead;
    private bool _areSilent;
    private bool _isMute;

    public BlocklistWatchTests()
    {
        foreach (string zone in new[] { "bl.test", "b.test" })
        {
            _transport.On("2.0.0.127." + zone, DnsRecordKind.A, _ => Task.FromResult(
                _isAway || _areSilent ? Reply.Timeout : _isDead && zone == "bl.test" ? Reply.NameError : Reply.A("127.0.0.2")));
        }

        _transport.Otherwise = (name, kind) => _isAway || (_areSilent && name != ".") ? Reply.Timeout
            : name.EndsWith(".113.0.203.bl.test", StringComparison.Ordinal) && kind == DnsRecordKind.A && _listed.TryGetValue(name[0] - '0', out bool listed) && listed && !_isDead
                ? Reply.A("127.0.0.2")
                : Reply.NameError;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Round_TellsEachChangeOnce()
    {
        _listed[1] = true;
        BlocklistWatch watch = Watch();
        watch.Resume(default);

        Assert.Equal(["203.0.113.1 a-list: Listed"], await RoundAsync(watch));
        Assert.Empty(await RoundAsync(watch));
        _listed[2] = true;
        Assert.Equal(["203.0.113.2 a-list: Listed"], await RoundAsync(watch));
        _listed[1] = false;
        Assert.Empty(await RoundAsync(watch));
        Assert.Equal(["203.0.113.1 a-list: Delisted"], await RoundAsync(watch));
        Assert.Empty(await RoundAsync(watch));
    }

    [Fact]
    public async Task Resume_AfterAnotherProcess_RepeatsNothingAndTellsWhatChangedMeanwhile()
    {
        _listed[1] = true;
        _listed[2] = true;
        BlocklistWatch first = Watch();
        first.Resume(default);
        Assert.Equal(2, (await RoundAsync(first)).Count);

        _listed[2] = false;
        _listed[3] = true;
        _clock.Advance(TimeSpan.FromDays(7));
        BlocklistWatch second = Watch();
        Assert.Empty(second.Resume(default));
        Assert.Equal(["203.0.113.3 a-list: Listed"], await RoundAsync(second));

        BlocklistWatch third = Watch();
        Assert.Empty(third.Resume(default));
        List<BlocklistEvent> events = [];
        await third.RoundAsync(Set, e => Add(events, e), default);

        // The second answer counts although another process gave the first.
        BlocklistEvent delisted = Assert.Single(events);
        Assert.Equal(("203.0.113.2", BlocklistChange.Delisted, Waits.Start, ListingVerdict.NotListed), (delisted.Address, delisted.Change, delisted.Since, delisted.Verdict));
    }

    [Fact]
    public async Task Resume_KilledBeforeItWasHandedOver_TellsItWithItsNumber()
    {
        _listed[1] = true;
        _listed[2] = true;
        WatchStore store = Store();
        BlocklistWatch first = Watch(store);
        first.Resume(default);
        List<BlocklistEvent> seen = [];
        await first.RoundAsync(Set, e => Add(seen, e), default);
        BlocklistEvent one = seen.Single(e => e.Address == "203.0.113.1");
        BlocklistEvent two = seen.Single(e => e.Address == "203.0.113.2");
        store.Told(one, default);

        // It changed back while nobody looked, and was a change all the same.
        _listed[2] = false;
        BlocklistEvent untold = Assert.Single(Watch().Resume(default));

        Assert.Equal((two.Number, two.At, two.ToString(), two.Reason), (untold.Number, untold.At, untold.ToString(), untold.Reason));
        Assert.NotEqual(one.Number, two.Number);
        Assert.Equal(["127.0.0.2"], untold.Codes);
        store.Told(untold, default);
        Assert.Empty(Watch().Resume(default));
    }

    [Fact]
    public async Task Round_WithoutANetwork_IsNoChange()
    {
        _listed[1] = true;
        BlocklistWatch watch = Watch();
        watch.Resume(default);
        await RoundAsync(watch);

        _isAway = true;
        for (int i = 0; i < 5; i++)
        {
            Assert.Empty(await RoundAsync(watch, isHeard: false));
        }

        _isAway = false;
        Assert.Empty(await RoundAsync(watch));
    }

    [Fact]
    public async Task Round_ListThatDies_IsToldOnceAndNotAsDelisted()
    {
        _listed[1] = true;
        BlocklistWatch watch = Watch();
        watch.Resume(default);
        await RoundAsync(watch);

        _isDead = true;
        Assert.Equal(["a-list: CannotTell"], await RoundAsync(watch));
        Assert.Empty(await RoundAsync(watch));
        BlocklistWatch again = Watch();
        again.Resume(default);
        Assert.Empty(await RoundAsync(again));
        _isDead = false;
        Assert.Equal(["a-list: CanTellAgain"], await RoundAsync(again));
    }

    [Fact]
    public async Task Round_OnlyListThatDies_IsToldOnce()
    {
        _isDead = true;
        Assert.Equal(["a-list: CannotTell"], await OnceAsync());
        Assert.Empty(await OnceAsync());
        _isDead = false;
        Assert.Equal(["a-list: CanTellAgain"], await OnceAsync());

        async Task<List<string>> OnceAsync()
        {
            BlocklistWatch watch = new(
                "one", Store(), Waits.Asker(_transport), [new SelectedList(Waits.List(), isNamed: true)], 2, new WaitOptions { Clock = _clock }, false);
            watch.Resume(default);
            return await RoundAsync(watch);
        }
    }

    [Fact]
    public async Task Round_AddressThatTheListIsSilentAbout_IsToldWithTheAddressOnce()
    {
        _listed[2] = true;
        _transport.On("2.113.0.203.bl.test", DnsRecordKind.A, _ => Task.FromResult(_isMute ? Reply.Timeout : Reply.A("127.0.0.2")));
        _transport.On("3.113.0.203.bl.test", DnsRecordKind.A, _ => Task.FromResult(_isMute ? Reply.Timeout : Reply.NameError));
        Assert.Equal(["203.0.113.2 a-list: Listed"], await OnceAsync());

        _isMute = true;
        Assert.Empty(await OnceAsync());
        Assert.Empty(await OnceAsync());
        Assert.Equal(["203.0.113.2 a-list: CannotTell", "203.0.113.3 a-list: CannotTell"], await OnceAsync());
        Assert.Empty(await OnceAsync());
        _isMute = false;
        Assert.Equal(["203.0.113.2 a-list: CanTellAgain", "203.0.113.3 a-list: CanTellAgain"], (await OnceAsync()).Order());
        Assert.Empty(await OnceAsync());

        async Task<List<string>> OnceAsync()
        {
            BlocklistWatch watch = Watch();
            watch.Resume(default);
            return await RoundAsync(watch);
        }
    }

    [Fact]
    public async Task Round_AllListsSilentWhereTheResolverAnswers_IsToldAfterThreeRounds()
    {
        _areSilent = true;
        List<string> told = [];
        for (int i = 0; i < 5; i++)
        {
            BlocklistWatch watch = Watch();
            watch.Resume(default);
            told.AddRange((await RoundAsync(watch)).Select(e => i + " " + e));
        }

        Assert.Equal(["2 a-list: CannotTell", "2 b-list: CannotTell"], told);
    }

    [Fact]
    public async Task Run_StoreThatFails_WaitsTheUsualTimeAndEndsTheRoundAtOnce()
    {
        Set.ToList().ForEach(a => _listed[a.GetAddressBytes()[3]] = true);
        BlocklistWatch watch = Watch(window: 1);
        watch.Resume(default);
        File.WriteAllText(Path.Combine(_folder.FullName, "cases.db"), new string('x', 5000));
        List<string?> faults = [];
        using System.Threading.CancellationTokenSource stop = new();
        Task<bool> run = Ended(watch.RunAsync(Set, TimeSpan.FromHours(1), _ => { }, p => faults.Add(p?.Id), stop.Token));
        int slept = 0;
        Assert.False(await _clock.RunAsync(run, () =>
        {
            if (++slept == 3)
            {
                stop.Cancel();
            }
        }));

        Assert.Equal(["StoreForeign"], faults);
        Assert.Equal([60, 60, 60], _clock.Waits.Take(3).Select(w => w.TotalMinutes));
        Assert.Single(_transport.Asked.Where(q => q.Contains(".113.0.203.bl.test", StringComparison.Ordinal)).Select(q => q.Split(' ')[0]).Distinct());
    }

    [Fact]
    public async Task Round_WhereWhatIsThereIsNotWanted_TellsWhatComes()
    {
        _listed[1] = true;
        BlocklistWatch watch = Watch(isQuiet: true);
        watch.Resume(default);

        Assert.Empty(await RoundAsync(watch));
        _listed[2] = true;
        Assert.Equal(["203.0.113.2 a-list: Listed"], await RoundAsync(watch));
        _listed[1] = false;
        await RoundAsync(watch);
        Assert.Equal(["203.0.113.1 a-list: Delisted"], await RoundAsync(watch));
    }

    [Fact]
    public async Task Round_TwoProcessesOfOneName_TellEachChangeOnce()
    {
        BlocklistWatch first = Watch();
        BlocklistWatch second = Watch();
        first.Resume(default);
        second.Resume(default);
        await RoundAsync(first);
        await RoundAsync(second);

        _listed[1] = true;
        List<string> told = await RoundAsync(first);
        told.AddRange(await RoundAsync(second));

        Assert.Equal(["203.0.113.1 a-list: Listed"], told);
    }

    [Fact]
    public async Task Run_AskedEachHour_RetriesSoonerWithoutANetworkAndSaysSoOnce()
    {
        _listed[1] = true;
        BlocklistWatch watch = Watch();
        watch.Resume(default);
        List<BlocklistEvent> told = [];
        List<string?> faults = [];
        using System.Threading.CancellationTokenSource stop = new();
        Task<bool> run = Ended(watch.RunAsync(Set, TimeSpan.FromHours(1), e => Add(told, e), p => faults.Add(p?.Id), stop.Token));
        int slept = 0;
        Assert.False(await _clock.RunAsync(run, () =>
        {
            slept++;
            _isAway = slept is >= 3 and < 8;
            if (slept == 20)
            {
                stop.Cancel();
            }
        }));

        Assert.Equal("203.0.113.1 a-list: Listed", Assert.Single(told).ToString());
        Assert.Equal(["WatchRoundFailed", null], faults);
        Assert.Equal([60, 60, 60, 1, 1.5, 2.25, 3.375], _clock.Waits.Take(7).Select(w => w.TotalMinutes));
        Assert.Equal(60, _clock.Waits[9].TotalMinutes);
    }

    [Fact]
    public async Task Round_SteadyState_WritesNothing()
    {
        _listed[1] = true;
        BlocklistWatch watch = Watch();
        watch.Resume(default);
        await RoundAsync(watch);
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(_folder.FullName, "cases.db"));
        byte[] before = File.ReadAllBytes(Path.Combine(_folder.FullName, "cases.db"));

        await RoundAsync(watch, isTold: false);

        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_folder.FullName, "cases.db")));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder.FullName, "cases.db")));
    }

    [Fact]
    public void Store_OfTheFirstSchema_KeepsItsCases()
    {
        string path = Path.Combine(_folder.FullName, "old.db");
        StoreSchema old = new([.. StoreSchema.Current.From(0).TakeWhile(s => !s.Contains("watches", StringComparison.Ordinal))]);
        new StoreFile(path, old).Write(
            c => c.Execute(
                "INSERT INTO cases (id, key, target, operator, name, state, opened_at, changed_at, route) VALUES (1, ?, '203.0.113.1', 'lab', 'Lab', 'Open', ?, ?, '{}')",
                Guid.NewGuid().ToString("D"),
                Waits.Start,
                Waits.Start),
            default);

        StoreFile file = new(path);
        Assert.True(new WatchStore(file).Begin("w", Waits.Start, default));

        Assert.Equal("203.0.113.1", new CaseStore(file, _clock).Find(1, default)!.Target);
        Assert.False(new WatchStore(file).Begin("W", Waits.Start, default));
        Assert.Single(Directory.GetFiles(_folder.FullName, "old.db.schema1.*.bak"));
    }

    [Fact]
    public void FindTooMany_ListsOfOneOperator_CountTogether()
    {
        SelectedList one = Of("one", "Somebody", 50_000), two = Of("two", "SOMEBODY", 80_000), other = Of("other", "Nobody", 50_000), own = Of("own", "Nobody", 0, pace: 0);

        Assert.Null(WatchSet.FindTooMany([one, other, own], 50_000, out _));
        Assert.Equal("one", WatchSet.FindTooMany([one, two, other, own], 25_001, out double asked)!.Id);
        Assert.Equal(50_002, asked);
        Assert.Null(WatchSet.FindTooMany([two, own], 80_000, out _));
        Assert.Null(WatchSet.FindTooMany([own], 1_000_000, out _));

        static SelectedList Of(string id, string operatorName, int limit, double pace = 25) => new(
            new Blocklist
            {
                Id = id, Name = id, Operator = operatorName, Zone = id + ".test", Kind = BlocklistKind.IPv4,
                Rules = new ListRules { PublicZone = id + ".test", Pace = pace, DailyLimit = limit },
            },
            isNamed: true);
    }

    [Fact]
    public void NameOf_TheSameSet_IsTheSameInAnyOrder()
    {
        string name = WatchSet.NameOf(["203.0.113.1", "203.0.113.2"], ["Spamcop", "psbl"]);

        Assert.Equal(name, WatchSet.NameOf(["203.0.113.2", "203.0.113.1", "203.0.113.2"], ["psbl", "spamcop"]));
        Assert.NotEqual(name, WatchSet.NameOf(["203.0.113.2"], ["psbl", "spamcop"]));
        Assert.NotEqual(name, WatchSet.NameOf(["203.0.113.1", "203.0.113.2"], []));
        Assert.Matches("^watch-[0-9a-f]{12}$", name);
    }

    private static void Add(List<BlocklistEvent> events, BlocklistEvent one)
    {
        lock (events)
        {
            events.Add(one);
        }
    }

    private static async Task<bool> Ended(Task run)
    {
        try
        {
            await run;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private WatchStore Store() => new(new StoreFile(Path.Combine(_folder.FullName, "cases.db")));

    private BlocklistWatch Watch(WatchStore? store = null, bool isQuiet = false, int window = 2) => new(
        "w", store ?? Store(), Waits.Asker(_transport),
        [.. new[] { Waits.List(), Waits.List(id: "b-list", zone: "b.test") }.Select(l => new SelectedList(l, isNamed: true))],
        window, new WaitOptions { Clock = _clock }, isQuiet);

    /// <summary>One round, and an hour after it; what it told counts as handed over.</summary>
    private async Task<List<string>> RoundAsync(BlocklistWatch watch, bool isHeard = true, bool isTold = true)
    {
        List<BlocklistEvent> events = [];
        Assert.Equal(isHeard, await watch.RoundAsync(Set, e => Add(events, e), default).WaitAsync(Waits.Guard));
        _clock.Advance(TimeSpan.FromHours(1));
        if (isTold)
        {
            events.ForEach(e => Store().Told(e, default));
        }

        return [.. events.Select(e => e.ToString())];
    }
}
