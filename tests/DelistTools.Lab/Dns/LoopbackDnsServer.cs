using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A DNS server on loopback whose every reply is decided by a delegate: for the faults that real servers cannot be made
/// to show, and for demonstrations without any server program. UDP, and TCP on the same port.
/// </summary>
public sealed class LoopbackDnsServer : IAsyncDisposable, IDisposable
{
    private const int MessageLimit = 65535;
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly Func<DnsQuestionSeen, DnsReplyPlan> _handler;
    private readonly Socket _udp;
    private readonly Socket _otherUdp;
    private readonly Socket _tcp;
    private readonly QuestionLog _log = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly RunningTasks _running = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private int _disposed;

    private LoopbackDnsServer(Func<DnsQuestionSeen, DnsReplyPlan> handler, LoopbackDnsOptions options)
    {
        if (!NetworkNamespace.MayListenAt(options.Address))
        {
            throw new ArgumentException($"{options.Address} is no loopback address; the lab listens nowhere else.", nameof(options));
        }

        _handler = handler;
        _stopping = _stop.Token;
        (_udp, _tcp) = LoopbackPort.BindPair(options.Address, options.Port);
        _otherUdp = new Socket(_udp.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _otherUdp.Bind(new IPEndPoint(options.Address, 0));

        // A client may have hundreds of questions in flight; the system grants what its own limit allows.
        _udp.ReceiveBufferSize = ReceiveBuffer;
        EndPoint = (IPEndPoint)_udp.LocalEndPoint!;

        _running.Add(Task.Run(ServeUdpAsync));
        if (options.ListensOnTcp)
        {
            _tcp.Listen();
            _running.Add(Task.Run(AcceptTcpAsync));
        }
    }

    /// <summary>Address and port.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The address.</summary>
    public IPAddress Address => EndPoint.Address;

    /// <summary>The port, the same for UDP and TCP.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Address and port as <c>127.0.0.1:port</c> or <c>[::1]:port</c>.</summary>
    public string NameServer => EndPoint.ToString();

    /// <summary>The questions seen up to now.</summary>
    public DnsQuestionCounts Questions => _log.Snapshot();

    /// <summary>What the handler threw and what could not be written or sent. Empty in a sound test.</summary>
    public IReadOnlyList<Exception> Failures => [.. _failures];

    /// <summary>Starts a server that asks a delegate for every reply.</summary>
    /// <param name="handler">Called for each question, for several at once when they come over TCP.</param>
    /// <param name="options">Where it listens; null: 127.0.0.1, with TCP.</param>
    /// <exception cref="ArgumentException">The address is no loopback address.</exception>
    /// <exception cref="SocketException">No port could be bound.</exception>
    public static LoopbackDnsServer Start(
        Func<DnsQuestionSeen, DnsReplyPlan> handler, LoopbackDnsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new LoopbackDnsServer(handler, options ?? new LoopbackDnsOptions());
    }

    /// <summary>Starts a server that behaves as set up; the set-up may be changed while it runs.</summary>
    /// <inheritdoc cref="Start(Func{DnsQuestionSeen, DnsReplyPlan}, LoopbackDnsOptions?)"/>
    public static LoopbackDnsServer Start(DnsBehaviours behaviours, LoopbackDnsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(behaviours);
        return Start(behaviours.Reply, options);
    }

    /// <summary>Waits until the server has seen this many questions in all.</summary>
    /// <param name="count">The number, counted from the server's start.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForQuestionsAsync(int count, CancellationToken cancellationToken = default) =>
        _log.WaitAsync(count, cancellationToken);

    /// <summary>Stops listening, drops the replies that are held back, and waits until nothing runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _running.WaitAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Stops listening and drops the replies that are held back. The port is free afterwards; a call to the handler that
    /// is under way may still end a moment later.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stop.Cancel();
            _udp.Dispose();
            _otherUdp.Dispose();
            _tcp.Dispose();
            _stop.Dispose();
        }
    }

    private async Task ServeUdpAsync()
    {
        var message = new byte[MessageLimit];
        var reply = new byte[MessageLimit];
        var from = new SocketAddress(_udp.AddressFamily);
        while (true)
        {
            int length;
            try
            {
                length = await _udp.ReceiveFromAsync(message, SocketFlags.None, from, _stopping).ConfigureAwait(false);
            }
            catch (Exception error) when (IsStop(error))
            {
                return;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Windows reports here that an earlier reply found its asker gone.
                continue;
            }

            AnswerUdp(message.AsSpan(0, length), reply, from);
        }
    }

    private void AnswerUdp(ReadOnlySpan<byte> message, Span<byte> reply, SocketAddress from)
    {
        if (message.Length < DnsHeader.Length || (message[2] & DnsHeader.Response) != 0)
        {
            return;
        }

        var endPoint = (IPEndPoint)EndPoint.Create(from);
        var question = DnsQuestionReader.Read(message, DnsTransport.Udp, endPoint);
        if (question is null)
        {
            Send(_udp, reply[..DnsReplyWriter.WriteFormatError(reply, message)], from);
            return;
        }

        (question, var first) = Decide(question);
        for (var plan = first; plan is not null; plan = plan.Next)
        {
            if (plan.IsSilent)
            {
                continue;
            }

            var socket = plan.UsesWrongPort ? _otherUdp : _udp;
            var length = Write(reply, question, plan);
            if (plan.Delay > TimeSpan.Zero)
            {
                _running.Add(SendLaterAsync(socket, reply[..length].ToArray(), endPoint, plan));
                continue;
            }

            for (var copy = 0; copy < plan.Copies; copy++)
            {
                Send(socket, reply[..length], from);
            }
        }
    }

    private async Task SendLaterAsync(Socket socket, byte[] reply, IPEndPoint to, DnsReplyPlan plan)
    {
        if (await DelayAsync(plan.Delay).ConfigureAwait(false))
        {
            for (var copy = 0; copy < plan.Copies; copy++)
            {
                Send(socket, reply, to.Serialize());
            }
        }
    }

    private void Send(Socket socket, ReadOnlySpan<byte> reply, SocketAddress to)
    {
        try
        {
            socket.SendTo(reply, SocketFlags.None, to);
        }
        catch (Exception error) when (IsStop(error))
        {
            // The reply is lost, as one is whose server goes down.
        }
        catch (SocketException error)
        {
            _failures.Enqueue(error);
        }
    }

    private async Task AcceptTcpAsync()
    {
        while (true)
        {
            try
            {
                var connection = await _tcp.AcceptAsync(_stopping).ConfigureAwait(false);
                _running.Add(ServeConnectionAsync(connection));
            }
            catch (Exception error) when (IsStop(error))
            {
                return;
            }
        }
    }

    private async Task ServeConnectionAsync(Socket connection)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(2 + MessageLimit);
        try
        {
            using var stream = new NetworkStream(connection, ownsSocket: true);
            while (await ReadMessageAsync(stream, buffer).ConfigureAwait(false) is { } length)
            {
                if (!await AnswerTcpAsync(stream, buffer, length, connection).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (IsStop(error))
        {
            // The asker sees its connection closed.
        }
        catch (IOException error) when (error.InnerException is SocketException)
        {
            // The asker has gone away in the middle of a message: its own business.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int?> ReadMessageAsync(NetworkStream stream, byte[] buffer)
    {
        // A length that does not come means that the asker is content; a message cut short is no question.
        if (await stream.ReadAtLeastAsync(buffer.AsMemory(0, 2), 2, false, _stopping).ConfigureAwait(false) < 2)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
        var read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, length), length, false, _stopping).ConfigureAwait(false);
        return read == length ? length : null;
    }

    /// <summary>Answers one question; false: the connection is to be closed.</summary>
    private async Task<bool> AnswerTcpAsync(NetworkStream stream, byte[] buffer, int length, Socket connection)
    {
        var question = DnsQuestionReader.Read(
            buffer.AsSpan(0, length), DnsTransport.Tcp, (IPEndPoint)connection.RemoteEndPoint!);
        if (question is null)
        {
            return false;
        }

        (question, var first) = Decide(question);
        for (var plan = first; plan is not null; plan = plan.Next)
        {
            if (plan.IsSilent || plan.Tcp == DnsTcpReaction.Silence)
            {
                continue;
            }

            if (plan.Tcp == DnsTcpReaction.Close || !await DelayAsync(plan.Delay).ConfigureAwait(false))
            {
                return false;
            }

            var written = Write(buffer.AsSpan(2, MessageLimit), question, plan);
            BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)written);
            await stream.WriteAsync(buffer.AsMemory(0, 2 + written), _stopping).ConfigureAwait(false);
        }

        return true;
    }

    // What a handler throws, or plans and cannot be written, must neither end the server nor be lost: it is kept in
    // Failures, and SERVFAIL shows it to the asker.
#pragma warning disable CA1031
    private (DnsQuestionSeen Question, DnsReplyPlan Plan) Decide(DnsQuestionSeen question)
    {
        var counted = question with { Attempt = _log.Add(question) };
        try
        {
            return (counted, _handler(counted));
        }
        catch (Exception error)
        {
            _failures.Enqueue(error);
            return (counted, DnsReplyPlan.Code(DnsResponseCode.ServerFailure));
        }
    }

    private int Write(Span<byte> target, DnsQuestionSeen question, DnsReplyPlan plan)
    {
        try
        {
            return DnsReplyWriter.Write(target, question, plan);
        }
        catch (Exception error)
        {
            _failures.Enqueue(error);
            return DnsReplyWriter.Write(target, question, DnsReplyPlan.Code(DnsResponseCode.ServerFailure));
        }
    }
#pragma warning restore CA1031

    /// <summary>Waits; false: the server stops.</summary>
    private async Task<bool> DelayAsync(TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !_stopping.IsCancellationRequested;
    }

    private bool IsStop(Exception error) =>
        _stopping.IsCancellationRequested
        && error is OperationCanceledException or ObjectDisposedException or SocketException or IOException;
}
