using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Dns;

/// <summary>A resolver's address and port as people write them.</summary>
internal static class NameServerAddress
{
    internal const int DefaultPort = 53;

    /// <summary>
    /// Reads <c>192.0.2.53</c>, <c>192.0.2.53:5391</c>, <c>2001:db8::53</c> or <c>[2001:db8::53]:5391</c>.
    /// </summary>
    internal static IPEndPoint? TryParse(string text)
    {
        string host = text.Trim();
        int port = DefaultPort;
        if (host.StartsWith("[", StringComparison.Ordinal))
        {
            int close = host.IndexOf(']');
            if (close < 0 || (close < host.Length - 1 && (host[close + 1] != ':' || !TryPort(host.Substring(close + 2), out port))))
            {
                return null;
            }

            host = host.Substring(1, close - 1);
            return IpAddressText.TryParse(host, out IPAddress? inBrackets) && inBrackets.AddressFamily == AddressFamily.InterNetworkV6
                ? new IPEndPoint(inBrackets, port)
                : null;
        }

        int colon = host.IndexOf(':');
        if (colon >= 0 && colon == host.LastIndexOf(':'))
        {
            if (!TryPort(host.Substring(colon + 1), out port))
            {
                return null;
            }

            host = host.Substring(0, colon);
        }

        return IpAddressText.TryParse(host, out IPAddress? address) ? new IPEndPoint(address, port) : null;
    }

    internal static string Show(IPEndPoint endPoint) =>
        endPoint.Port == DefaultPort ? endPoint.Address.ToString() : endPoint.ToString();

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
