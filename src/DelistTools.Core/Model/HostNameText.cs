using System;
using System.Globalization;
using System.Linq;

namespace DelistTools;

/// <summary>The host or domain in what people paste: a name, a mail address, a web address.</summary>
internal static class HostNameText
{
    /// <summary>
    /// The part that is a host's name or address, as it stands: of a web address the host, of a mail address what comes
    /// after the last @. An address of IPv6 is without its brackets. Whether it is a name at all is not looked at.
    /// </summary>
    internal static string Of(string text)
    {
        string rest = text.Trim();
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        bool isWeb = scheme >= 0 && IsScheme(rest.Substring(0, scheme));
        if (isWeb)
        {
            rest = rest.Substring(scheme + 3);
        }
        else if (rest.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest.Substring(7);
        }
        else if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            rest = rest.Substring(2);
        }

        // A display name may hold any of the characters that end a host.
        int open = rest.LastIndexOf('<');
        if (!isWeb && open >= 0 && rest[rest.Length - 1] == '>')
        {
            rest = rest.Substring(open + 1, rest.Length - open - 2);
        }

        int end = 0;
        while (end < rest.Length && rest[end] is not ('/' or '?' or '#' or '\\'))
        {
            end++;
        }

        rest = rest.Substring(0, end);
        rest = rest.Substring(rest.LastIndexOf('@') + 1);
        return WithoutPort(isWeb && rest.IndexOf('%') >= 0 ? Uri.UnescapeDataString(rest) : rest);
    }

    /// <summary>
    /// The last part is a number, decimal or hexadecimal: programs read such a name as an address of IPv4 (WHATWG URL,
    /// section 3.5), and no domain ends so.
    /// </summary>
    internal static bool EndsInNumber(string name)
    {
        string last = name.TrimEnd('.');
        last = last.Substring(last.LastIndexOf('.') + 1);
        bool isHexadecimal = last.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return last.Length > 0 && (isHexadecimal ? last.Skip(2).All(Uri.IsHexDigit) : last.All(c => c is >= '0' and <= '9'));
    }

    private static bool IsScheme(string text) => text.Length > 0 && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '+' or '-' or '.');

    private static string WithoutPort(string host)
    {
        if (host.StartsWith("[", StringComparison.Ordinal))
        {
            int close = host.IndexOf(']');
            string literal = close < 0 ? host : host.Substring(1, close - 1);

            // The form that SMTP has for it (RFC 5321, section 4.1.3).
            return literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? literal.Substring(5) : literal;
        }

        int colon = host.IndexOf(':');
        return colon > 0 && colon == host.LastIndexOf(':')
            && (colon == host.Length - 1 || ushort.TryParse(host.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? host.Substring(0, colon)
            : host;
    }
}
