using System;
using System.Collections.Generic;
using DelistTools.Dns.Bulk;

namespace DelistTools.Core.Tests.Wire;

/// <summary>A line to a server in simulated time, over which questions go as fast as a congestion window lets them. Times in milliseconds.</summary>
internal sealed class SimulatedLine(CongestionWindow window, double roundTrip = 10, double retry = 50)
{
    private readonly PriorityQueue<(int Batch, bool IsAnswer), double> _events = new();
    private readonly Random _random = new(20261128);
    private int _out;
    private int _atServer;

    internal double Now { get; private set; }

    internal long Answers { get; private set; }

    internal long Losses { get; private set; }

    /// <summary>Share of packets that are lost whatever is sent.</summary>
    internal double Loss { get; set; }

    /// <summary>Questions that the server holds at a time; it drops what comes beyond.</summary>
    internal int Room { get; set; } = int.MaxValue;

    /// <summary>The mean size of the window while so many questions were sent.</summary>
    internal double Send(int questions)
    {
        double sum = 0;
        for (int sent = 0; sent < questions;)
        {
            while (_out < window.Size && sent < questions)
            {
                sum += window.Size;
                sent++;
                SendOne();
            }

            (int batch, bool isAnswer) = Next();
            bool wasFull = _out >= window.Size;
            _out--;
            if (isAnswer)
            {
                _atServer--;
                Answers++;
                window.NoteAnswer(batch, wasFull);
            }
            else
            {
                Losses++;
                window.NoteLoss(batch);
            }
        }

        return sum / questions;
    }

    private void SendOne()
    {
        _out++;
        bool isLost = _random.NextDouble() < Loss || _atServer >= Room;
        _atServer += isLost ? 0 : 1;
        _events.Enqueue((window.NoteSent(), !isLost), Now + (isLost ? retry : roundTrip * (0.8 + (0.4 * _random.NextDouble()))));
    }

    private (int Batch, bool IsAnswer) Next()
    {
        _events.TryDequeue(out (int Batch, bool IsAnswer) next, out double at);
        Now = at;
        return next;
    }
}
