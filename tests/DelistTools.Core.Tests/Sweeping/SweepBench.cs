using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;
using DelistTools.Sweeping;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>A sweep over a real way to a server, whose results a test takes as a pipeline would.</summary>
internal sealed class SweepBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _landed = new(0);
    private readonly List<SweepRange> _ranges = [];
    private Exception? _failure;

    private SweepBench(BlocklistRun run, MultiplexedTransport transport)
    {
        Run = run;
        Transport = transport;
    }

    internal BlocklistRun Run { get; }

    internal MultiplexedTransport Transport { get; }

    internal AddressSweep Sweep { get; private set; } = null!;

    internal List<string> Trace { get; } = [];

    internal static async Task<SweepBench> StartAsync(
        IPEndPoint server, IEnumerable<Blocklist> lists, bool prunes = false, bool wire = true, int window = 8192, TimeSpan? timeout = null, int inFlight = 100, OperatorBudget? budget = null, TimeSpan? testsLast = null, params IPEndPoint[] others)
    {
        TimeSpan time = timeout ?? TimeSpan.FromSeconds(5);
        ResolverSuccession resolvers = new([server, .. others], s => new MultiplexedTransport(s, new BulkOptions { Timeout = time, InFlight = inFlight }));
        MultiplexedTransport transport = (MultiplexedTransport)await resolvers.FirstAsync(CancellationToken.None);
        BlocklistRun run = new(
            ListCatalog.Build([], [], new Dictionary<string, AccountKey>()),
            lists.Select(l => new SelectedList(l, isNamed: true)).ToList(),
            transport,
            new BlocklistRunOptions { Timeout = time, InFlight = inFlight, TestMemory = testsLast is null ? new ListTestMemory() : new ListTestMemory(clock: new Fleeting()), Memory = new DnsMemory(), Budget = budget ?? Runs.NoPace(), Succession = resolvers });
        SweepBench bench = new(run, transport);
        bench.Sweep = AddressSweep.Start(
            run,
            wire ? transport.Client : null,
            new SweepOptions { InFlight = inFlight, Window = window, Prunes = prunes, TestsLast = testsLast ?? ListTestResult.Passing, Trace = text => { lock (bench.Trace) { bench.Trace.Add(text); } } },
            () => bench._landed.Release(),
            e => { bench._failure = e; bench._landed.Release(); },
            bench._stop.Token);
        return bench;
    }

    /// <summary>A list on a server of one's own.</summary>
    internal static Blocklist Own(string zone, BlocklistKind kind = BlocklistKind.IPv4) => new()
    {
        Id = zone, Name = zone, Operator = zone, Zone = zone, Kind = kind, Rules = new ListRules { PublicZone = zone, Pace = 0 },
    };

    /// <summary>A list that counts its questions: so many in a day.</summary>
    internal static Blocklist Counted(string zone, int dailyLimit) => new()
    {
        Id = zone, Name = zone, Operator = zone, Zone = zone, Kind = BlocklistKind.IPv4,
        Rules = new ListRules { PublicZone = zone, Pace = 1000, DailyLimit = dailyLimit },
    };

    /// <summary>What a list says that has its test entry and no other.</summary>
    internal static DnsReplyPlan TestEntryOnly(DnsQuestionSeen question, string zone) =>
        question.Name.StartsWith("2.0.0.127.", StringComparison.Ordinal)
            ? DnsReplyPlan.Answer(DnsRecord.Address(question.Name, IPAddress.Parse("127.0.0.2")))
            : DnsReplyPlan.NxDomain(zone);

    internal SweepRange Add(string text, SweepState? state = null)
    {
        SweepRange range = new(text, TargetParser.TryParseRange(text)!, _ranges.Count);
        range.Remainder = state?.RemainderOf(range, isCounted: false);
        _ranges.Add(range);
        Sweep.Add(range);
        return range;
    }

    internal void Save(SweepState state) => state.Save(Sweep, _ranges, _ => null);

    /// <summary>Takes results until there are so many, or until all ranges are done.</summary>
    internal async Task<List<IpBlocklistResult>> TakeAsync(int most = int.MaxValue)
    {
        List<IpBlocklistResult> results = [];
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (_ranges.Any(r => !r.Completion.Task.IsCompleted))
        {
            await _landed.WaitAsync(TimeSpan.FromMilliseconds(50), patience.Token);
            if (_failure is not null)
            {
                throw new InvalidOperationException("The sweep failed.", _failure);
            }

            while (Sweep.TryTake(out SweptResult taken))
            {
                Sweep.Written(taken);
                if (taken.Result is not null)
                {
                    results.Add(taken.Result);
                    if (results.Count == most)
                    {
                        return results;
                    }
                }
            }
        }

        return results;
    }

    /// <summary>A time of day that is a day later each time.</summary>
    private sealed class Fleeting : IClock
    {
        private int _days;

        public DateTime UtcNow => new DateTime(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc).AddDays(Interlocked.Increment(ref _days));

        public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        Sweep.Stop();
        return default;
    }
}
