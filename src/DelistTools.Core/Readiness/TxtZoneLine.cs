using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DelistTools.Readiness;

/// <summary>A TXT record as a line of a zone file (RFC 1035, section 5.1).</summary>
internal static class TxtZoneLine
{
    // A string's length is one octet (RFC 1035, section 3.3).
    private const int LongestString = 255;

    /// <summary><c>example.com. IN TXT "..." "..."</c></summary>
    /// <param name="name">The owner, with or without its dot at the end.</param>
    /// <param name="text">The text; the strings are put together again without anything between.</param>
    internal static string Of(string name, string text) =>
        name.TrimEnd('.') + ". IN TXT " + string.Join(" ", Strings(text).Select(Quote));

    /// <summary>The text in strings of at most 255 octets in UTF-8, cut behind a blank where there is one.</summary>
    internal static IReadOnlyList<string> Strings(string text)
    {
        List<string> strings = new();
        int start = 0;
        int octets = 0;
        int blank = -1;
        for (int i = 0, units; i < text.Length; i += units)
        {
            units = char.IsSurrogatePair(text, i) ? 2 : 1;
            int size = Encoding.UTF8.GetByteCount(text.Substring(i, units));
            if (octets + size > LongestString)
            {
                int cut = blank > start ? blank : i;
                strings.Add(text.Substring(start, cut - start));
                start = cut;
                octets = Encoding.UTF8.GetByteCount(text.Substring(start, i - start));
            }

            octets += size;
            blank = text[i] == ' ' ? i + 1 : blank;
        }

        strings.Add(text.Substring(start));
        return strings.AsReadOnly();
    }

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            char c = (char)octet;
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                quoted.Append(c);
            }
            else
            {
                quoted.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture));
            }
        }

        return quoted.Append('"').ToString();
    }
}
