using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Pipeline;
using DelistTools.Sweeping;

namespace DelistTools.Commands;

/// <summary>
/// Hands the results of a sweep to the pipeline, counts them, and leaves word of how far it came. All but the opening runs
/// on the pipeline thread.
/// </summary>
internal sealed class RangeOutput
{
    // Results that are written before something else has its turn.
    private const int Batch = 256;

    private readonly WorkPump _pump;
    private readonly Action<IpBlocklistResult> _write;
    private readonly Action<IpBlocklistSummary>? _summarise;
    private readonly Action<BlocklistCheck>? _writeCheck;
    private readonly Action<Problem> _report;
    private readonly string? _shard;
    private readonly TimeSpan _saveEvery;
    private readonly Dictionary<int, SweepRange> _ranges = new();
    private readonly Dictionary<int, RangeTally> _tallies = new();
    private readonly Dictionary<int, RangeTally> _leftTallies = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly object _gate = new();
    private AddressSweep? _sweep;
    private SweepState? _state;
    private TimeSpan _saved;
    private bool _isReported;
    private bool _isClosed;
    private long _total;
    private long _written;

    /// <param name="pump">The way to the pipeline thread.</param>
    /// <param name="write">Writes a result.</param>
    /// <param name="summarise">Writes the summary of a range, where results themselves are not wanted.</param>
    /// <param name="writeCheck">Writes a check, where each is wanted by itself.</param>
    /// <param name="report">Writes an error that does not end the command.</param>
    /// <param name="shard">The part that is asked about; null: all.</param>
    /// <param name="saveEvery">How often the state is written while results come; five seconds where left out.</param>
    internal RangeOutput(
        WorkPump pump,
        Action<IpBlocklistResult> write,
        Action<IpBlocklistSummary>? summarise,
        Action<BlocklistCheck>? writeCheck,
        Action<Problem> report,
        string? shard,
        TimeSpan? saveEvery = null)
    {
        _pump = pump;
        _write = write;
        _summarise = summarise;
        _writeCheck = writeCheck;
        _report = report;
        _shard = shard;
        _saveEvery = saveEvery ?? TimeSpan.FromSeconds(5);
    }

    /// <summary>Addresses to ask about, as far as they are known.</summary>
    internal long Total => Interlocked.Read(ref _total);

    /// <summary>Addresses whose result was written.</summary>
    internal long Written => Interlocked.Read(ref _written);

    /// <summary>Answers about addresses.</summary>
    internal long Answers => Volatile.Read(ref _sweep)?.Settled ?? 0;

    /// <summary>Addresses that a later run with the same state file is to ask about again.</summary>
    internal long Left => _ranges.Values.Sum(r => r.Left.Count);

    /// <summary>Opens the sweep. Called once, from any thread.</summary>
    /// <param name="start">Starts it; gets what to call when results can be taken, and on an error.</param>
    /// <param name="openState">Opens the file that it goes on from; null: none.</param>
    internal AddressSweep Open(Func<Action, Action<Exception>, AddressSweep> start, Func<SweepState>? openState)
    {
        // The file first: one of another run is told before anything is asked.
        SweepState? state = openState?.Invoke();
        lock (_gate)
        {
            _state = state;
            if (_isClosed)
            {
                // The command was stopped meanwhile.
                _state?.Dispose();
                throw new OperationCanceledException();
            }
        }

        AddressSweep sweep = start(() => _pump.Post(Drain), Throw);
        Volatile.Write(ref _sweep, sweep);
        return sweep;
    }

    /// <summary>Has a range asked about; ends when all its results were written.</summary>
    internal async Task AddAsync(AddressSweep sweep, SweepRange range, CancellationToken stopping)
    {
        TaskCompletionSource<bool> added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pump.Post(() => Add(sweep, range, added));
        await added.Task.ConfigureAwait(false);
        using (stopping.Register(() => range.Completion.TrySetCanceled()))
        {
            await range.Completion.Task.ConfigureAwait(false);
        }

        _pump.Post(() => End(sweep, range));
    }

    /// <summary>Ends the sweep, however far it came, and leaves its state where there is a file for it.</summary>
    internal void Close()
    {
        if (_sweep is { } sweep)
        {
            sweep.Stop();
            Save(sweep);
        }

        lock (_gate)
        {
            _isClosed = true;
            _state?.Dispose();
            _state = null;
        }
    }

    private void Add(AddressSweep sweep, SweepRange range, TaskCompletionSource<bool> added)
    {
        try
        {
            range.Remainder = _state?.RemainderOf(range, _summarise is not null);
        }
        catch (SweepStateException e)
        {
            added.TrySetException(e);
            return;
        }

        _ranges[range.Number] = range;
        if (_summarise is not null)
        {
            // What is left is counted by itself: the run that asks again counts it again.
            _tallies[range.Number] = _state?.TallyOf(range.Number) ?? new RangeTally();
            _leftTallies[range.Number] = new RangeTally();
        }

        Interlocked.Add(ref _total, range.Count - (range.Remainder?.Written.Count ?? 0));
        sweep.Add(range);
        added.TrySetResult(true);
    }

    private void End(AddressSweep sweep, SweepRange range)
    {
        _summarise?.Invoke(_tallies[range.Number].And(_leftTallies[range.Number]).Summary(range.Range, range.Input, _shard, sweep.Run, sweep.Advice));
    }

    private void Drain()
    {
        AddressSweep sweep = Volatile.Read(ref _sweep)!;
        bool isMore = WriteBatch(sweep);

        // Where results come one by one, too: a run at an operator's pace takes hours.
        if (_state is not null && _watch.Elapsed - _saved > _saveEvery)
        {
            _saved = _watch.Elapsed;
            Save(sweep);
        }

        if (isMore)
        {
            _pump.Post(Drain);
        }
    }

    /// <summary>Writes what has landed; false where that was all.</summary>
    private bool WriteBatch(AddressSweep sweep)
    {
        for (int i = 0; i < Batch; i++)
        {
            if (sweep.TryTakeCheck() is { } check)
            {
                _writeCheck!(check);
                continue;
            }

            if (!sweep.TryTake(out SweptResult result))
            {
                if (sweep.HasChecks)
                {
                    continue;
                }

                return false;
            }

            if (result.Result is { } found)
            {
                Take(result, found);
                Interlocked.Increment(ref _written);
            }

            sweep.Written(result);
        }

        return true;
    }

    private void Take(SweptResult result, IpBlocklistResult found)
    {
        if (_summarise is not null)
        {
            (result.IsLeft ? _leftTallies : _tallies)[result.Range.Number].Add(result.Range.OffsetOf(result.Place), found);
        }
        else if (_writeCheck is null)
        {
            _write(found);
        }
    }

    private void Save(AddressSweep sweep)
    {
        try
        {
            _state?.Save(sweep, _ranges.OrderBy(r => r.Key).Select(r => r.Value), n => _tallies.TryGetValue(n, out RangeTally? tally) ? tally : null);
        }
        catch (SweepStateException e)
        {
            // Said once: the file may come back, and the results are there all the same.
            if (!_isReported)
            {
                _isReported = true;
                _report(e.Problem);
            }
        }
    }

    private void Throw(Exception e)
    {
        ExceptionDispatchInfo fault = ExceptionDispatchInfo.Capture(e);
        _pump.Post(fault.Throw);
    }
}
