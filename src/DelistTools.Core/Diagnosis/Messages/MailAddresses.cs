using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>Finds mail addresses in a text, with non-ASCII letters too (RFC 6531), without quoted names.</summary>
internal static class MailAddresses
{
    private const string Allowed = ".!#$%&'*+-/=?^_`{|}~";

    private const int LongestName = 256;

    private const int LongestDomain = 255;

    /// <summary>The first address; null where there is none.</summary>
    internal static string? First(string text) => Find(text).Select(f => f.Address).FirstOrDefault();

    /// <summary>The addresses in their order, each with its place.</summary>
    internal static IEnumerable<(int Start, string Address)> Find(string text)
    {
        for (int at = text.IndexOf('@'); at >= 0; at = at + 1 < text.Length ? text.IndexOf('@', at + 1) : -1)
        {
            int start = at;
            while (start > 0 && at - start < LongestName && IsOfName(text[start - 1]))
            {
                start--;
            }

            int end = at + 1;
            while (end < text.Length && end - at < LongestDomain && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
            {
                end++;
            }

            while (end > at && text[end - 1] is '.' or '-' or '_')
            {
                end--;
            }

            while (start < at && text[start] is '\'' or '`' or '=' or '.' or '*' or '/' or '|' or '-')
            {
                start++;
            }

            if (start < at && at + 1 < end)
            {
                yield return (start, text.Substring(start, end - start));
            }
        }
    }

    /// <summary>Whether two addresses are the same recipient, as far as letter case goes.</summary>
    internal static bool AreSame(string? one, string? other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || Allowed.IndexOf(c) >= 0;
}
