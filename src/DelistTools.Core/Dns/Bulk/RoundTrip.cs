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
    private double _patience = 1;
    private double _patientSince = double.MinValue;

    internal double Smoothed => Math.Max(0, _smoothed);

    /// <summary>A question was answered that went out once: of others nobody knows which try was answered (RFC 6298, section 3).</summary>
    internal void Note(double time)
    {
        _patience = 1;
        if (_smoothed < 0)
        {
            _smoothed = time;
            _spread = time / 2;
            return;
        }

        _spread += (Math.Abs(_smoothed - time) - _spread) / 4;
        _smoothed += (time - _smoothed) / 8;
    }

    /// <summary>
    /// A first try was not answered in time: from now on more time is given, until one is (RFC 6298, section 5.5). A
    /// server that has become slow would otherwise be asked everything twice for ever, since only first tries are measured.
    /// </summary>
    /// <param name="sent">When it went out. What was on its way together is late together, and counts once.</param>
    /// <param name="now">The time.</param>
    internal void NoteLate(double sent, double now)
    {
        if (sent >= _patientSince)
        {
            _patience = Math.Min(2 * _patience, Most / Least);
            _patientSince = now;
        }
    }

    /// <summary>For how long to wait after the try of this number, the first one being 1.</summary>
    internal double WaitAfter(int attempt)
    {
        double first = _smoothed < 0 ? First : Math.Max(Least, _smoothed + (4 * _spread));
        first = Math.Min(Most, first * _patience);
        double wait = first;
        for (int i = 1; i < attempt && wait < LongestPause; i++)
        {
            wait *= Backoff;
        }

        return Math.Max(first, Math.Min(wait, LongestPause));
    }
}
