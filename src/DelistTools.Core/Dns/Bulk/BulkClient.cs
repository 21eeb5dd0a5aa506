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

    internal void Add(IBulkSource source)
    {
        lock (_gate)
        {
            _sources.Add(source);
            Volatile.Write(ref _snapshot, _sources.ToArray());
        }

        Wake();
    }

    internal void Remove(IBulkSource source)
    {
        lock (_gate)
        {
            _sources.Remove(source);
            Volatile.Write(ref _snapshot, _sources.ToArray());
        }
    }

    /// <summary>Says that a source has questions again. Callable from any thread.</summary>
    internal void Wake()
    {
        lock (_gate)
        {
            if (_loop is not null)
            {
                _loop.Wake();
            }
            else if (_sources.Count > 0)
            {
                _loop = new BulkLoop(this, _options);
                new Thread(Run) { IsBackground = true, Name = "DelistTools questions" }.Start(_loop);
            }
        }
    }

    /// <summary>The thread wants to end. False where a question came in the meantime.</summary>
    internal bool TryEnd(BulkLoop loop, Func<bool> isIdle)
    {
        lock (_gate)
        {
            if (!isIdle())
            {
                return false;
            }

            if (ReferenceEquals(_loop, loop))
            {
                _loop = null;
            }

            return true;
        }
    }

    private void Run(object? state)
    {
        BulkLoop loop = (BulkLoop)state!;
        Exception? fault = null;
        try
        {
            loop.Run();
        }
        catch (Exception e)
        {
            // Nobody above would see it, and it would end the process: who waits for answers is told instead.
            fault = e;
        }

        lock (_gate)
        {
            if (ReferenceEquals(_loop, loop))
            {
                _loop = null;
            }
        }

        loop.Dispose();
        if (fault is not null)
        {
            foreach (IBulkSource source in Sources)
            {
                source.Faulted(fault);
            }
        }
    }
}
