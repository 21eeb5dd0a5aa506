using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace DelistTools.Dns.Bulk;

/// <summary>Ends a wait for packets from another thread: a socket that talks to itself, beside those that are waited for.</summary>
internal sealed class WakeUp : IDisposable
{
    private static readonly byte[] Knock = new byte[1];

    private readonly byte[] _received = new byte[1];
    private int _isAsleep;

    internal WakeUp()
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Socket.Connect(Socket.LocalEndPoint!);
    }

    internal Socket Socket { get; }

    /// <summary>From now on a call of <see cref="Wake"/> is felt.</summary>
    internal void FallAsleep() => Interlocked.Exchange(ref _isAsleep, 1);

    internal void GetUp()
    {
        Interlocked.Exchange(ref _isAsleep, 0);
        while (Socket.Receive(_received, 0, 1, SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success)
        {
        }
    }

    /// <summary>Callable from any thread; costs nothing where nobody sleeps.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
        {
            // A full buffer holds enough knocks.
            Socket.Send(Knock, 0, 1, SocketFlags.None, out _);
        }
    }

    public void Dispose() => Socket.Dispose();
}
