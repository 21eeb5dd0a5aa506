using System;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// How many questions may be on their way to one server for the first time. It doubles while all goes well, and goes up by
/// one a round once it was too large. Losses are counted over a batch of questions that were sent one after the other, and
/// only when the fate of the last of them is known: a loss shows later than an answer. When a batch loses more than is
/// usual, the window is halved for one batch, which shows whether that helps. Where it does not, the line loses so much
/// whatever is sent, as a bad line does: that becomes the usual, and the window is what it was.
/// </summary>
internal sealed class CongestionWindow
{
    /// <summary>Without any answer no fewer than that are sent: one lost question alone would say little.</summary>
    internal const int Least = 4;

    private const int First = 16;

    /// <summary>Questions of a batch at least; a share of fewer would be chance.</summary>
    private const int Sample = 48;

    private const double Shrink = 0.7;

    // More than that no line loses for long: it is a flood, or nobody is there.
    private const double Flood = 0.5;

    // Lost now and then everywhere.
    private const double Tolerated = 0.04;

    // So many standard deviations are no chance.
    private const double Certainty = 2.5;

    // The loss fell to less than so much of what it was: fewer questions have helped.
    private const double Helped = 0.8;

    private readonly int _most;
    private double _size;
    private double _ceiling;
    private double _doubleUntil;
    private double _usualLoss;
    private double _triedSize;
    private double _triedLoss;
    private int _batch = 1;
    private int _unsent = Sample;
    private int _open;
    private int _answers;
    private int _losses;

    internal CongestionWindow(int most)
    {
        _most = Math.Max(1, most);
        _size = Math.Min(First, _most);
        _ceiling = Math.Min(_most, 2 * _size);
        _doubleUntil = _most;
    }

    internal int Size => (int)_size;

    /// <summary>What is lost whatever the window.</summary>
    internal double UsualLoss => _usualLoss;

    private double Floor => Math.Min(Least, _most);

    /// <summary>A question goes out for the first time; gives the batch that it belongs to, to be named with its fate.</summary>
    internal int NoteSent()
    {
        if (_unsent == 0)
        {
            return 0;
        }

        _unsent--;
        _open++;
        return _batch;
    }

    /// <summary>It was answered at its first try.</summary>
    /// <param name="batch">What <see cref="NoteSent"/> gave.</param>
    /// <param name="wasFull">The window was used: one that is not has not been tried and does not grow.</param>
    internal void NoteAnswer(int batch, bool wasFull)
    {
        if (wasFull && _triedSize == 0)
        {
            _size = Math.Min(_ceiling, _size + (_size < _doubleUntil ? 1 : 1 / _size));
        }

        if (batch == _batch)
        {
            _answers++;
            Close();
        }
    }

    /// <summary>Its first try was not answered in time.</summary>
    internal void NoteLoss(int batch)
    {
        if (batch == _batch)
        {
            _losses++;
            Close();
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    internal void Forget(int batch)
    {
        if (batch == _batch)
        {
            Close();
        }
    }

    private void Close()
    {
        _open--;
        if (_open > 0 || _unsent > 0)
        {
            return;
        }

        if (_answers + _losses >= Sample / 2)
        {
            Judge((double)_losses / (_answers + _losses));
        }

        _batch++;
        _unsent = Math.Max(Sample, Size);
        _answers = _losses = 0;
        _ceiling = Math.Min(_most, 2 * _size);
    }

    private void Judge(double loss)
    {
        double middle = (_usualLoss + loss) / 2;
        double chance = Certainty * Math.Sqrt(middle * (1 - middle) / (_answers + _losses));
        bool isUsual = loss <= _usualLoss + Math.Max(Tolerated, chance);
        if (loss > Flood)
        {
            _triedSize = 0;
            _doubleUntil = 0;
            _size = Math.Max(Floor, _size / 2);
        }
        else if (_triedSize > 0)
        {
            EndTrial(loss, isUsual);
        }
        else if (isUsual)
        {
            _usualLoss += loss < _usualLoss ? (loss - _usualLoss) / 4 : 0;
        }
        else
        {
            _triedSize = _size;
            _triedLoss = loss;
            _size = Math.Max(Floor, _size / 2);
        }
    }

    private void EndTrial(double loss, bool isUsual)
    {
        if (loss > _triedLoss * Helped)
        {
            _usualLoss = Math.Min(loss, _triedLoss);
            _size = _triedSize;
        }
        else
        {
            // So many were too many; where half of them are few enough, the truth lies between.
            _size = isUsual ? Math.Max(_size, _triedSize * Shrink) : _size;
            _doubleUntil = 0;
        }

        _triedSize = 0;
    }
}
