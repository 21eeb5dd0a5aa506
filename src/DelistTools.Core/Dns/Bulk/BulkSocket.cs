using System;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// One socket on a port that nobody can guess, connected to the server, so that the system drops what comes from
/// elsewhere; and the questions that are under way on it, by their id.
/// </summary>
internal sealed class BulkSocket : IDisposable
{
    private const int FirstPort = 1024;

    private const int Tries = 8;

    private const int Buffers = 1 << 20;

    private readonly Flight?[] _byId = new Flight?[65536];

    private BulkSocket(Socket socket)
    {
        Socket = socket;
    }

    internal Socket Socket { get; }

    /// <summary>When the system last said that nobody listens there.</summary>
    internal long RefusedAt { get; set; } = long.MinValue;

    /// <summary>Opens one.</summary>
    /// <exception cref="SocketException">There is no way to the server.</exception>
    internal static BulkSocket Open(IPEndPoint server, RandomPool random)
    {
        Socket socket = new(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Blocking = false;
            socket.ReceiveBufferSize = Buffers;
            Bind(socket, server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, random);
            socket.Connect(server);
            return new BulkSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Finds an id that no question on this socket has.</summary>
    internal void Enter(Flight flight, RandomPool random)
    {
        ushort id;
        do
        {
            id = random.Next16();
        }
        while (_byId[id] is not null);
        _byId[id] = flight;
        flight.Id = id;
        flight.Socket = this;
        QuestionPacket.SetId(flight.Packet, id);
    }

    internal void Leave(Flight flight)
    {
        _byId[flight.Id] = null;
        flight.Socket = null;
    }

    internal Flight? Find(int id) => _byId[id];

    public void Dispose() => Socket.Dispose();

    /// <summary>The system's own choice of a port is guessed more easily on some systems than on others.</summary>
    private static void Bind(Socket socket, IPAddress any, RandomPool random)
    {
        for (int i = 0; i < Tries; i++)
        {
            int port = random.Next16();
            if (port < FirstPort)
            {
                continue;
            }

            try
            {
                socket.Bind(new IPEndPoint(any, port));
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody else's, or kept back by the system.
            }
        }

        socket.Bind(new IPEndPoint(any, 0));
    }
}
