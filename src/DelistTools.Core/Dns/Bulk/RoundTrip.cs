using System;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// How long a server takes, and so how long to wait before a question counts as lost: a smoothed time and its spread, as
/// TCP keeps them (RFC 6298). Times in milliseconds.
/// </summary>
internal sealed class RoundTrip
{
    // Before anything is known: what a resolver takes that has to ask on, once or twice.
    private const double First = 400;

    private const double Least = 50;

    private const double Most = 1000;

    // Lost packets are asked for again and again within the time that a list may take; doubling would leave few tries.
    private const double Backoff = 1.5;

    private const double LongestPause = 500;

    private double _smoothed = -1;
    private double _spread;

    internal double Smoothed => Math.Max(0, _smoothed);

    internal void Note(double time)
    {
        if (_smoothed < 0)
        {
            _smoothed = time;
            _spread = time / 2;
            return;
        }

        _spread += (Math.Abs(_smoothed - time) - _spread) / 4;
        _smoothed += (time - _smoothed) / 8;
    }

    /// <summary>For how long to wait after the try of this number, the first one being 1.</summary>
    internal double WaitAfter(int attempt)
    {
        double first = _smoothed < 0 ? First : Math.Min(Most, Math.Max(Least, _smoothed + (4 * _spread)));
        double wait = first;
        for (int i = 1; i < attempt && wait < LongestPause; i++)
        {
            wait *= Backoff;
        }

        return Math.Max(first, Math.Min(wait, LongestPause));
    }
}
