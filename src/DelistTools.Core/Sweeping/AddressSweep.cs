using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns.Bulk;

namespace DelistTools.Sweeping;

/// <summary>
/// Asks the lists of a run about ranges of addresses, one after the other, and gives the results as they are complete.
/// Each list goes along the addresses at its own pace, within a window that moves on as results are taken, so that
/// nothing grows with the range.
/// </summary>
internal sealed class AddressSweep : IBulkSource
{
    // Questions under way to one list at its operator's pace.
    private const int MostAsked = 32;

    // Addresses by which the window moves before lists that wait for that are told.
    private const int Step = 64;

    private readonly SweepOptions _options;
    private readonly BulkClient? _client;
    private readonly Action _landed;
    private readonly Action<Exception> _failed;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<(long Place, int Lane)> _checks = new();
    private int _nextLane;
    private bool _isSignalled;
    private bool _isStarved;
    private long _movedAt;
    private SweepRange? _lastRange;
    private IReadOnlyList<string> _advice = Array.Empty<string>();
    private bool _hasSuccession;
    private long _settled;

    /// <param name="run">The lists and the way to them.</param>
    /// <param name="client">Asks many questions at once; null: every list is asked in the ordinary way.</param>
    /// <param name="options">How.</param>
    /// <param name="landed">Called from any thread when results can be taken where there were none.</param>
    /// <param name="failed">Called from any thread with an error that ends the sweep.</param>
    /// <param name="stopping">Ends it.</param>
    private AddressSweep(
        BlocklistRun run, BulkClient? client, SweepOptions options, Action landed, Action<Exception> failed, CancellationToken stopping)
    {
        Run = run;
        _client = client;
        _options = options;
        _landed = landed;
        _failed = failed;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Window = new SweepWindow(run.Lists.Count, options.Window);
        Share = Math.Max(4, (options.InFlight + run.Lists.Count - 1) / Math.Max(1, run.Lists.Count));
        Lanes = run.Lists.Select((list, i) => (SweepLane)new WaitingLane(this, list, i)).ToArray();
    }

    /// <summary>Starts a sweep. Each list goes along the addresses when its own test is over.</summary>
    /// <inheritdoc cref="AddressSweep(BlocklistRun, BulkClient?, SweepOptions, Action, Action{Exception}, CancellationToken)"/>
    internal static AddressSweep Start(
        BlocklistRun run, BulkClient? client, SweepOptions options, Action landed, Action<Exception> failed, CancellationToken stopping)
    {
        AddressSweep sweep = new(run, client, options, landed, failed, stopping);
        client?.Add(sweep);
        foreach (WaitingLane lane in sweep.Lanes.ToArray().Cast<WaitingLane>())
        {
            sweep.Start(lane.PrepareAsync);
        }

        return sweep;
    }

    internal object Gate { get; } = new();

    internal BlocklistRun Run { get; }

    internal SweepWindow Window { get; }

    internal SweepLane[] Lanes { get; }

    internal bool Prunes => _options.Prunes;

    internal TimeSpan TestsLast => _options.TestsLast;

    internal Action<string>? Trace => _options.Trace;

    internal CancellationToken Stopping => _stop.Token;

    internal SweepRange? FirstRange { get; private set; }

    /// <summary>Questions under way to one list.</summary>
    internal int Share { get; }

    /// <summary>Answers about addresses so far, those that needed no question included.</summary>
    internal long Settled => Interlocked.Read(ref _settled);

    /// <summary>Adds a range behind those that are there. Its completion ends when its last result was written.</summary>
    internal void Add(SweepRange range)
    {
        lock (Gate)
        {
            range.Start = Window.Known;
            if (_lastRange is null)
            {
                FirstRange = range;
            }
            else
            {
                _lastRange.Next = range;
            }

            _lastRange = range;
            Window.Known = range.End;
        }

        if (range.Skipped >= range.Count)
        {
            range.Completion.TrySetResult(true);
        }

        Moved();
    }

    /// <summary>There are checks to be taken.</summary>
    internal bool HasChecks
    {
        get
        {
            lock (Gate)
            {
                return _checks.Count > 0;
            }
        }
    }

    /// <summary>Takes a check that is known, where checks are wanted by themselves; null where there is none at present.</summary>
    internal BlocklistCheck? TryTakeCheck()
    {
        lock (Gate)
        {
            if (_checks.Count == 0)
            {
                return null;
            }

            (long place, int lane) = _checks.Dequeue();
            byte state = Window.StateOf(place, lane);
            if (state == SweepWindow.Special)
            {
                return Window.CheckOf(place, lane);
            }

            SweepRange range = Window.RangeAt(place);
            return Lanes[lane].Check(
                range.AddressAt(range.OffsetOf(place)).ToString(), state, Window.TtlOf(place, lane), Window.ElapsedOf(place, lane), DateTime.UtcNow);
        }
    }

    /// <summary>Takes a result that is complete; false where there is none at present.</summary>
    /// <param name="result">The result; its place is free only after <see cref="Written"/>.</param>
    internal bool TryTake(out SweptResult result)
    {
        long place;
        SweepRange range;
        SweptChecks checks;
        bool isLeft;
        lock (Gate)
        {
            // Where checks are wanted by themselves, they come before the result that they belong to.
            if (_checks.Count > 0 || !Window.TryTakeComplete(out place))
            {
                _isSignalled = _checks.Count > 0;
                result = default;
                return false;
            }

            range = Window.RangeAt(place);
            long offset = range.OffsetOf(place);
            if (range.Remainder?.IsWritten(offset) == true)
            {
                result = new SweptResult(place, range, null, isLeft: false);
                return true;
            }

            checks = new SweptChecks(Lanes, range.AddressAt(offset).ToString(), Window, place, DateTime.UtcNow);
            isLeft = checks.IsLeft(range.Kind);
        }

        result = new SweptResult(place, range, checks.ToResult(Run, _advice), isLeft);
        return true;
    }

