using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace DelistTools.Dns.Bulk;

/// <summary>The sockets of a loop, which take turns, and the wait for any of them.</summary>
internal sealed class BulkSockets : IDisposable
{
    private const int LongestWait = 1_000_000;

    private const int BlindWait = 50;

    private readonly List<BulkSocket> _sockets = new();
    private readonly List<Socket> _waiting = new();
    private volatile WakeUp? _wakeUp;
    private int _next;

    internal int Count => _sockets.Count;

    internal BulkSocket this[int index] => _sockets[index];

    /// <summary>Opens so many, or as many as the system gives. Says why where it gives none; null otherwise.</summary>
    internal string? Open(IPEndPoint server, int count, RandomPool random)
    {
        try
        {
            _wakeUp = new WakeUp();
            while (_sockets.Count < count)
            {
                _sockets.Add(BulkSocket.Open(server, random));
            }
        }
        catch (SocketException e) when (_sockets.Count == 0)
        {
            return e.Message;
        }
        catch (SocketException)
        {
            // Fewer will do.
        }

        return null;
    }

    /// <summary>The one whose turn it is.</summary>
    internal BulkSocket Next()
    {
        _next = _next + 1 < _sockets.Count ? _next + 1 : 0;
        return _sockets[_next];
    }

    /// <summary>From now on a call of <see cref="Wake"/> ends the wait, or does not let it begin.</summary>
    internal void FallAsleep() => _wakeUp?.FallAsleep();

    internal void GetUp() => _wakeUp?.GetUp();

    /// <summary>Callable from any thread. Before there is anything to wake nobody can be asleep.</summary>
    internal void Wake() => _wakeUp?.Wake();

    /// <summary>Waits for a packet, or for <see cref="Wake"/>, for so many microseconds at most.</summary>
    internal void Wait(long microseconds)
    {
        if (_wakeUp is null)
        {
            // The system gives no sockets at all: nothing can come, and nobody can knock.
            Thread.Sleep(BlindWait);
            return;
        }

        _waiting.Clear();
        _waiting.Add(_wakeUp.Socket);
        foreach (BulkSocket socket in _sockets)
        {
            _waiting.Add(socket.Socket);
        }

        Socket.Select(_waiting, null, null, (int)Math.Min(LongestWait, microseconds));
    }

    public void Dispose()
    {
        foreach (BulkSocket socket in _sockets)
        {
            socket.Dispose();
        }

        _wakeUp?.Dispose();
    }
}
