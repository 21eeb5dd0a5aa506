using System.Net;
using System.Net.Sockets;
using DelistTools.Blocklists;

namespace DelistTools.Readiness;

/// <summary>Records as lines of a zone file (RFC 1035, section 5.1), to be copied as they are.</summary>
internal static class ZoneLine
{
    internal static string Ptr(IPAddress address, string name) => QuestionName.Reverse(address) + ". IN PTR " + name + ".";

    internal static string Address(string name, IPAddress address) =>
        name + ". IN " + (address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA " : "A ") + address;

    internal static string Mx(string domain, int preference, string host) => domain + ". IN MX " + preference + " " + host + ".";

    internal static string Txt(string name, string text) => TxtZoneLine.Of(name, text);
}
