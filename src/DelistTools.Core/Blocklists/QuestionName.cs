using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DelistTools.Blocklists;

/// <summary>The names that are asked: RFC 5782, sections 2.1 (IPv4) and 2.4 (IPv6).</summary>
internal static class QuestionName
{
    /// <summary>The test entry of IPv6 lists, ::FFFF:7F00:2, built nibble by nibble: unmapped, it would be IPv4's.</summary>
    internal static string MappedLabels(string ipv4)
    {
        byte[] octets = new byte[16];
        octets[10] = octets[11] = 0xFF;
        IPAddress.Parse(ipv4).GetAddressBytes().CopyTo(octets, 12);
        return Nibbles(octets);
    }

    internal static string Labels(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Nibbles(octets)
            : octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0];
    }

    /// <summary>The name under which the PTR record stands (RFC 1035, section 3.5; RFC 3596, section 2.5).</summary>
    internal static string Reverse(IPAddress address) =>
        Labels(address) + (address.AddressFamily == AddressFamily.InterNetworkV6 ? ".ip6.arpa" : ".in-addr.arpa");

    /// <summary>The address behind reversed labels; null where they are none.</summary>
    internal static IPAddress? TryReadLabels(string labels)
    {
        string[] parts = labels.Split('.');
        Array.Reverse(parts);
        if (parts.Length == 4)
        {
            return IpAddressText.TryParse(string.Join(".", parts), out IPAddress? ipv4) ? ipv4 : null;
        }

        if (parts.Length != 32)
        {
            return null;
        }

        byte[] octets = new byte[16];
        for (int i = 0; i < 32; i++)
        {
            if (parts[i].Length != 1 || !Uri.IsHexDigit(parts[i][0]))
            {
                return null;
            }

            octets[i / 2] = (byte)((octets[i / 2] << 4) | Uri.FromHex(parts[i][0]));
        }

        return new IPAddress(octets);
    }

    private static string Nibbles(byte[] octets)
    {
        const string Hex = "0123456789abcdef";
        StringBuilder labels = new(63);
        for (int i = 15; i >= 0; i--)
        {
            if (labels.Length > 0)
            {
                labels.Append('.');
            }

            labels.Append(Hex[octets[i] & 0xF]).Append('.').Append(Hex[octets[i] >> 4]);
        }

        return labels.ToString();
    }
}
