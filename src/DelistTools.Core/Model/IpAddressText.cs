using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DelistTools;

/// <summary>
/// Addresses as people mean them. The framework's parser takes "1" for 0.0.0.1 and "010.0.0.1" for 8.0.0.1; here an
/// IPv4 address is four decimal octets without leading zeros (RFC 6943, section 3.1.1), and an IPv6 address has no
/// scope id. An IPv4-mapped IPv6 address becomes the IPv4 address that it stands for.
/// </summary>
internal static class IpAddressText
{
    internal static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text.IndexOf(':') < 0)
        {
            return TryParseIPv4(text, out address);
        }

        foreach (char c in text)
        {
            if (!Uri.IsHexDigit(c) && c != ':' && c != '.')
            {
                return false;
            }
        }

        int dot = text.IndexOf('.');
        if (dot >= 0 && !TryParseIPv4(text.Substring(text.LastIndexOf(':') + 1), out _))
        {
            return false;
        }

        if (!IPAddress.TryParse(text, out IPAddress? parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    internal static uint ToUInt32(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        return ((uint)octets[0] << 24) | ((uint)octets[1] << 16) | ((uint)octets[2] << 8) | octets[3];
    }

    internal static IPAddress FromUInt32(uint value) => new(
        new[] { (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value });

    private static bool TryParseIPv4(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        string[] parts = text.Split('.');
        if (parts.Length != 4)
        {
            return false;
        }

        byte[] octets = new byte[4];
        for (int i = 0; i < 4; i++)
        {
            string part = parts[i];
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]))
            {
                return false;
            }
        }

        address = new IPAddress(octets);
        return true;
    }
}