    /// <summary>The result was handed over, so that no later run needs to give it again, unless it could give a better one.</summary>
    internal void Written(SweptResult result)
    {
        bool isOver, hasMoved;
        lock (Gate)
        {
            if (result.IsLeft)
            {
                result.Range.Left.Add(result.Range.OffsetOf(result.Place));
            }

            Window.Release(result.Place);

            // Not for each address: those that wait have some to do at once.
            hasMoved = _isStarved && (Window.First - _movedAt >= Step || Window.CompleteCount == 0);
            isOver = ++result.Range.Done + result.Range.Skipped == result.Range.Count;
        }

        if (isOver)
        {
            result.Range.Completion.TrySetResult(true);
        }

        if (hasMoved)
        {
            Moved();
        }
    }

    /// <summary>Writes down how far a range has come.</summary>
    internal void Describe(SweepRange range, RangeTally? tally, List<string> lines)
    {
        lock (Gate)
        {
            SweepState.Describe(range, Window, Lanes, tally, lines);
        }
    }

    /// <summary>Ends all questions.</summary>
    internal void Stop()
    {
        _stop.Cancel();
        _client?.Remove(this);
    }

    /// <summary>What is wrong with the resolver, as far as it is known.</summary>
    internal IReadOnlyList<string> Advice => _advice;

    /// <summary>Finds out what is wrong with the resolver, for the results that come from now on.</summary>
    internal async Task DiagnoseAsync() =>
        _advice = (await Run.DiagnoseAsync(Stopping).ConfigureAwait(false)).Select(f => f.Value).ToList().AsReadOnly();

    /// <summary>Another resolver has taken over, which may have faults of its own. Called under the lock.</summary>
    internal void NoteSuccession()
    {
        if (!_hasSuccession)
        {
            _hasSuccession = true;
            Start(DiagnoseAsync);
        }
    }

    public bool TryTake(BulkQuestion question, long now, out long comeBack)
    {
        comeBack = long.MaxValue;
        if (_stop.IsCancellationRequested)
        {
            return false;
        }

        lock (Gate)
        {
            for (int i = 0; i < Lanes.Length; i++)
            {
                SweepLane lane = Lanes[_nextLane];
                _nextLane = (_nextLane + 1) % Lanes.Length;
                if (lane is WireLane wire && wire.TryTake(question, Share, now, ref comeBack))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public void Answered(long token, BulkReply reply)
    {
        lock (Gate)
        {
            ((WireLane)Lanes[token % Lanes.Length]).Answered(token / Lanes.Length, reply);
        }
    }

    public void Faulted(Exception fault) => Fail(fault);

    /// <summary>A list has come to the end of the window. Called under the lock.</summary>
    internal void NoteStarved() => _isStarved = true;

    internal void WakeClient() => _client?.Wake();

    /// <summary>Something has changed that lists may be waiting for.</summary>
    internal void Moved()
    {
        lock (Gate)
        {
            _isStarved = false;
            _movedAt = Window.First;
        }

        WakeClient();
        foreach (SweepLane lane in Lanes)
        {
            if (lane is not WireLane)
            {
                lane.Advance();
            }
        }
    }

    /// <summary>Runs work beside the sweep; what it throws ends the sweep.</summary>
    internal void Start(Func<Task> work) => _ = Task.Run(async () =>
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (Exception e)
        {
            Fail(e);
        }
    });

    /// <summary>A list has said what many addresses have in common. Called under the lock.</summary>
    internal void Settle(SweepLane lane, long place, byte state, uint ttl, ushort elapsed)
    {
        Window.Set(place, lane.Index, state, ttl, elapsed);
        AfterSettling(lane, place, isShown: state != SweepWindow.Absent);
    }

    /// <summary>A list has said something about one address. Called under the lock.</summary>
    internal void Settle(SweepLane lane, long place, BlocklistCheck check)
    {
        Window.Set(place, lane.Index, check);
        AfterSettling(lane, place, isShown: true);
    }

    private void AfterSettling(SweepLane lane, long place, bool isShown)
    {
        _settled++;
        if (isShown && _options.GivesChecks)
        {
            _checks.Enqueue((place, lane.Index));
        }

        if (!_isSignalled && (Window.CompleteCount > 0 || _checks.Count > 0))
        {
            _isSignalled = true;
            _landed();
        }
    }

    /// <summary>A list's test is over: it goes along the addresses now, as its operator allows.</summary>
    internal void Replace(WaitingLane lane, ListTestResult? test)
    {
        lock (Gate)
        {
            int most = Math.Min(Share, MostAsked);
            if (lane.List.File is not null)
            {
                Lanes[lane.Index] = new FileLane(this, lane.Selected, lane.Index, most);
            }
            else
            {
                Lanes[lane.Index] = LaneByDns(lane, test, most);
            }
        }

        Moved();
    }

    private SweepLane LaneByDns(WaitingLane lane, ListTestResult? test, int most)
    {
        WireLane? wire = _client is null || test is null || Run.HasBudget(lane.List) ? null : new WireLane(this, lane.Selected, lane.Index);
        return wire?.IsAskable == true ? wire : new AskedLane(this, lane.Selected, lane.Index, most);
    }

    private void Fail(Exception e)
    {
        _failed(e);
        Stop();
    }
}
