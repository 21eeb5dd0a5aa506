using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// The thread of a <see cref="BulkClient"/>. Everything here runs on it alone, so that nothing on the way of a question
/// is locked or allocated.
/// </summary>
internal sealed class BulkLoop : IDisposable
{
    // Packets of other replies than ours may be larger than what was asked for.
    private const int ReceiveSize = 65536;

    // Taken from one socket before the next has its turn.
    private const int Burst = 64;

    // After so many tries with cases by chance, the question goes out in plain lower case, in case that is the trouble.
    private const int MixedAttempts = 3;

    private const int RefusalsBeforeGivingUp = 2;

    private static readonly double TicksPerMillisecond = Stopwatch.Frequency / 1000.0;

    private static readonly long RetryAfterRefusal = (long)(20 * TicksPerMillisecond);

    private readonly BulkClient _client;
    private readonly BulkOptions _options;
    private readonly RandomPool _random = new();
    private readonly RoundTrip _roundTrip = new();
    private readonly CongestionWindow _window;
    private readonly Flight[] _flights;
    private readonly int[] _free;
    private readonly List<BulkSocket> _sockets = new();
    private readonly List<Socket> _waiting = new();
    private readonly BulkQuestion _question = new();
    private readonly BulkReply _reply = new();
    private readonly byte[] _received = new byte[ReceiveSize];
    private readonly WakeUp _wakeUp = new();
    private int _freeCount;
    private int _nextSocket;
    private int _nextSource;
    private long _nextDue = long.MaxValue;
    private long _comeBack;
    private string? _noWay;

    internal BulkLoop(BulkClient client, BulkOptions options)
    {
        _client = client;
        _options = options;
        _window = new CongestionWindow(options.InFlight);
        _flights = new Flight[options.InFlight];
        _free = new int[options.InFlight];
        for (int i = 0; i < _flights.Length; i++)
        {
            _flights[i] = new Flight(i);
            _free[i] = i;
        }

        _freeCount = _flights.Length;
    }

    private int UnderWay => _flights.Length - _freeCount;

    internal void Wake() => _wakeUp.Wake();

    /// <summary>Closes the sockets. Nothing calls the loop any more.</summary>
    public void Dispose()
    {
        foreach (BulkSocket socket in _sockets)
        {
            socket.Dispose();
        }

        _wakeUp.Dispose();
        _random.Dispose();
    }

