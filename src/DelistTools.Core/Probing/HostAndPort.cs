using System.Globalization;
using System.Net;

namespace DelistTools.Probing;

/// <summary>A host as people write it: <c>mx.example.net</c>, <c>mx.example.net:2525</c>, <c>192.0.2.1:25</c>, <c>[2001:db8::1]:25</c>.</summary>
internal sealed class HostAndPort
{
    private HostAndPort(string host, int? port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>The name in A-labels, or the address.</summary>
    internal string Host { get; }

    /// <summary>Null where none is given.</summary>
    internal int? Port { get; }

    /// <summary>Null where it is no such text.</summary>
    internal static HostAndPort? TryParse(string text)
    {
        string host = text.Trim();
        int? port = null;
        int colon = host.LastIndexOf(':');
        bool isBracketed = host.Length > 1 && host[0] == '[' && host.IndexOf(']') > 0;
        if (colon > 0 && (isBracketed ? host[colon - 1] == ']' : host.IndexOf(':') == colon))
        {
            if (!int.TryParse(host.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 65535)
            {
                return null;
            }

            port = number;
            host = host.Substring(0, colon);
        }

        if (isBracketed)
        {
            host = host.EndsWith("]", System.StringComparison.Ordinal) ? host.Substring(1, host.Length - 2) : "";
        }

        return IpAddressText.TryParse(host, out IPAddress? address) ? new HostAndPort(address.ToString(), port)
            : isBracketed ? null
            : DomainNameText.Normalise(host) is string name ? new HostAndPort(name, port)
            : null;
    }
}
