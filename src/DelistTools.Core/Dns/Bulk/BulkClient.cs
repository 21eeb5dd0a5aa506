using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// Asks one server many questions at once. A thread of its own sends and receives while there is anything to ask, and
/// ends when there has been nothing for a while; the next question starts a new one, with new sockets.
/// </summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The thread that runs the loop disposes of it when it ends by itself, soon after the last question.")]
internal sealed class BulkClient
{
    private readonly IPEndPoint _server;
    private readonly BulkOptions _options;
    private readonly List<IBulkSource> _sources = new();
    private readonly object _gate = new();
    private IBulkSource[] _snapshot = Array.Empty<IBulkSource>();
    private BulkLoop? _loop;
    private int _wakes;
    private int _hasRevoked;

    internal BulkClient(IPEndPoint server, BulkOptions options)
    {
        _server = server;
        _options = options;
    }

    internal IPEndPoint Server => _server;

    /// <summary>Sent packets, among them those sent again; answers that were taken.</summary>
    internal BulkCounts Counts { get; } = new();

    /// <summary>What earlier threads learned about the server.</summary>
    internal ServerManners Manners { get; } = new();

    /// <summary>The sources, in the order in which they are served.</summary>
    internal IBulkSource[] Sources => Volatile.Read(ref _snapshot);

    /// <summary>How often <see cref="Wake"/> was called. Read before the sources are asked, it says whether they may have got questions since.</summary>
    internal int Wakes => Volatile.Read(ref _wakes);

    /// <summary>The thread is there. It ends by itself.</summary>
    internal bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return _loop is not null;
            }
        }
    }

    /// <summary>Adds a source.</summary>
    /// <param name="source">It is asked for questions at once, and after each <see cref="Wake"/>.</param>
    /// <param name="isEmpty">It has no questions yet: no thread is started for it.</param>
    internal void Add(IBulkSource source, bool isEmpty = false)
    {
        lock (_gate)
        {
            _sources.Add(source);
            Volatile.Write(ref _snapshot, _sources.ToArray());
        }

        if (!isEmpty)
        {
            Wake();
        }
    }

    /// <summary>Takes a source away. What is under way for it is given up, and it hears nothing of it.</summary>
    internal void Remove(IBulkSource source)
    {
        lock (_gate)
        {
            _sources.Remove(source);
            Volatile.Write(ref _snapshot, _sources.ToArray());
        }

        Revoke();
    }

    /// <summary>Says that a source has questions again. Callable from any thread.</summary>
    internal void Wake()
    {
        lock (_gate)
        {
            _wakes++;
            if (_loop is not null)
            {
                _loop.Wake();
            }
            else if (_sources.Count > 0)
            {
                BulkLoop loop = new(this, _options);
                new Thread(Run) { IsBackground = true, Name = "DelistTools questions" }.Start(loop);
                _loop = loop;
            }
        }
    }

    /// <summary>Says that nobody waits for some of the questions under way any more. Callable from any thread.</summary>
    internal void Revoke()
    {
        Volatile.Write(ref _hasRevoked, 1);
        lock (_gate)
        {
            _loop?.Wake();
        }
    }

    /// <summary>Whether <see cref="Revoke"/> was called since this was.</summary>
    internal bool TakeRevoked() => Volatile.Read(ref _hasRevoked) == 1 && Interlocked.Exchange(ref _hasRevoked, 0) == 1;

    /// <summary>The thread has nothing to do and wants to end. False where a question may have come since it last looked.</summary>
    /// <param name="loop">The thread's.</param>
    /// <param name="wakes">What <see cref="Wakes"/> was before it looked.</param>
    internal bool TryEnd(BulkLoop loop, int wakes)
    {
        lock (_gate)
        {
            if (_wakes != wakes)
            {
                return false;
            }

            Forget(loop);
            return true;
        }
    }

    private void Forget(BulkLoop loop)
    {
        if (ReferenceEquals(_loop, loop))
        {
            _loop = null;
        }
    }

    private void Run(object? state)
    {
        BulkLoop loop = (BulkLoop)state!;
        try
        {
            loop.Run();
        }
        catch (Exception e)
        {
            // Nobody above would see it, and it would end the process: who waits for answers is told instead.
            lock (_gate)
            {
                Forget(loop);
            }

            foreach (IBulkSource source in Sources)
            {
                source.Faulted(e);
            }
        }

        loop.Dispose();
    }
}
