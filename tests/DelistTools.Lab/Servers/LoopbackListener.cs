using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>A TCP port of this machine at which connections are served, each beside the others, until the lab stops.</summary>
internal sealed class LoopbackListener : IAsyncDisposable, IDisposable
{
    private readonly Socket _socket;
    private readonly RunningTasks _running = new();
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    /// <param name="address">A loopback address.</param>
    /// <param name="port">The port; 0: a free one.</param>
    /// <exception cref="ArgumentException">The address is no loopback address.</exception>
    /// <exception cref="SocketException">The port could not be bound.</exception>
    internal LoopbackListener(IPAddress address, int port = 0)
    {
        if (!NetworkNamespace.MayListenAt(address))
        {
            throw new ArgumentException($"{address} is no loopback address; the lab listens nowhere else.", nameof(address));
        }

        Stopping = _stop.Token;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(address, port));
        _socket.Listen();
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    internal IPEndPoint EndPoint { get; }

    /// <summary>Cancelled as the lab stops.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>Begins to accept connections, in the order in which they come.</summary>
    /// <param name="serve">Serves one, closes it, and throws nothing.</param>
    /// <param name="lost">Told of clients that left before they were accepted, who end neither the loop nor the others.</param>
    internal void Start(Func<Socket, Task> serve, Action<SocketException>? lost = null) => _running.Add(Task.Run(() => AcceptAsync(serve, lost)));

    /// <summary>Stops listening, and waits until no connection is served any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _running.WaitAsync().ConfigureAwait(false);
    }

    /// <summary>Stops listening; a connection may still end a moment later.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stop.Cancel();
            _socket.Dispose();
            _stop.Dispose();
        }
    }

    private async Task AcceptAsync(Func<Socket, Task> serve, Action<SocketException>? lost)
    {
        while (true)
        {
            try
            {
                _running.Add(serve(await _socket.AcceptAsync(Stopping).ConfigureAwait(false)));
            }
            catch (Exception error) when (Stopping.IsCancellationRequested
                && error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException error)
            {
                lost?.Invoke(error);
            }
        }
    }
}
