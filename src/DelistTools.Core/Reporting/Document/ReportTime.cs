using System;
using System.Globalization;

namespace DelistTools.Reporting;

/// <summary>Times in a report: always UTC, and they say so.</summary>
internal static class ReportTime
{
    /// <summary>ISO 8601, such as <c>2026-11-28T09:42:05Z</c>.</summary>
    internal static string Iso(DateTime time) => Utc(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same for a sentence, such as <c>2026-11-28 09:42 UTC</c>.</summary>
    internal static string Words(DateTime time) => Utc(time).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The day alone.</summary>
    internal static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time that nobody marked is UTC: all results' are.</summary>
    private static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
}
