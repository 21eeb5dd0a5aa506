using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab.Tests;

/// <summary>Writes questions and reads replies on a socket of its own, accepting whatever comes from wherever.</summary>
public sealed class WireClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly IPEndPoint _server;
    private readonly Socket _socket;
    private ushort _id = 0x1000;

    public WireClient(IPEndPoint server)
    {
        _server = server;
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(server.Address, 0));
    }

    public static byte[] Question(
        int id, string name, DnsRecordType type, int? ednsPayload = null, byte[]? ednsOptions = null)
    {
        var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(ednsPayload is null ? 0 : 1) };
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.Latin1.GetBytes(label));
        }

        bytes.AddRange([0, (byte)((int)type >> 8), (byte)type, 0, 1]);
        if (ednsPayload is { } payload)
        {
            var options = ednsOptions ?? [];
            bytes.AddRange([0, 0, 41, (byte)(payload >> 8), (byte)payload, 0, 0, 0, 0, 0, (byte)options.Length, .. options]);
        }

        return [.. bytes];
    }

    public async Task<int> SendAsync(string name, DnsRecordType type = DnsRecordType.A, int? ednsPayload = null)
    {
        var id = _id++;
        await SendAsync(Question(id, name, type, ednsPayload));
        return id;
    }

    public Task SendAsync(byte[] message) => _socket.SendToAsync(message, SocketFlags.None, _server);

    public async Task<(byte[] Bytes, IPEndPoint From)> ReceiveBytesAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[8192];
        var received = await _socket.ReceiveFromAsync(buffer, _server, patience.Token);
        return (buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint);
    }

    public async Task<WireReply> ReceiveAsync() => new((await ReceiveBytesAsync()).Bytes);

    public async Task<WireReply> AskAsync(string name, DnsRecordType type = DnsRecordType.A, int? ednsPayload = null)
    {
        await SendAsync(name, type, ednsPayload);
        return await ReceiveAsync();
    }

    /// <summary>
    /// Asks a question that shall get no reply, and after it one that gets one: the second reply is the first to come.
    /// </summary>
    public async Task<bool> StaysSilentAsync(string name, DnsRecordType type, string answeredName)
    {
        await SendAsync(name, type);
        var answered = await SendAsync(answeredName);
        return (await ReceiveAsync()).Id == answered && _socket.Available == 0;
    }

    public async Task<WireReply?> AskOverTcpAsync(string name, DnsRecordType type = DnsRecordType.A)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tcp = new TcpClient(_server.AddressFamily);
        await tcp.ConnectAsync(_server, patience.Token);
        var stream = tcp.GetStream();
        var question = Question(_id++, name, type);
        await stream.WriteAsync((byte[])[(byte)(question.Length >> 8), (byte)question.Length, .. question], patience.Token);
        var length = new byte[2];
        if (await stream.ReadAtLeastAsync(length, 2, throwOnEndOfStream: false, patience.Token) < 2)
        {
            return null;
        }

        var reply = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(reply, patience.Token);
        return new WireReply(reply);
    }

    public void Dispose() => _socket.Dispose();
}
