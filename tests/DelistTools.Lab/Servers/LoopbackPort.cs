using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Lab;

/// <summary>Finds ports on loopback that are free for UDP and for TCP alike.</summary>
internal static class LoopbackPort
{
    private const int Attempts = 50;

    /// <summary>
    /// A port that was free a moment ago. Another process may take it before the caller does: be ready to ask again.
    /// </summary>
    public static int FindFree() => FindFree(1)[0];

    /// <summary>The same, several that differ.</summary>
    public static IReadOnlyList<int> FindFree(int count)
    {
        var held = new List<(Socket Udp, Socket Tcp)>();
        try
        {
            while (held.Count < count)
            {
                held.Add(BindPair(IPAddress.Loopback));
            }

            return [.. held.Select(pair => ((IPEndPoint)pair.Udp.LocalEndPoint!).Port)];
        }
        finally
        {
            foreach (var (udp, tcp) in held)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    /// <summary>A UDP and a TCP socket bound to one and the same port, 0 being any; the TCP socket does not listen yet.</summary>
    /// <exception cref="SocketException">No port was free for both in 50 attempts.</exception>
    public static (Socket Udp, Socket Tcp) BindPair(IPAddress address, int port = 0)
    {
        for (var attempt = 1; ; attempt++)
        {
            var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(new IPEndPoint(address, port));
                tcp.Bind(udp.LocalEndPoint!);
                return (udp, tcp);
            }
            catch (SocketException error)
            {
                udp.Dispose();
                tcp.Dispose();
                if (error.SocketErrorCode != SocketError.AddressAlreadyInUse || attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }
}