    /// <summary>Sends and receives until there has been nothing to do for a while.</summary>
    internal void Run()
    {
        OpenSockets();
        long idleSince = Stopwatch.GetTimestamp();
        while (true)
        {
            bool received = ReceiveAll();
            long now = Stopwatch.GetTimestamp();
            if (now >= _nextDue)
            {
                RetryDue(now);
            }

            bool sent = SendNew(now);
            if (UnderWay > 0 || sent || received)
            {
                idleSince = now;
            }
            else if (now - idleSince > Ticks(_options.Idle) && _comeBack == long.MaxValue && _client.TryEnd(this, () => !SendNew(now)))
            {
                return;
            }

            if (!received)
            {
                Sleep(now, idleSince);
            }
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalMilliseconds * TicksPerMillisecond);

    private void OpenSockets()
    {
        try
        {
            for (int i = 0; i < _options.Sockets; i++)
            {
                _sockets.Add(BulkSocket.Open(_client.Server, _random));
            }
        }
        catch (SocketException e) when (_sockets.Count == 0)
        {
            _noWay = "the name server cannot be reached: " + e.Message;
        }
        catch (SocketException)
        {
            // Fewer will do.
        }
    }

    [MethodImpl(HotPath.Compiled)]
    private bool ReceiveAll()
    {
        bool any = false;
        for (int s = 0; s < _sockets.Count; s++)
        {
            BulkSocket socket = _sockets[s];
            for (int i = 0; i < Burst; i++)
            {
                int length = socket.Socket.Receive(_received, 0, _received.Length, SocketFlags.None, out SocketError error);
                if (error == SocketError.Success)
                {
                    any = true;
                    Take(socket, length);
                }
                else if (error == SocketError.MessageSize)
                {
                    _client.Counts.NoteStray();
                }
                else
                {
                    if (error != SocketError.WouldBlock)
                    {
                        NoteRefusal(socket);
                    }

                    break;
                }
            }
        }

        return any;
    }

    private void Take(BulkSocket socket, int length)
    {
        int id = ReplyReader.Id(_received, length);
        Flight? flight = id < 0 ? null : socket.Find(id);
        PacketMatch match = flight is null
            ? PacketMatch.None
            : ReplyReader.Read(_received, length, flight.Packet, flight.NameLength, flight.Kind, _reply);
        switch (match)
        {
            case PacketMatch.None:
                _client.Counts.NoteStray();
                return;
            case PacketMatch.OtherCase when flight!.HasMixedCase:
                // Not believed: asked again in plain lower case, where the case that comes back says nothing.
                _client.Counts.NoteStray();
                _client.Manners.NoteOtherCase();
                MakePlain(flight);
                Send(flight, Stopwatch.GetTimestamp());
                return;
            case PacketMatch.Damaged:
                _reply.Fail(LookupFailureKind.Malformed, "the reply could not be read");
                End(flight!, Stopwatch.GetTimestamp(), answered: true);
                return;
            default:
                TakeAnswer(flight!);
                return;
        }
    }

    private void TakeAnswer(Flight flight)
    {
        if (flight.HasEdns && _reply.Outcome == DnsOutcome.Failed && MayBeForEdns())
        {
            flight.HasEdns = false;
            flight.Length = QuestionPacket.Finish(flight.Packet, flight.NameLength, flight.Kind, withEdns: false);
            Send(flight, Stopwatch.GetTimestamp());
            return;
        }

        if (!flight.HasEdns && !_client.Manners.RefusesEdns && _reply.Outcome != DnsOutcome.Failed)
        {
            _client.Manners.NoteAnswerWithoutEdns();
        }

        End(flight, Stopwatch.GetTimestamp(), answered: true);
    }

    private bool MayBeForEdns() =>
        _reply.Failure is LookupFailureKind.FormatError or LookupFailureKind.NotImplemented
        || (_reply.Failure == LookupFailureKind.OtherCode && _reply.FailureDetail!.EndsWith("BADVERS", StringComparison.Ordinal));

    /// <summary>Hands the reply over and frees the place. The source may be asked for the next question only afterwards.</summary>
    private void End(Flight flight, long now, bool answered)
    {
        if (answered)
        {
            _client.Counts.NoteAnswer();
            double time = (now - flight.Sent) / TicksPerMillisecond;
            if (flight.Attempt == 1)
            {
                // Of a question that went out twice nobody knows which one was answered (Karn's rule, RFC 6298, section 3).
                _roundTrip.Note(time);
            }

            _window.NoteAnswer(now / TicksPerMillisecond, _roundTrip.Smoothed);
        }

        _reply.Elapsed = now - flight.FirstSent;
        IBulkSource source = flight.Source!;
        long token = flight.Token;
        flight.Source = null;
        flight.Socket?.Leave(flight);
        _free[_freeCount++] = flight.Index;
        source.Answered(token, _reply);
    }

    [MethodImpl(HotPath.Compiled)]
    private bool SendNew(long now)
    {
        bool any = false;
        IBulkSource[] sources = _client.Sources;
        _comeBack = long.MaxValue;
        int empty = 0;
        while (empty < sources.Length && UnderWay < _window.Size && _freeCount > 0)
        {
            if (_nextSource >= sources.Length)
            {
                _nextSource = 0;
            }

            IBulkSource source = sources[_nextSource++];
            Flight flight = _flights[_free[_freeCount - 1]];
            _question.Packet = flight.Packet;
            if (source.TryTake(_question, now, out long comeBack))
            {
                empty = 0;
                any = true;
                _freeCount--;
                Begin(flight, source, now);
            }
            else
            {
                empty++;
                _comeBack = Math.Min(_comeBack, comeBack);
            }
        }

        return any;
    }

    private void Begin(Flight flight, IBulkSource source, long now)
    {
        flight.Source = source;
        flight.Token = _question.Token;
        flight.Kind = _question.Kind;
        flight.NameLength = _question.NameLength;
        flight.FirstSent = now;
        flight.Attempt = 0;
        flight.Refusals = 0;
        flight.HasEdns = !_client.Manners.RefusesEdns;
        flight.HasMixedCase = !_client.Manners.ChangesCase;
        _client.Counts.NoteQuestion();
        if (_noWay is not null)
        {
            _reply.Clear();
            _reply.Fail(LookupFailureKind.Unreachable, _noWay);
            End(flight, now, answered: false);
            return;
        }

        if (flight.HasMixedCase)
        {
            WireName.MixCase(flight.Packet, BulkQuestion.NameStart, flight.NameLength, _random);
        }

        flight.Length = QuestionPacket.Finish(flight.Packet, flight.NameLength, flight.Kind, flight.HasEdns);
        BulkSocket socket = _sockets[_nextSocket];
        _nextSocket = (_nextSocket + 1) % _sockets.Count;
        socket.Enter(flight, _random);
        Send(flight, now);
    }

    private void Send(Flight flight, long now)
    {
        flight.Attempt++;
        flight.Sent = now;
        flight.Due = now + (long)(_roundTrip.WaitAfter(flight.Attempt) * TicksPerMillisecond);
        _nextDue = Math.Min(_nextDue, flight.Due);
        _client.Counts.NotePacket();
        flight.Socket!.Socket.Send(flight.Packet, 0, flight.Length, SocketFlags.None, out SocketError error);
        if (error == SocketError.Success)
        {
            return;
        }

        if (error is not (SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable))
        {
            // Word of an earlier packet's fate comes with the next call; this one did not go out.
            NoteRefusal(flight.Socket);
            flight.Socket.Socket.Send(flight.Packet, 0, flight.Length, SocketFlags.None, out _);
        }
    }

    /// <summary>The system said that nobody listens there, or that there is no way: of which question, it does not say.</summary>
    private void NoteRefusal(BulkSocket socket)
    {
        long now = Stopwatch.GetTimestamp();
        socket.RefusedAt = now;
        foreach (Flight flight in _flights)
        {
            if (flight.IsUnderWay && ReferenceEquals(flight.Socket, socket))
            {
                flight.Due = Math.Min(flight.Due, now + RetryAfterRefusal);
                _nextDue = Math.Min(_nextDue, flight.Due);
            }
        }
    }

    private void RetryDue(long now)
    {
        long last = Ticks(_options.Timeout);
        _nextDue = long.MaxValue;
        foreach (Flight flight in _flights)
        {
            if (!flight.IsUnderWay)
            {
                continue;
            }

            if (flight.Due <= now)
            {
                Retry(flight, now, last);
            }
            else
            {
                _nextDue = Math.Min(_nextDue, flight.Due);
            }
        }
    }

    private void Retry(Flight flight, long now, long last)
    {
        _window.NoteLoss(now / TicksPerMillisecond, _roundTrip.Smoothed);
        flight.Refusals = flight.Socket!.RefusedAt >= flight.Sent ? flight.Refusals + 1 : 0;
        if (flight.Refusals >= RefusalsBeforeGivingUp)
        {
            _reply.Clear();
            _reply.Fail(LookupFailureKind.Unreachable, "the name server cannot be reached: nobody listens there");
            End(flight, now, answered: false);
            return;
        }

        if (now - flight.FirstSent >= last)
        {
            _reply.Clear();
            _reply.Fail(LookupFailureKind.Timeout, "no answer came in time");
            End(flight, now, answered: false);
            return;
        }

        if (flight.HasMixedCase && flight.Attempt >= MixedAttempts)
        {
            MakePlain(flight);
        }

        Send(flight, now);
        flight.Due = Math.Min(flight.Due, flight.FirstSent + last);
        _nextDue = Math.Min(_nextDue, flight.Due);
    }

    private static void MakePlain(Flight flight)
    {
        flight.HasMixedCase = false;
        WireName.LowerCase(flight.Packet, BulkQuestion.NameStart, flight.NameLength);
    }

    private void Sleep(long now, long idleSince)
    {
        _wakeUp.FallAsleep();
        long until = Math.Min(_nextDue, _comeBack);
        if (UnderWay == 0)
        {
            until = Math.Min(until, idleSince + Ticks(_options.Idle) + 1);
        }

        // A source may have got questions just before: what it said is old by now.
        if (UnderWay < _window.Size && SendNew(now))
        {
            _wakeUp.GetUp();
            return;
        }

        _waiting.Clear();
        _waiting.Add(_wakeUp.Socket);
        foreach (BulkSocket socket in _sockets)
        {
            _waiting.Add(socket.Socket);
        }

        long left = Math.Min(until, _comeBack) - now;
        if (left > 0)
        {
            Socket.Select(_waiting, null, null, (int)Math.Min(1_000_000, (left / TicksPerMillisecond * 1000) + 1));
        }

        _wakeUp.GetUp();
    }
}
