using System;

namespace DelistTools.Diagnosis;

/// <summary>The times with which lines of logs begin, read without a format string: once a line, millions of lines.</summary>
internal static class LogTimestamp
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private const string Weekdays = "MonTueWedThuFriSatSun";

    /// <summary>A space and four digits.</summary>
    private const int YearBehind = 5;

    /// <summary>The label of TAI64N for the first second of 1970 (TAI is ten seconds ahead of UTC there).</summary>
    private const ulong TaiEpoch = 0x400000000000000A;

    /// <summary>
    /// Reads <c>Nov 20 10:11:12</c> (RFC 3164), <c>2026-11-20T10:11:12.345+01:00</c> (RFC 3339), the same with a space for the
    /// T and with or without an offset (Exim, journald), <c>@400000006562...</c> (TAI64N), or the seconds since 1970.
    /// </summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Where the time begins; moved behind it and the spaces that follow.</param>
    /// <param name="clock">What the time leaves out.</param>
    /// <param name="time">The time; null where it is one by its shape, but on no calendar.</param>
    internal static bool TryRead(string text, ref int at, LogClock clock, out DateTimeOffset? time)
    {
        int place = at;
        time = null;
        bool found = place < text.Length && text[place] switch
        {
            '@' => TryReadTai(text, ref place, out time),
            >= '0' and <= '9' => TryReadDate(text, ref place, clock, out time) || TryReadSeconds(text, ref place, out time),
            _ => TryReadMonth(text, ref place, clock, out time),
        };
        if (found)
        {
            at = SkipSpaces(text, place);
        }

        return found;
    }

    private static bool TryReadMonth(string text, ref int at, LogClock clock, out DateTimeOffset? time)
    {
        time = null;
        int place = at;
        if (Third(Weekdays, text, place) >= 0)
        {
            place = SkipSpaces(text, place + 3);
            if (place < text.Length && IsDigit(text[place]))
            {
                // journald's "short-full".
                at = place;
                return TryReadDate(text, ref at, clock, out time);
            }
        }

        int month = Third(Months, text, place);
        if (month < 0)
        {
            return false;
        }

        place = SkipSpaces(text, place + 3);
        int year = 0;
        if (!TryReadNumber(text, ref place, 1, 2, out int day) || place >= text.Length || text[place] != ' ')
        {
            return false;
        }

        place = SkipSpaces(text, place);
        int before = place;
        if (TryReadNumber(text, ref place, 4, 4, out year) && place < text.Length && text[place] is ' ' or ':')
        {
            place = SkipSpaces(text, place + 1);
        }
        else
        {
            place = before;
            year = 0;
        }

        if (!TryReadTime(text, ref place, out TimeSpan ofDay))
        {
            return false;
        }

        if (year == 0 && TryReadYearBehind(text, place, out int behind))
        {
            year = behind;
            place += YearBehind;
        }

        time = year > 0 ? clock.Local(year, month + 1, day, ofDay) : clock.OfDay(month + 1, day, ofDay);
        at = place;
        return true;
    }

    /// <summary>The year where C's asctime sets it, behind the time.</summary>
    private static bool TryReadYearBehind(string text, int at, out int year)
    {
        int place = at + 1;
        year = 0;
        return at < text.Length && text[at] == ' ' && TryReadNumber(text, ref place, 4, 4, out year) && year is >= 1990 and < 2100
            && place < text.Length && text[place] == ' ';
    }

    private static bool TryReadDate(string text, ref int at, LogClock clock, out DateTimeOffset? time)
    {
        time = null;
        int place = at;
        if (!TryReadNumber(text, ref place, 4, 4, out int year) || !Skip(text, ref place, '-')
            || !TryReadNumber(text, ref place, 2, 2, out int month) || !Skip(text, ref place, '-')
            || !TryReadNumber(text, ref place, 2, 2, out int day)
            || !(Skip(text, ref place, 'T') || Skip(text, ref place, ' ')) || !TryReadTime(text, ref place, out TimeSpan ofDay))
        {
            return false;
        }

        time = TryReadOffset(text, ref place, out TimeSpan offset)
            ? LogClock.WithOffset(year, month, day, ofDay, offset)
            : clock.Local(year, month, day, ofDay);
        at = place;
        return true;
    }

    /// <summary>Z, +01:00, +0100, with or without a space before it, or the name of the zone UTC.</summary>
    private static bool TryReadOffset(string text, ref int at, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        int place = SkipSpaces(text, at);
        if (place < text.Length && text[place] is '+' or '-')
        {
            bool negative = text[place++] == '-';
            if (!TryReadNumber(text, ref place, 2, 2, out int hours))
            {
                return false;
            }

            Skip(text, ref place, ':');
            if (!TryReadNumber(text, ref place, 2, 2, out int minutes) || !EndsHere(text, place))
            {
                return false;
            }

            offset = new TimeSpan(negative ? -hours : hours, negative ? -minutes : minutes, 0);
            at = place;
            return true;
        }

        foreach (string name in new[] { "Z", "UTC", "GMT" })
        {
            if (string.CompareOrdinal(text, place, name, 0, name.Length) == 0 && EndsHere(text, place + name.Length))
            {
                at = place + name.Length;
                return true;
            }
        }

        return false;
    }

    private static bool TryReadTime(string text, ref int at, out TimeSpan time)
    {
        time = default;
        int place = at;
        if (!TryReadNumber(text, ref place, 2, 2, out int hours) || !Skip(text, ref place, ':')
            || !TryReadNumber(text, ref place, 2, 2, out int minutes) || !Skip(text, ref place, ':')
            || !TryReadNumber(text, ref place, 2, 2, out int seconds) || hours > 23 || minutes > 59 || seconds > 60)
        {
            return false;
        }

        long ticks = 0;
        if (place + 1 < text.Length && text[place] is '.' or ',' && IsDigit(text[place + 1]))
        {
            long unit = TimeSpan.TicksPerSecond;
            for (place++; place < text.Length && IsDigit(text[place]); place++)
            {
                unit /= 10;
                ticks += unit * (text[place] - '0');
            }
        }

        // A leap second is told as the one before it.
        time = new TimeSpan(hours, minutes, Math.Min(seconds, 59)) + TimeSpan.FromTicks(ticks);
        at = place;
        return true;
    }

    /// <summary>TAI64N as multilog writes it: "@", 16 hexadecimal digits of the second, 8 of the nanosecond.</summary>
    private static bool TryReadTai(string text, ref int at, out DateTimeOffset? time)
    {
        time = null;
        if (text.Length - at < 25)
        {
            return false;
        }

        ulong label = 0;
        uint nanoseconds = 0;
        for (int i = 1; i <= 24; i++)
        {
            int digit = HexDigit(text[at + i]);
            if (digit < 0)
            {
                return false;
            }

            label = i <= 16 ? (label << 4) | (uint)digit : label;
            nanoseconds = i > 16 ? (nanoseconds << 4) | (uint)digit : 0;
        }

        at += 25;
        time = label >= TaiEpoch && label - TaiEpoch < 1UL << 36 ? OfUnix((long)(label - TaiEpoch), nanoseconds / 100) : null;
        return true;
    }

    /// <summary>Seconds since 1970 with a fraction, as splogger and others write them.</summary>
    private static bool TryReadSeconds(string text, ref int at, out DateTimeOffset? time)
    {
        time = null;
        int place = at;
        long seconds = 0;
        for (; place < text.Length && IsDigit(text[place]) && place - at < 11; place++)
        {
            seconds = (seconds * 10) + (text[place] - '0');
        }

        if (place - at < 9 || place >= text.Length || text[place] is not ('.' or ' '))
        {
            return false;
        }

        long ticks = 0;
        if (text[place] == '.')
        {
            long unit = TimeSpan.TicksPerSecond;
            for (place++; place < text.Length && IsDigit(text[place]); place++)
            {
                unit /= 10;
                ticks += unit * (text[place] - '0');
            }
        }

        time = OfUnix(seconds, ticks);
        at = place;
        return EndsHere(text, place);
    }

    private static DateTimeOffset OfUnix(long seconds, long ticks) => DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ticks);

    private static int Third(string names, string text, int at)
    {
        if (text.Length - at < 4 || text[at + 3] != ' ')
        {
            return -1;
        }

        for (int i = 0; i < names.Length; i += 3)
        {
            if (names[i] == text[at] && names[i + 1] == text[at + 1] && names[i + 2] == text[at + 2])
            {
                return i / 3;
            }
        }

        return -1;
    }

    private static bool TryReadNumber(string text, ref int at, int least, int most, out int number)
    {
        number = 0;
        int place = at;
        for (; place < text.Length && place - at < most && IsDigit(text[place]); place++)
        {
            number = (number * 10) + (text[place] - '0');
        }

        bool found = place - at >= least;
        at = found ? place : at;
        return found;
    }

    private static bool Skip(string text, ref int at, char c)
    {
        bool found = at < text.Length && text[at] == c;
        at += found ? 1 : 0;
        return found;
    }

    private static int SkipSpaces(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static bool EndsHere(string text, int at) => at >= text.Length || text[at] is ' ' or '\t' or ':' or ',';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
