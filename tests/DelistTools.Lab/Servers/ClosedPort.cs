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

    private readonly IPAddress _address;

    /// <summary>Takes a free port on 127.0.0.1.</summary>
    public ClosedPort()
        : this(IPAddress.Loopback)
    {
    }

    /// <summary>Takes a free port.</summary>
    /// <param name="address">
    /// A loopback address. What is remembered of servers goes by address and port, and a port may have been another server's
    /// a moment ago: one of its own has no past.
    /// </param>
    public ClosedPort(IPAddress address)
    {
        _address = address;
        (_udp, _tcp) = LoopbackPort.BindPair(address);
        Port = ((IPEndPoint)_udp.LocalEndPoint!).Port;

        // Connected to itself the socket holds the port and accepts nobody's datagrams; the TCP one never listens.
        _udp.Connect(new IPEndPoint(address, Port));
    }

    /// <summary>The port's number.</summary>
    public int Port { get; }

    /// <summary>Address and port, such as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => $"{_address}:{Port}";

    /// <summary>Gives the port back.</summary>
    public void Dispose()
    {
        _udp.Dispose();
        _tcp.Dispose();
    }
}
