using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DelistTools.Blocklists;

namespace DelistTools.Readiness;

/// <summary>Records as lines of a zone file (RFC 1035, section 5.1), to be copied as they are.</summary>
internal static class ZoneLine
{
    private const int LongestString = 255;

    internal static string Ptr(IPAddress address, string name) => QuestionName.Reverse(address) + ". IN PTR " + name + ".";

    internal static string Address(string name, IPAddress address) =>
        name + ". IN " + (address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA " : "A ") + address;

    internal static string Mx(string domain, int preference, string host) => domain + ". IN MX " + preference + " " + host + ".";

    /// <summary>The text in strings of at most 255 octets each, quoted, with what would end a string escaped.</summary>
    internal static string Txt(string name, string text)
    {
        List<string> strings = new();
        for (int at = 0; at == 0 || at < text.Length; at += LongestString)
        {
            string piece = text.Substring(at, System.Math.Min(LongestString, text.Length - at));
            strings.Add("\"" + new StringBuilder(piece).Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"");
        }

        return name + ". IN TXT " + (strings.Count == 1 ? strings[0] : "( " + string.Join(" ", strings) + " )");
    }
}
