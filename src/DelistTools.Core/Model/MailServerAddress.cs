using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DelistTools;

/// <summary>A mail server as people write it: a host name or an address, and perhaps a port.</summary>
internal sealed class MailServerAddress
{
    private MailServerAddress(string host, int? port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>The name as DNS has it (A-labels), or the address without brackets.</summary>
    internal string Host { get; }

    /// <summary>Null where none is given.</summary>
    internal int? Port { get; }

    /// <summary>
    /// Reads <c>imap.example.com</c>, <c>imap.example.com:1993</c>, <c>mail</c>, <c>192.0.2.10:143</c> or
    /// <c>[2001:db8::10]:993</c>; null where the text is none of them.
    /// </summary>
    internal static MailServerAddress? TryParse(string text)
    {
        string host = text.Trim();
        int? port = null;
        int close = host.StartsWith("[", StringComparison.Ordinal) ? host.IndexOf(']') : -1;
        int colon = host.IndexOf(':', Math.Max(close, 0));
        bool isBareIPv6 = close < 0 && colon >= 0 && host.IndexOf(':', colon + 1) >= 0;
        if (colon >= 0 && !isBareIPv6)
        {
            if (!int.TryParse(host.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 65535)
            {
                return null;
            }

            port = number;
            host = host.Substring(0, colon);
        }

        if (close > 0)
        {
            return host.Length == close + 1 && IpAddressText.TryParse(host.Substring(1, close - 1), out IPAddress? inBrackets)
                && inBrackets.AddressFamily == AddressFamily.InterNetworkV6
                ? new MailServerAddress(inBrackets.ToString(), port)
                : null;
        }

        return IpAddressText.TryParse(host, out IPAddress? address) ? new MailServerAddress(address.ToString(), port)
            : HostName(host) is string name ? new MailServerAddress(name, port)
            : null;
    }

    /// <summary>A name of one label is one of this network, and as good as any other.</summary>
    private static string? HostName(string text)
    {
        const string Domain = ".example";
        bool isShort = text.Length > 0 && text.IndexOf('.') < 0;
        string? name = DomainNameText.Normalise(isShort ? text + Domain : text);
        return isShort ? name?.Substring(0, name.Length - Domain.Length) : name;
    }
}
