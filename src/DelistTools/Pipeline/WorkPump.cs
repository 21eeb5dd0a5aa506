using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Pipeline;

/// <summary>
/// Lets work run on other threads while everything that touches the pipeline (output, verbose, errors) waits in a
/// queue that only the pipeline thread empties.
/// </summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "Work that is still ending after a stop may post to the queue; it goes with the pump.")]
internal sealed class WorkPump
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly BlockingCollection<Action> _landed = new();
    private readonly CancellationToken _stopping;
    private int _running;

    internal WorkPump(CancellationToken stopping)
    {
        _stopping = stopping;
    }

    /// <summary>Queues something for the pipeline thread. Callable from any thread.</summary>
    internal void Post(Action action) => _landed.Add(action);

    /// <summary>Starts work on the thread pool. What it throws is thrown again on the pipeline thread.</summary>
    internal void Start(Func<Task> work)
    {
        Interlocked.Increment(ref _running);
        _ = Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // The pipeline is going down, and nobody waits for this work any more.
            }
            catch (Exception e)
            {
                ExceptionDispatchInfo fault = ExceptionDispatchInfo.Capture(e);
                Post(fault.Throw);
            }
            finally
            {
                Interlocked.Decrement(ref _running);

                // Wakes the pipeline thread, which may be waiting for the last piece of work to end.
                Post(static () => { });
            }
        });
    }

    /// <summary>Hands over what has landed, without waiting.</summary>
    internal void Drain()
    {
        while (_landed.TryTake(out Action? action))
        {
            action();
        }
    }

    /// <summary>Hands over what lands until fewer than <paramref name="limit"/> pieces of work are running.</summary>
    /// <exception cref="OperationCanceledException">The pipeline is stopping.</exception>
    internal void DrainUntilBelow(int limit, Action tick)
    {
        Drain();
        while (Volatile.Read(ref _running) >= limit)
        {
            if (_landed.TryTake(out Action? action, (int)Tick.TotalMilliseconds, _stopping))
            {
                action();
            }

            tick();
        }

        Drain();
    }

    /// <summary>Waits until all work has ended, or for so long. What lands meanwhile is let go.</summary>
    internal void WaitForEnd(TimeSpan longest)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (TimeSpan left = longest; left > TimeSpan.Zero && Volatile.Read(ref _running) > 0; left = longest - watch.Elapsed)
        {
            _landed.TryTake(out Action? _, left);
        }
    }
}
