using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>IPv4 addresses, blocks and ranges in bytes. No number has leading zeros, which are octal to some programs.</summary>
internal static class Ip4Text
{
    /// <summary>Reads one to four octets with dots between.</summary>
    /// <param name="bytes">Where they stand.</param>
    /// <param name="at">Where they begin, and where they end.</param>
    /// <param name="end">Where the line ends.</param>
    /// <param name="address">The address, with zeros for octets that are not there.</param>
    /// <returns>How many octets; 0 where there are none, or a number is none of an octet.</returns>
    [MethodImpl(HotPath.Compiled)]
    internal static int ReadOctets(byte[] bytes, ref int at, int end, out uint address)
    {
        address = 0;
        int i = at;
        for (int octets = 0; octets < 4; octets++)
        {
            uint first = i < end ? (uint)(bytes[i] - '0') : 10;
            if (first > 9)
            {
                return 0;
            }

            i++;
            uint octet = first;
            uint digit;
            if (i < end && (digit = (uint)(bytes[i] - '0')) <= 9)
            {
                octet = (octet * 10) + digit;
                i++;
                if (i < end && (digit = (uint)(bytes[i] - '0')) <= 9)
                {
                    octet = (octet * 10) + digit;
                    i++;
                }

                if (first == 0 || octet > 255 || (i < end && ByteText.IsDigit(bytes[i])))
                {
                    return 0;
                }
            }

            address |= octet << (24 - (8 * octets));
            if (octets == 3 || i == end || bytes[i] != '.')
            {
                at = i;
                return octets + 1;
            }

            i++;
        }

        return 0;
    }

    /// <summary>The ones of a mask of so many bits.</summary>
    internal static uint Mask(int bits) => bits == 0 ? 0 : uint.MaxValue << (32 - bits);

    /// <summary>
    /// Reads an address, a prefix of octets, a block of either, or a range of two that have as many octets, of whose end only
    /// the last octet needs to be there. A lone number is nothing to rbldnsd, and mostly the beginning of a line that was torn.
    /// </summary>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="at">Where it begins, and where it ends.</param>
    /// <param name="end">Where the line ends.</param>
    /// <param name="maySpread">Blanks may stand around the hyphen of a range.</param>
    /// <param name="entry">The addresses.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    [MethodImpl(HotPath.Compiled)]
    internal static string? ReadEntry(byte[] bytes, ref int at, int end, bool maySpread, out Ip4Entry entry)
    {
        entry = default;
        int octets = ReadOctets(bytes, ref at, end, out uint first);
        if (octets == 0)
        {
            return "is no address";
        }

        int bits = octets * 8;
        int next = maySpread ? ByteText.SkipBlanks(bytes, at, end) : at;
        if (next < end && bytes[next] == '-')
        {
            at = maySpread ? ByteText.SkipBlanks(bytes, next + 1, end) : next + 1;
            return ReadRangeEnd(bytes, ref at, end, first, octets, out entry);
        }

        bool isBlock = at < end && bytes[at] == '/';
        if (isBlock)
        {
            at++;
            bits = ByteText.ReadNumber(bytes, ref at, end);
            if (bits is < 0 or > 32)
            {
                return "is no block: its length is a number from 0 to 32";
            }
        }

        if (octets == 1 && !isBlock)
        {
            return "is one number: what begins with it is written as a block, as in 10/8";
        }

        entry = new Ip4Entry(first, first | ~Mask(bits), bits, octets, isBlock);
        return null;
    }

    private static string? ReadRangeEnd(byte[] bytes, ref int at, int end, uint first, int octets, out Ip4Entry entry)
    {
        entry = default;
        int lastOctets = ReadOctets(bytes, ref at, end, out uint last);
        if (lastOctets == 0)
        {
            return "is no range: two addresses with a hyphen between, or an address and its last number";
        }

        if (lastOctets == 1 && octets > 1)
        {
            // Only the last of the octets that the beginning has.
            last = (first & Mask((octets - 1) * 8)) | (last >> ((octets - 1) * 8));
            lastOctets = octets;
        }

        if (lastOctets != octets)
        {
            return "is no range: its two ends have not as many numbers";
        }

        last |= ~Mask(lastOctets * 8);
        if (last < first)
        {
            return "is no range: its end lies before its beginning";
        }

        entry = new Ip4Entry(first, last, bits: -1, octets, isBlock: false);
        return null;
    }
}
