using System;
using System.Diagnostics;
using System.Threading;

namespace DelistTools.State;

/// <summary>
/// How long to wait for others that hold the store. SQLite's own waiting makes everybody sleep equally long steps and
/// gives up by count; here everybody sleeps a length of its own until a time has passed, and Ctrl+C is seen at once.
/// </summary>
internal sealed class Patience
{
    /// <summary>A hundred processes at once take a few seconds, and a share on a busy line some more.</summary>
    internal static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    private const int ShortestSleep = 2;

    private const int LongestSleep = 60;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;

    // On .NET Framework those that begin in one moment would all draw the same numbers by themselves.
    private readonly Random _random = new(Guid.NewGuid().GetHashCode());
    private int _longest = ShortestSleep;

    internal Patience(TimeSpan limit, CancellationToken cancellationToken)
    {
        _limit = limit;
        _cancellationToken = cancellationToken;
    }

    internal CancellationToken CancellationToken => _cancellationToken;

    internal TimeSpan Limit => _limit;

    /// <summary>Sleeps a little; false where the time is up.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal bool Wait()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_watch.Elapsed >= _limit)
        {
            return false;
        }

        // Random, so that those who were turned away together do not come again together.
#pragma warning disable CA5394 // Nothing secret depends on it.
        int time = _random.Next(1, _longest + 1);
#pragma warning restore CA5394
        _longest = Math.Min(_longest * 2, LongestSleep);
        if (_cancellationToken.WaitHandle.WaitOne(time))
        {
            throw new OperationCanceledException(_cancellationToken);
        }

        return true;
    }
}
