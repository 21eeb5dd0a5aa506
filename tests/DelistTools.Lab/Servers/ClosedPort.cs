using System;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Lab;

/// <summary>
/// A loopback port where nothing listens, and where nothing else can begin to listen while this object lives: a
/// question by UDP is answered by ICMP "port unreachable", a TCP connection is refused.
/// </summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _udp;
    private readonly Socket _tcp;

    /// <summary>Takes a free port on 127.0.0.1.</summary>
    public ClosedPort()
    {
        (_udp, _tcp) = LoopbackPort.BindPair(IPAddress.Loopback);
        Port = ((IPEndPoint)_udp.LocalEndPoint!).Port;

        // Connected to itself the socket holds the port and accepts nobody's datagrams; the TCP one never listens.
        _udp.Connect(new IPEndPoint(IPAddress.Loopback, Port));
    }

    /// <summary>The port's number.</summary>
    public int Port { get; }

    /// <summary>The port as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => $"127.0.0.1:{Port}";

    /// <summary>Gives the port back.</summary>
    public void Dispose()
    {
        _udp.Dispose();
        _tcp.Dispose();
    }
}
