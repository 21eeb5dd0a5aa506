using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace DelistTools.Lab;

/// <summary>
/// A bad line to a UDP server: a relay on a port of its own that loses, doubles, delays and reorders packets both ways by a
/// seeded generator. One thread; nothing is allocated for a packet but where it is delayed.
/// </summary>
public sealed class LossyRelay : IDisposable
{
    private const int MostAskers = 512;
    private const int Burst = 64;
    private const int BufferSize = 1 << 22;

    private readonly IPEndPoint _upstream;
    private readonly LossyRelayOptions _options;
    private readonly Random _random;
    private readonly Socket _front;
    private readonly Dictionary<SocketAddress, Asker> _askers = [];
    private readonly Queue<Asker> _byAge = new();
    private readonly PriorityQueue<(Asker Asker, bool IsAnswer, byte[] Packet), long> _delayed = new();
    private readonly SocketAddress _from = new(AddressFamily.InterNetwork);
    private readonly byte[] _buffer = new byte[65536];
    private readonly List<Socket> _waiting = [];
    private readonly Thread _thread;
    private volatile bool _isOver;
    private double _loss;
    private long _passed;
    private long _lost;

    private LossyRelay(IPEndPoint upstream, LossyRelayOptions options)
    {
        _upstream = upstream;
        _options = options;
        _loss = options.Loss;
        _random = new Random(options.Seed);
        _front = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = BufferSize };
        _front.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _thread = new Thread(Run) { IsBackground = true, Name = "Lossy relay" };
        _thread.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_front.LocalEndPoint!;

    /// <summary>The share of packets that are lost, each way, from now on; 1: the line is cut.</summary>
    public double Loss
    {
        get => Volatile.Read(ref _loss);
        set => Volatile.Write(ref _loss, value);
    }

    /// <summary>Packets handed on.</summary>
    public long Passed => Volatile.Read(ref _passed);

    /// <summary>Packets lost.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>What ended the relay before its time; null in a sound test.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Starts a relay on a free loopback port.</summary>
    public static LossyRelay Start(IPEndPoint upstream, LossyRelayOptions options)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        ArgumentNullException.ThrowIfNull(options);
        return new LossyRelay(upstream, options);
    }

    /// <summary>Stops it; packets that are still on their way are lost.</summary>
    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _front.Dispose();
        foreach (Asker asker in _askers.Values)
        {
            asker.Socket.Dispose();
        }
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                bool any = TakeQuestions();
                foreach (Asker asker in _byAge)
                {
                    any |= TakeAnswers(asker);
                }

                SendDelayed();
                if (!any)
                {
                    Wait();
                }
            }
        }
#pragma warning disable CA1031 // Kept for the test, which would otherwise only see silence.
        catch (Exception error)
        {
            Failure = error;
        }
#pragma warning restore CA1031
    }

    private bool TakeQuestions()
    {
        int i = 0;
        for (; i < Burst && _front.Available > 0; i++)
        {
            int length;
            try
            {
                length = _front.ReceiveFrom(_buffer, SocketFlags.None, _from);
            }
            catch (SocketException)
            {
                // Nothing more, or word that an asker has gone.
                break;
            }

            Pass(Find(), isAnswer: false, length);
        }

        return i > 0;
    }

    private bool TakeAnswers(Asker asker)
    {
        int i = 0;
        for (; i < Burst; i++)
        {
            int length = asker.Socket.Receive(_buffer, 0, _buffer.Length, SocketFlags.None, out SocketError error);
            if (error != SocketError.Success)
            {
                break;
            }

            Pass(asker, isAnswer: true, length);
        }

        return i > 0;
    }

    private Asker Find()
    {
        if (_askers.TryGetValue(_from, out Asker? known))
        {
            return known;
        }

        if (_byAge.Count == MostAskers)
        {
            Asker oldest = _byAge.Dequeue();
            _askers.Remove(oldest.Address);
            oldest.Socket.Dispose();
        }

        var address = new SocketAddress(_from.Family, _from.Size);
        _from.Buffer.Span[.._from.Size].CopyTo(address.Buffer.Span);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = BufferSize };
        socket.Connect(_upstream);
        var asker = new Asker(address, socket);
        _askers.Add(address, asker);
        _byAge.Enqueue(asker);
        return asker;
    }

    private void Pass(Asker asker, bool isAnswer, int length)
    {
        if (_random.NextDouble() < Loss)
        {
            Volatile.Write(ref _lost, _lost + 1);
            return;
        }

        int copies = _options.Doubled > 0 && _random.NextDouble() < _options.Doubled ? 2 : 1;
        for (; copies > 0; copies--)
        {
            if (_options.MaximumDelay == TimeSpan.Zero)
            {
                Send(asker, isAnswer, _buffer.AsSpan(0, length));
                continue;
            }

            double delay = _options.MinimumDelay.TotalSeconds
                + (_random.NextDouble() * (_options.MaximumDelay - _options.MinimumDelay).TotalSeconds);
            _delayed.Enqueue(
                (asker, isAnswer, _buffer[..length]), Stopwatch.GetTimestamp() + (long)(delay * Stopwatch.Frequency));
        }
    }

    private void SendDelayed()
    {
        while (_delayed.TryPeek(out (Asker Asker, bool IsAnswer, byte[] Packet) next, out long due) && due <= Stopwatch.GetTimestamp())
        {
            _delayed.Dequeue();
            Send(next.Asker, next.IsAnswer, next.Packet);
        }
    }

    private void Send(Asker asker, bool isAnswer, ReadOnlySpan<byte> packet)
    {
        Volatile.Write(ref _passed, _passed + 1);
        try
        {
            if (isAnswer)
            {
                _front.SendTo(packet, SocketFlags.None, asker.Address);
            }
            else
            {
                asker.Socket.Send(packet, SocketFlags.None, out _);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Nobody is there any more, on one side or the other: the packet is lost.
        }
    }

    private void Wait()
    {
        _waiting.Clear();
        _waiting.Add(_front);
        foreach (Asker asker in _byAge)
        {
            _waiting.Add(asker.Socket);
        }

        long microseconds = _delayed.TryPeek(out _, out long due)
            ? Math.Max(0, (due - Stopwatch.GetTimestamp()) * 1_000_000 / Stopwatch.Frequency)
            : 50_000;
        Socket.Select(_waiting, null, null, (int)Math.Min(50_000, microseconds));
    }

    private sealed record Asker(SocketAddress Address, Socket Socket);
}
