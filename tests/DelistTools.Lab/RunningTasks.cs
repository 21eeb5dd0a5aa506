using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>What a server has under way, so that its end can be waited for.</summary>
internal sealed class RunningTasks
{
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();

    /// <summary>Remembers a task until it has ended.</summary>
    internal void Add(Task task)
    {
        _tasks.TryAdd(task, true);
        task.ContinueWith(
            done => _tasks.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until nothing runs any more.</summary>
    internal async Task WaitAsync()
    {
        while (!_tasks.IsEmpty)
        {
            // Again, for what a listening loop began just before it heard of the stop.
            await Task.WhenAll(_tasks.Keys).ConfigureAwait(false);
            await Task.Yield();
        }
    }
}
