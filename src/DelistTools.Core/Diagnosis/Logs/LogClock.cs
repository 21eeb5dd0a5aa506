using System;

namespace DelistTools.Diagnosis;

/// <summary>
/// What a log's times leave out: the traditional syslog time (RFC 3164, section 4.1.2) has neither year nor zone, that of
/// Exim's log no zone.
/// </summary>
internal sealed class LogClock
{
    /// <summary>A log of a host whose clock or zone is ahead is not a year old for that.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private readonly Func<DateTimeOffset> _now;
    private readonly TimeZoneInfo _zone;

    /// <param name="now">The present, before which a line was written.</param>
    /// <param name="zone">The zone of times that name none.</param>
    internal LogClock(Func<DateTimeOffset>? now = null, TimeZoneInfo? zone = null)
    {
        _now = now ?? (() => DateTimeOffset.Now);
        _zone = zone ?? TimeZoneInfo.Local;
    }

    /// <summary>The latest such time that is not in the future; null where no calendar has that day.</summary>
    internal DateTimeOffset? OfDay(int month, int day, TimeSpan time)
    {
        DateTimeOffset now = _now();
        int year = TimeZoneInfo.ConvertTime(now, _zone).Year;

        // The eighth year back at the latest has a 29th of February, also around 1900 and 2100.
        for (int back = -1; back <= 8; back++)
        {
            if (Local(year - back, month, day, time) is DateTimeOffset found && found <= now + Ahead)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A time of the zone; null where no calendar has that day.</summary>
    internal DateTimeOffset? Local(int year, int month, int day, TimeSpan time)
    {
        if (!IsDay(year, month, day))
        {
            return null;
        }

        DateTime local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time;
        return new DateTimeOffset(local, _zone.GetUtcOffset(local));
    }

    /// <summary>A time with its offset; null where no calendar has that day.</summary>
    internal static DateTimeOffset? WithOffset(int year, int month, int day, TimeSpan time, TimeSpan offset) =>
        IsDay(year, month, day) && offset.Duration() <= TimeSpan.FromHours(14)
            ? new DateTimeOffset(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time, offset)
            : null;

    /// <summary>The years at both ends of the calendar have no room for offsets, and no mail either.</summary>
    private static bool IsDay(int year, int month, int day) =>
        year is > 1900 and < 9000 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
