using System;
using System.Globalization;

namespace DelistTools.State;

/// <summary>Times as they are kept: UTC, ISO 8601, all of one length, so that they sort as text.</summary>
internal static class StoreTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    internal static string Write(DateTime time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);

    internal static bool TryRead(string text, out DateTime time) => DateTime.TryParseExact(
        text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
