using System;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// How many questions may be under way to one server: doubles while all goes well, grows slowly after the first loss, and
/// shrinks when more is lost than usual. A line that always loses one packet in ten is no busy server: what is lost
/// whatever the window becomes the usual, and does not shrink it any more. Times in milliseconds.
/// </summary>
internal sealed class CongestionWindow
{
    internal const int Least = 4;

    private const int First = 16;

    private const double Shrink = 0.7;

    // Below so many outcomes a share of losses says nothing.
    private const int Sample = 16;

    private const double ShortestRound = 5;

    private const double Tolerated = 0.04;

    private readonly int _most;
    private double _size;
    private double _usualLoss;
    private double _roundEnd = double.MinValue;
    private bool _doubling = true;
    private int _answers;
    private int _losses;

    internal CongestionWindow(int most)
    {
        _most = Math.Max(1, most);
        _size = Math.Min(First, _most);
    }

    internal int Size => (int)_size;

    internal void NoteAnswer(double now, double roundTrip)
    {
        _answers++;
        _size = Math.Min(_most, _size + (_doubling ? 1 : 1 / _size));
        EndRound(now, roundTrip);
    }

    internal void NoteLoss(double now, double roundTrip)
    {
        _losses++;
        EndRound(now, roundTrip);
    }

    private void EndRound(double now, double roundTrip)
    {
        if (now < _roundEnd || _answers + _losses < Sample)
        {
            return;
        }

        double loss = (double)_losses / (_answers + _losses);
        if (loss > _usualLoss + Tolerated)
        {
            _size = Math.Max(Math.Min(Least, _most), _size * Shrink);
            _doubling = false;
        }

        // Quickly down, slowly up: a flood is not to become the usual before the window has shrunk.
        _usualLoss += (loss - _usualLoss) * (loss < _usualLoss ? 0.5 : 0.1);
        _answers = _losses = 0;
        _roundEnd = now + Math.Max(ShortestRound, roundTrip);
    }
}
