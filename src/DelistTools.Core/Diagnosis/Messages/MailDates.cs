using System;
using System.Globalization;

namespace DelistTools.Diagnosis;

/// <summary>Dates of header fields (RFC 5322, section 3.3).</summary>
internal static class MailDates
{
    private static readonly BoundedRegex Comment = new(@"(?<!\s)\s*\([^()]*\)");

    private static readonly BoundedRegex Offset = new(@"\s(?<sign>[+-])(?<hours>\d\d)(?<minutes>\d\d)\s*$");

    private static readonly string[] Formats =
    {
        "d MMM yyyy H:mm:ss zzz", "d MMM yyyy H:mm zzz", "d MMM yy H:mm:ss zzz", "ddd MMM d H:mm:ss yyyy zzz", "yyyy-MM-dd HH:mm:ss zzz",
    };

    /// <summary>The time with its offset; null where the text is no date with one.</summary>
    internal static DateTimeOffset? Read(string? text)
    {
        if (text is null || text.Length > 100)
        {
            return null;
        }

        string date = Comment.Replace(text, "").Trim();
        int comma = date.IndexOf(',');
        date = comma is > 0 and < 10 ? date.Substring(comma + 1).Trim() : date;
        date = date.EndsWith(" GMT", StringComparison.OrdinalIgnoreCase) || date.EndsWith(" UT", StringComparison.OrdinalIgnoreCase) || date.EndsWith(" UTC", StringComparison.OrdinalIgnoreCase)
            ? date.Substring(0, date.LastIndexOf(' ')) + " +0000"
            : date;
        System.Text.RegularExpressions.Match offset = Offset.Match(date);
        if (offset.Success)
        {
            date = date.Substring(0, offset.Index) + " " + offset.Groups["sign"].Value + offset.Groups["hours"].Value + ":" + offset.Groups["minutes"].Value;
        }

        return DateTimeOffset.TryParseExact(date, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out DateTimeOffset read) ? read : null;
    }
}
