using System;
using System.Globalization;

namespace DelistTools.Cases;

/// <summary>Times as they are kept: UTC, ISO 8601, all of one length, so that they sort as text.</summary>
internal static class StoreTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    internal static string Write(DateTime time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);

    /// <exception cref="SqliteException">It is no such time.</exception>
    internal static DateTime Read(string text) => TryRead(text, out DateTime time)
        ? time
        : throw new SqliteException(SqliteCode.Corrupt, 0, "'" + text + "' is no time");

    internal static bool TryRead(string text, out DateTime time) => DateTime.TryParseExact(
        text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
