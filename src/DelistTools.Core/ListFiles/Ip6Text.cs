using System.Globalization;
using System.Text;

namespace DelistTools.ListFiles;

/// <summary>IPv6 addresses in bytes (RFC 4291, section 2.2).</summary>
internal static class Ip6Text
{
    private const int Groups = 8;

    /// <summary>Reads an address, or its first groups.</summary>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="at">Where it begins, and where it ends.</param>
    /// <param name="end">Where the line ends.</param>
    /// <param name="takesIpv4">It may end with an IPv4 address.</param>
    /// <param name="address">The address, with zeros for groups that are not there.</param>
    /// <returns>How many groups; 8 where some are left out by <c>::</c>, 0 where it is no address.</returns>
    internal static int Read(byte[] bytes, ref int at, int end, bool takesIpv4, out Ip6Key address)
    {
        address = default;
        ulong high = 0, low = 0;
        int groups = 0;
        int gap = -1;
        int i = at;
        if (i + 1 < end && bytes[i] == ':' && bytes[i + 1] == ':')
        {
            gap = 0;
            i += 2;
        }

        while (groups < Groups && i < end)
        {
            int from = i;
            int group = ReadGroup(bytes, ref i, end);
            if (group < 0)
            {
                break;
            }

            if (takesIpv4 && i < end && bytes[i] == '.' && groups <= Groups - 2)
            {
                i = from;
                if (Ip4Text.ReadOctets(bytes, ref i, end, out uint ipv4) != 4)
                {
                    return 0;
                }

                Append(ref high, ref low, ipv4 >> 16);
                Append(ref high, ref low, ipv4 & 0xFFFF);
                groups += 2;
                break;
            }

            Append(ref high, ref low, (uint)group);
            groups++;
            if (groups == Groups || i == end || bytes[i] != ':')
            {
                break;
            }

            i++;
            if (i < end && bytes[i] == ':' && gap < 0)
            {
                gap = groups;
                i++;
            }
            else if (i == end || !IsHex(bytes[i]))
            {
                return 0;
            }
        }

        if (gap < 0 ? groups == 0 : groups == Groups)
        {
            return 0;
        }

        at = i;
        int missing = Groups - groups;
        address = gap < 0 ? ShiftLeft(high, low, missing * 16) : Open(high, low, groups - gap, missing);
        return gap < 0 ? groups : Groups;
    }

    /// <summary>
    /// An address as rbldnsd writes it into texts: groups, of which the first longest run of two zeros or more is left out,
    /// and never with an IPv4 address at its end.
    /// </summary>
    internal static string Show(Ip6Key address)
    {
        uint[] groups = new uint[Groups];
        for (int i = 0; i < Groups; i++)
        {
            groups[i] = (uint)((i < 4 ? address.High : address.Low) >> (48 - (16 * (i % 4)))) & 0xFFFF;
        }

        int gap = -1, longest = 1;
        for (int i = 0, length; i < Groups; i += length + 1)
        {
            length = 0;
            while (i + length < Groups && groups[i + length] == 0)
            {
                length++;
            }

            (gap, longest) = length > longest ? (i, length) : (gap, longest);
        }

        StringBuilder text = new(39);
        for (int i = 0; i < Groups; i++)
        {
            if (i == gap)
            {
                text.Append("::");
                i += longest - 1;
                continue;
            }

            text.Append(text.Length > 0 && text[text.Length - 1] != ':' ? ":" : "").Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static int ReadGroup(byte[] bytes, ref int at, int end)
    {
        int group = 0;
        int digits = 0;
        while (at < end && IsHex(bytes[at]))
        {
            if (++digits > 4)
            {
                return -1;
            }

            group = (group << 4) | Hex(bytes[at]);
            at++;
        }

        return digits == 0 ? -1 : group;
    }

    private static void Append(ref ulong high, ref ulong low, uint group)
    {
        high = (high << 16) | (low >> 48);
        low = (low << 16) | group;
    }

    /// <summary>Puts the zeros in that <c>::</c> stands for, before the last groups.</summary>
    private static Ip6Key Open(ulong high, ulong low, int behind, int missing)
    {
        Ip6Key mask = Ip6Key.Mask(128 - (behind * 16));
        Ip6Key front = ShiftLeft(high & mask.High, low & mask.Low, missing * 16);
        return new Ip6Key(front.High | (high & ~mask.High), front.Low | (low & ~mask.Low));
    }

    private static Ip6Key ShiftLeft(ulong high, ulong low, int bits)
    {
        if (bits == 0)
        {
            return new Ip6Key(high, low);
        }

        if (bits >= 128)
        {
            return default;
        }

        return bits >= 64 ? new Ip6Key(low << (bits - 64), 0) : new Ip6Key((high << bits) | (low >> (64 - bits)), low << bits);
    }

    private static bool IsHex(byte b) => ByteText.IsDigit(b) || (uint)((b | 0x20) - 'a') <= 5;

    private static int Hex(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}
