using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Blocklists;

/// <summary>
/// Spreads the questions to one operator over time: a short burst, then so many a second, over all runs of the
/// process. One address asks each operator a handful of questions and never waits.
/// </summary>
internal sealed class OperatorPace
{
    // Two seconds' worth may go out at once.
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Queue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<TimeSpan> _now;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;

    internal OperatorPace(Func<TimeSpan>? now = null, Func<TimeSpan, CancellationToken, Task>? delay = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _now = now ?? (() => watch.Elapsed);
        _delay = delay ?? Task.Delay;
    }

    internal static OperatorPace Process { get; } = new();

    /// <summary>Ends when the operator may be asked once more. Who gives up while waiting uses up nothing.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task WaitAsync(Blocklist list, CancellationToken cancellationToken)
    {
        double rate = list.Rules.Pace;
        return rate <= 0
            ? Task.CompletedTask
            : _queues.GetOrAdd(list.Operator, _ => new Queue()).WaitAsync(this, TimeSpan.FromSeconds(1 / rate), cancellationToken);
    }

    [SuppressMessage(
        "Design", "CA1001:Types that own disposable fields should be disposable",
        Justification = "The semaphore's wait handle is never made, and the queues live as long as the process.")]
    private sealed class Queue
    {
        private readonly SemaphoreSlim _turn = new(1);

        // Before the clock's beginning: a clock that starts at zero owes a first burst too.
        private TimeSpan _next = TimeSpan.MinValue;

        internal async Task WaitAsync(OperatorPace pace, TimeSpan interval, CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                TimeSpan now = pace._now();
                TimeSpan earliest = now - Burst;
                TimeSpan due = _next > earliest ? _next : earliest;
                if (due > now)
                {
                    await pace._delay(due - now, cancellationToken).ConfigureAwait(false);
                }

                _next = due + interval;
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
