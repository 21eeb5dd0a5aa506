using System;
using System.Collections.Generic;
using System.Net;

namespace DelistTools.Diagnosis;

/// <summary>
/// Finds addresses in the words of a reply: <c>[192.0.2.1]</c>, <c>IP=192.0.2.1</c>, <c>[192.0.2.1      19]</c>,
/// <c>2001:db8::1</c>, <c>[IPv6:2001:db8::1]</c>; not what is a part of a longer number or of a host name, nor a network.
/// </summary>
internal static class AddressScanner
{
    private const string Tag = "IPv6:";

    private const int LongestAddress = 45;

    private const int WholeIPv4 = 32;

    private const int WholeIPv6 = 128;

    /// <summary>The addresses in their order, each with the place at which it, or the tag before it, begins.</summary>
    internal static IEnumerable<(int Start, IPAddress Address)> Find(string words)
    {
        int i = 0;
        while (i < words.Length)
        {
            // A single colon begins no address, but one may stand behind it: IP:192.0.2.1.
            char c = words[i];
            if ((!IsHexDigit(c) && c is not (':' or 'I' or 'i')) || (c == ':' && (i + 1 == words.Length || words[i + 1] != ':')))
            {
                i++;
                continue;
            }

            int start = i;
            int from = IsTag(words, i) ? i + Tag.Length : i;
            int end = from;
            int dots = 0;
            int colons = 0;
            int colon = -1;
            for (; end < words.Length && (IsHexDigit(words[end]) || words[end] is '.' or ':'); end++)
            {
                dots += words[end] == '.' ? 1 : 0;
                if (words[end] == ':' && colons++ == 0)
                {
                    colon = end;
                }
            }

            bool begins = start == 0 || !IsJoined(words[start - 1]);
            if (begins && (dots >= 3 || colons >= 2) && Read(words, from, end, colon) is IPAddress address)
            {
                yield return (start, address);
            }

            i = Math.Max(end, i + 1);
        }
    }

    /// <param name="words">The words.</param>
    /// <param name="start">Where the address may begin.</param>
    /// <param name="end">The end of all that it may consist of.</param>
    /// <param name="colon">The first colon; -1 where there is none.</param>
    private static IPAddress? Read(string words, int start, int end, int colon)
    {
        int last = end;
        if (colon > start && words.IndexOf('.', start, colon - start) >= 0)
        {
            // A port, or the rest of the sentence.
            last = colon;
        }
        else if (end < words.Length && (IsWord(words[end]) || words[end] == '-'))
        {
            return null;
        }

        while (last > start && words[last - 1] is '.' or ':')
        {
            last--;
        }

        if (last == end && IsPrefixLength(words, end, colon < 0 ? WholeIPv4 : WholeIPv6))
        {
            return null;
        }

        return last - start is >= 3 and <= LongestAddress && IpAddressText.TryParse(words.Substring(start, last - start), out IPAddress? address)
            ? address
            : null;
    }

    /// <summary>What stands there makes a network of the address before it: <c>/24</c>, but neither <c>/32</c> nor a part of a web address.</summary>
    private static bool IsPrefixLength(string words, int at, int whole)
    {
        int digits = at + 1;
        int length = 0;
        while (at < words.Length && words[at] == '/' && digits < words.Length && digits - at <= 3 && words[digits] is >= '0' and <= '9')
        {
            length = (length * 10) + words[digits++] - '0';
        }

        return length > 0 && length < whole && (digits == words.Length || !(IsWord(words[digits]) || words[digits] is '/' or '-'));
    }

    private static bool IsTag(string words, int at) => string.CompareOrdinal(words, at, Tag, 0, Tag.Length) == 0
        || string.Compare(words, at, Tag, 0, Tag.Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>What stands before an address that is a part of something longer.</summary>
    private static bool IsJoined(char c) => IsWord(c) || c is '.' or '-';

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
