using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Lab;

/// <summary>What a question to a DNSBL is about: an address or a domain.</summary>
/// <param name="Kind">The kind of the target.</param>
/// <param name="Address">The address; null for a domain.</param>
/// <param name="Text">The address or the domain, as it is shown.</param>
internal readonly record struct DnsblTarget(DnsblKinds Kind, IPAddress? Address, string Text)
{
    /// <summary>Reads the part of a question's name that stands before the zone.</summary>
    public static DnsblTarget Parse(string relative)
    {
        var address = ParseReversedOctets(relative) ?? ParseReversedNibbles(relative);
        if (address is null)
        {
            return new DnsblTarget(DnsblKinds.Domain, null, relative);
        }

        var kind = address.AddressFamily == AddressFamily.InterNetwork ? DnsblKinds.Ip4 : DnsblKinds.Ip6;
        return new DnsblTarget(kind, address, address.ToString());
    }

    private static IPAddress? ParseReversedOctets(string relative)
    {
        var labels = relative.Split('.');
        if (labels.Length != 4)
        {
            return null;
        }

        var bytes = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            if (!byte.TryParse(labels[3 - i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return null;
            }
        }

        return new IPAddress(bytes);
    }

    private static IPAddress? ParseReversedNibbles(string relative)
    {
        // 32 digits with 31 dots between them.
        if (relative.Length != 63)
        {
            return null;
        }

        var bytes = new byte[16];
        for (var i = 0; i < 32; i++)
        {
            var digit = relative[62 - (2 * i)];
            if (!char.IsAsciiHexDigit(digit) || (i < 31 && relative[61 - (2 * i)] != '.'))
            {
                return null;
            }

            var value = char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
            bytes[i / 2] |= (byte)(i % 2 == 0 ? value << 4 : value);
        }

        return new IPAddress(bytes);
    }
}
