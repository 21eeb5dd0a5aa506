using System;
using System.Collections.Concurrent;
using System.Diagnostics;
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
    private const double BurstSeconds = 2;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<TimeSpan> _now;

    internal OperatorPace(Func<TimeSpan>? now = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _now = now ?? (() => watch.Elapsed);
    }

    internal static OperatorPace Process { get; } = new();

    internal async Task WaitAsync(Blocklist list, CancellationToken cancellationToken)
    {
        TimeSpan wait = Reserve(list);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next place in the operator's queue and says how long until it is due.</summary>
    internal TimeSpan Reserve(Blocklist list)
    {
        double rate = list.Rules.Pace;
        return rate <= 0 ? TimeSpan.Zero : _buckets.GetOrAdd(list.Operator, _ => new Bucket()).Reserve(_now(), rate);
    }

    private sealed class Bucket
    {
        private readonly object _gate = new();
        // Before the clock's beginning: a clock that starts at zero owes a first burst too.
        private TimeSpan _next = TimeSpan.MinValue;

        internal TimeSpan Reserve(TimeSpan now, double rate)
        {
            lock (_gate)
            {
                TimeSpan earliest = now - TimeSpan.FromSeconds(BurstSeconds);
                TimeSpan due = _next > earliest ? _next : earliest;
                _next = due + TimeSpan.FromSeconds(1 / rate);
                return due > now ? due - now : TimeSpan.Zero;
            }
        }
    }
}
