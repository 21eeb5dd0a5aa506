using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Core.Tests;

/// <summary>A calendar clock that stands until a test turns it; those who wait on it go on when their time has come.</summary>
internal sealed class FakeCalendar : IClock
{
    private readonly object _gate = new();
    private readonly List<(DateTime Due, TaskCompletionSource Ended)> _sleepers = [];
    private readonly List<(int Count, TaskCompletionSource Seen)> _watchers = [];
    private DateTime _now;
    private int _slept;

    internal FakeCalendar(DateTime start)
    {
        _now = start;
    }

    public DateTime UtcNow
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>The times for which somebody waited, in order.</summary>
    internal List<TimeSpan> Waits { get; } = [];

    public async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<TaskCompletionSource> seen;
        lock (_gate)
        {
            Waits.Add(time);
            _slept++;
            if (time <= TimeSpan.Zero)
            {
                ended.SetResult();
            }
            else
            {
                _sleepers.Add((_now + time, ended));
            }

            seen = [.. _watchers.Where(w => w.Count <= _slept).Select(w => w.Seen)];
            _watchers.RemoveAll(w => w.Count <= _slept);
        }

        seen.ForEach(s => s.TrySetResult());
        using (cancellationToken.Register(() => ended.TrySetCanceled(cancellationToken)))
        {
            await ended.Task;
        }
    }

    /// <summary>Ends when somebody has begun to wait for the <paramref name="count"/>th time.</summary>
    internal Task WaitedAsync(int count)
    {
        lock (_gate)
        {
            if (_slept >= count)
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, seen));
            return seen.Task;
        }
    }

    /// <summary>Lets time pass, and wakes those whose time has come.</summary>
    internal void Advance(TimeSpan time)
    {
        List<TaskCompletionSource> due;
        lock (_gate)
        {
            _now += time;
            due = [.. _sleepers.Where(s => s.Due <= _now).Select(s => s.Ended)];
            _sleepers.RemoveAll(s => s.Due <= _now);
        }

        due.ForEach(d => d.TrySetResult());
    }
}
