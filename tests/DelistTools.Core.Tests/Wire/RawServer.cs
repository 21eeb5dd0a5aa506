using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace DelistTools.Core.Tests.Wire;

/// <summary>A name server on loopback that sends whatever a test says, to whomever it says.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _isOver;
    private int _asked;

    internal RawServer(Action<RawServer, byte[], EndPoint> answer, int port = 0)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22, ReceiveTimeout = 100 };
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _thread = new Thread(() => Serve(answer)) { IsBackground = true };
        _thread.Start();
    }

    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    internal int Asked => Volatile.Read(ref _asked);

    internal Exception? Failure { get; private set; }

    internal void Send(byte[] packet, EndPoint to)
    {
        try
        {
            _socket.SendTo(packet, to);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The asker has gone, or the server has: nobody is there to hear it.
        }
    }

    /// <summary>The name that was asked for, in the letters that were sent.</summary>
    internal static string NameOf(byte[] question)
    {
        List<string> labels = [];
        for (int at = 12; question[at] != 0; at += question[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        }

        return string.Join('.', labels);
    }

    internal static bool HasEdns(byte[] question) => question[11] == 1;

    /// <summary>The header and the question of a reply, without records.</summary>
    internal static byte[] Repeat(byte[] question, int code = 0)
    {
        int end = 12;
        while (question[end] != 0)
        {
            end += question[end] + 1;
        }

        byte[] reply = question[..(end + 5)];
        reply[2] = 0x85;
        reply[3] = (byte)code;
        Array.Clear(reply, 6, 6);
        return reply;
    }

    /// <summary>A reply with an address.</summary>
    internal static byte[] Answer(byte[] question, int last = 2)
    {
        byte[] reply = [.. Repeat(question), 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, (byte)(last >> 8), (byte)last];
        reply[7] = 1;
        return reply;
    }

    internal static byte[] WithId(byte[] packet, int id)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet, (ushort)id);
        return packet;
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _socket.Dispose();
    }

    private void Serve(Action<RawServer, byte[], EndPoint> answer)
    {
        byte[] buffer = new byte[65536];
        while (!_isOver)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            try
            {
                int length = _socket.ReceiveFrom(buffer, ref from);
                Interlocked.Increment(ref _asked);
                answer(this, buffer[..length], from);
            }
            catch (SocketException)
            {
                // Nothing came for a while, or an earlier reply found its asker gone.
            }
            catch (Exception e)
            {
                Failure = e;
                return;
            }
        }
    }
}
