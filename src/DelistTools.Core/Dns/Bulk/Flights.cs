using System;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// The questions under way of a loop: how many there may be, how many of their packets are out, and when which is to be
/// looked at again. First tries fill the congestion window; further tries have as much room of their own, so that
/// questions that nobody answers hold up none that somebody would. Times in ticks of <see cref="System.Diagnostics.Stopwatch"/>.
/// </summary>
internal sealed class Flights
{
    private static readonly double TicksPerMillisecond = System.Diagnostics.Stopwatch.Frequency / 1000.0;

    private readonly RoundTrip _roundTrip = new();
    private readonly CongestionWindow _window;
    private readonly Flight[] _flights;
    private readonly int[] _free;
    private readonly long _timeout;
    private int _freeCount;
    private int _firstTries;
    private int _furtherTries;
    private int _start;

    /// <param name="most">So many at the same time at most.</param>
    /// <param name="timeout">What each may take.</param>
    internal Flights(int most, long timeout)
    {
        _timeout = timeout;
        _window = new CongestionWindow(most);
        _flights = new Flight[most];
        _free = new int[most];
        for (int i = 0; i < most; i++)
        {
            _flights[i] = new Flight(i);
            _free[i] = i;
        }

        _freeCount = most;
    }

    internal int UnderWay => _flights.Length - _freeCount;

    internal bool HasRoom => _freeCount > 0 && _firstTries < _window.Size;

    internal bool HasRoomForFurtherTry => _furtherTries < _window.Size;

    /// <summary>When the first of them is to be looked at.</summary>
    internal long NextDue { get; private set; } = long.MaxValue;

    /// <summary>The one that <see cref="Take"/> will take.</summary>
    internal Flight Free => _flights[_free[_freeCount - 1]];

    /// <summary>All of them, under way or not.</summary>
    internal Flight[] All => _flights;

    internal Flight Take() => _flights[_free[--_freeCount]];

    internal void Return(Flight flight)
    {
        TakeBack(flight);
        if (flight.Batch != 0)
        {
            _window.Forget(flight.Batch);
            flight.Batch = 0;
        }

        flight.Source = null;
        flight.Socket?.Leave(flight);
        _free[_freeCount++] = flight.Index;
    }

    internal bool IsOver(Flight flight, long now) => now - flight.FirstSent >= _timeout;

    internal void NoteSent(Flight flight, long now)
    {
        flight.Attempt++;
        flight.IsOut = true;
        if (flight.Attempt == 1)
        {
            _firstTries++;
            flight.Batch = _window.NoteSent();
        }
        else
        {
            _furtherTries++;
        }

        flight.Sent = now;
        flight.Next = now + (long)(_roundTrip.WaitAfter(flight.Attempt) * TicksPerMillisecond);
        LookAgain(flight, now + (long)(_roundTrip.WaitAfter(1) * TicksPerMillisecond));
    }

    /// <summary>Only first tries measure: of a question that went out twice nobody knows which one was answered.</summary>
    internal void NoteAnswered(Flight flight, long now)
    {
        if (flight.Attempt == 1)
        {
            _roundTrip.Note((now - flight.Sent) / TicksPerMillisecond);
            if (flight.IsOut)
            {
                _window.NoteAnswer(flight.Batch, wasFull: _firstTries >= _window.Size);
                flight.Batch = 0;
            }
        }

        TakeBack(flight);
    }

    internal void NoteLost(Flight flight, long now)
    {
        if (flight.Attempt == 1)
        {
            _window.NoteLoss(flight.Batch);
            _roundTrip.NoteLate(flight.Sent / TicksPerMillisecond, now / TicksPerMillisecond);
            flight.Batch = 0;
        }

        TakeBack(flight);
    }

    /// <summary>A flight is to be looked at then, or when its time is up.</summary>
    internal void LookAgain(Flight flight, long due)
    {
        flight.Due = Math.Min(due, flight.FirstSent + _timeout);
        NextDue = Math.Min(NextDue, flight.Due);
    }

    /// <summary>Whatever is due is looked at, each time from another one on, so that those at the end have their turn as well.</summary>
    internal void LookAtDue(long now, Action<Flight, long> look)
    {
        NextDue = long.MaxValue;
        _start = _start + 1 < _flights.Length ? _start + 1 : 0;
        for (int i = 0; i < _flights.Length; i++)
        {
            int at = _start + i;
            Flight flight = _flights[at < _flights.Length ? at : at - _flights.Length];
            if (!flight.IsUnderWay)
            {
                continue;
            }

            if (flight.Due <= now)
            {
                look(flight, now);
            }
            else
            {
                NextDue = Math.Min(NextDue, flight.Due);
            }
        }
    }

    /// <summary>The packet of the last try is not on its way any more.</summary>
    private void TakeBack(Flight flight)
    {
        if (!flight.IsOut)
        {
            return;
        }

        flight.IsOut = false;
        if (flight.Attempt == 1)
        {
            _firstTries--;
        }
        else
        {
            _furtherTries--;
        }
    }
}
