using System;
using System.Globalization;

namespace DelistTools.Diagnosis;

/// <summary>The times in exported tables.</summary>
internal static class CsvTime
{
    /// <summary>
    /// Reads RFC 3339 in UTC unless it has an offset, or a time in the manner of the United States, by which Microsoft's exports
    /// give UTC. Null where it is neither.
    /// </summary>
    internal static DateTimeOffset? Read(string? text, LogClock clock)
    {
        if (text is null)
        {
            return null;
        }

        int at = 0;
        bool isIso = text.Length > 10 && text[4] == '-';
        string value = isIso && text.IndexOfAny(Offsets, 10) < 0 ? text + "Z" : text;
        if (isIso && LogTimestamp.TryRead(value, ref at, clock, out DateTimeOffset? time))
        {
            return time;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed) ? parsed : null;
    }

    private static readonly char[] Offsets = { 'Z', '+', '-' };
}
