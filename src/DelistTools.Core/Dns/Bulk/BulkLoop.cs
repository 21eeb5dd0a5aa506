using System;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

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

    // After so many tries in vain the question goes out in plain lower case and without OPT, in case that is the trouble.
    private const int FullAttempts = 3;

    private const int RefusalsBeforeGivingUp = 2;

    private static readonly double TicksPerMillisecond = Stopwatch.Frequency / 1000.0;

    private static readonly long RetryAfterRefusal = (long)(20 * TicksPerMillisecond);

    // A question that waits for its turn to be sent again is looked at that often.
    private static readonly long Pause = (long)(2 * TicksPerMillisecond);

    private readonly BulkClient _client;
    private readonly long _idle;
    private readonly int _socketCount;
    private readonly RandomPool _random = new();
    private readonly Flights _flights;
    private readonly Action<Flight, long> _lookAt;
    private readonly BulkSockets _sockets = new();
    private readonly BulkQuestion _question = new();
    private readonly BulkReply _reply = new();
    private readonly byte[] _received = new byte[ReceiveSize];
    private int _nextSource;
    private long _comeBack = long.MaxValue;
    private string? _noWay;

    internal BulkLoop(BulkClient client, BulkOptions options)
    {
        _client = client;
        _idle = Ticks(options.Idle);
        _socketCount = options.Sockets;
        _flights = new Flights(options.InFlight, Ticks(options.Timeout));
        _lookAt = LookAt;
    }

    /// <summary>Ends the wait for packets. Callable from any thread.</summary>
    internal void Wake() => _sockets.Wake();

    /// <summary>Closes the sockets. Nothing calls the loop any more.</summary>
    public void Dispose()
    {
        _sockets.Dispose();
        _random.Dispose();
    }

    /// <summary>Sends and receives until there has been nothing to do for a while.</summary>
    internal void Run()
    {
        if (_sockets.Open(_client.Server, _socketCount, _random) is { } reason)
        {
            _noWay = "the name server cannot be reached: " + reason;
        }

        long idleSince = Stopwatch.GetTimestamp();
        while (true)
        {
            bool received = ReceiveAll();
            long now = Stopwatch.GetTimestamp();
            if (now >= _flights.NextDue)
            {
                _flights.LookAtDue(now, _lookAt);
            }

            if (_client.TakeRevoked())
            {
                DropRevoked();
            }

            int wakes = _client.Wakes;
            bool sent = SendNew(now);
            if (_flights.UnderWay > 0 || sent || received)
            {
                idleSince = now;
            }
            else if ((now - idleSince > _idle || _noWay is not null) && _comeBack == long.MaxValue && _client.TryEnd(this, wakes))
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
                break;
            case PacketMatch.OtherCase when flight!.HasMixedCase:
                // Not believed: asked again in plain lower case, where the case that comes back says nothing.
                _client.Counts.NoteStray();
                _client.Manners.NoteOtherCase();
                WireName.LowerCase(flight.Packet, BulkQuestion.NameStart, flight.NameLength);
                flight.HasMixedCase = false;
                AskOtherwise(flight);
                break;
            case PacketMatch.Damaged:
                _reply.Fail(LookupFailureKind.Malformed, "the reply could not be read");
                End(flight!, Stopwatch.GetTimestamp(), answered: true);
                break;
            default:
                TakeAnswer(flight!);
                break;
        }
    }

    private void TakeAnswer(Flight flight)
    {
        if (flight.HasMixedCase)
        {
            _client.Manners.NoteSameCase();
        }

        if (flight.HasEdns && ReplyReader.IsForEdns(_reply))
        {
            flight.HasEdns = false;
            AskOtherwise(flight);
            return;
        }

        if (flight.HasEdns)
        {
            _client.Manners.NoteAnswerWithEdns();
        }
        else if (_reply.Outcome != DnsOutcome.Failed)
        {
            _client.Manners.NoteAnswerWithoutEdns();
        }

        End(flight, Stopwatch.GetTimestamp(), answered: true);
    }

    /// <summary>
    /// Sends a question in another form, as one that nobody has seen: with an id of its own, so that a second copy of the
    /// reply to the first form is none to this one, and none can be forged from it.
    /// </summary>
    private void AskOtherwise(Flight flight)
    {
        long now = Stopwatch.GetTimestamp();
        _flights.NoteAnswered(flight, now);
        flight.Socket!.Leave(flight);
        flight.Attempt = 0;
        flight.Length = QuestionPacket.Finish(flight.Packet, flight.NameLength, flight.Kind, flight.HasEdns);
        _sockets.Next().Enter(flight, _random);
        Send(flight, now);
    }

    /// <summary>Hands the reply over and frees the place. The source may be asked for the next question only afterwards.</summary>
    private void End(Flight flight, long now, bool answered)
    {
        if (answered)
        {
            _client.Counts.NoteAnswer();
            _flights.NoteAnswered(flight, now);
        }

        _reply.Elapsed = now - flight.FirstSent;
        IBulkSource source = flight.Source!;
        long token = flight.Token;
        _flights.Return(flight);
        source.Answered(token, _reply);
    }

    [MethodImpl(HotPath.Compiled)]
    private bool SendNew(long now)
    {
        bool any = false;
        IBulkSource[] sources = _client.Sources;
        _comeBack = long.MaxValue;
        int empty = 0;
        while (empty < sources.Length && _flights.HasRoom)
        {
            if (_nextSource >= sources.Length)
            {
                _nextSource = 0;
            }

            IBulkSource source = sources[_nextSource++];
            _question.Packet = _flights.Free.Packet;
            if (source.TryTake(_question, now, out long comeBack))
            {
                empty = 0;
                any = true;
                Begin(_flights.Take(), source, now);
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
            Fail(flight, now, LookupFailureKind.Unreachable, _noWay);
            return;
        }

        if (flight.HasMixedCase)
        {
            WireName.MixCase(flight.Packet, BulkQuestion.NameStart, flight.NameLength, _random);
        }

        flight.Length = QuestionPacket.Finish(flight.Packet, flight.NameLength, flight.Kind, flight.HasEdns);
        _sockets.Next().Enter(flight, _random);
        Send(flight, now);
    }

    private void Send(Flight flight, long now)
    {
        _flights.NoteSent(flight, now);
        _client.Counts.NotePacket();
        flight.Socket!.Socket.Send(flight.Packet, 0, flight.Length, SocketFlags.None, out SocketError error);
        if (error is SocketError.Success or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            return;
        }

        // Word of an earlier packet's fate comes with the next call; this one did not go out.
        NoteRefusal(flight.Socket);
        flight.Socket.Socket.Send(flight.Packet, 0, flight.Length, SocketFlags.None, out _);
    }

    /// <summary>The system said that nobody listens there, or that there is no way: of which question, it does not say.</summary>
    private void NoteRefusal(BulkSocket socket)
    {
        long now = Stopwatch.GetTimestamp();
        socket.RefusedAt = now;
        foreach (Flight flight in _flights.All)
        {
            if (flight.IsUnderWay && flight.IsOut && ReferenceEquals(flight.Socket, socket))
            {
                _flights.LookAgain(flight, Math.Min(flight.Due, now + RetryAfterRefusal));
            }
        }
    }

    private void LookAt(Flight flight, long now)
    {
        bool refused = false;
        if (flight.IsOut)
        {
            refused = flight.Socket!.RefusedAt >= flight.Sent;
            _flights.NoteLost(flight, now);
            flight.Refusals = refused ? flight.Refusals + 1 : 0;
            if (flight.Refusals >= RefusalsBeforeGivingUp)
            {
                Fail(flight, now, LookupFailureKind.Unreachable, "the name server cannot be reached: nobody listens there");
                return;
            }
        }

        if (_flights.IsOver(flight, now))
        {
            Fail(flight, now, LookupFailureKind.Timeout, "no answer came in time");
        }
        else if (!refused && (now < flight.Next || !_flights.HasRoomForFurtherTry))
        {
            _flights.LookAgain(flight, Math.Max(flight.Next, now + Pause));
        }
        else
        {
            SendAgain(flight, now);
        }
    }

    private void SendAgain(Flight flight, long now)
    {
        if (flight.Attempt == FullAttempts)
        {
            flight.HasMixedCase = false;
            flight.HasEdns = false;
            WireName.LowerCase(flight.Packet, BulkQuestion.NameStart, flight.NameLength);
            flight.Length = QuestionPacket.Finish(flight.Packet, flight.NameLength, flight.Kind, withEdns: false);
        }

        Send(flight, now);
    }

    private void Fail(Flight flight, long now, LookupFailureKind kind, string detail)
    {
        _reply.Clear();
        _reply.Fail(kind, detail);
        End(flight, now, answered: false);
    }

    private void DropRevoked()
    {
        IBulkSource[] sources = _client.Sources;
        foreach (Flight flight in _flights.All)
        {
            if (flight.IsUnderWay
                && (Array.IndexOf(sources, flight.Source) < 0 || (flight.Source is IRevocableSource source && source.TryRevoke(flight.Token))))
            {
                _flights.Return(flight);
            }
        }
    }

    private void Sleep(long now, long idleSince)
    {
        _sockets.FallAsleep();

        // A source may have got questions just before: what it said is old by now.
        if (_flights.HasRoom && SendNew(now))
        {
            _sockets.GetUp();
            return;
        }

        long until = Math.Min(_flights.NextDue, _comeBack);
        if (_flights.UnderWay == 0)
        {
            until = Math.Min(until, idleSince + _idle + 1);
        }

        if (until > now)
        {
            _sockets.Wait((long)((until - now) / TicksPerMillisecond * 1000) + 1);
        }

        _sockets.GetUp();
    }
}
