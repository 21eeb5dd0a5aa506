using System;
using System.Runtime.CompilerServices;

namespace DelistTools.Dns.Bulk;

/// <summary>Names as they stand in a message: labels with their lengths before them (RFC 1035, section 3.1).</summary>
internal static class WireName
{
    /// <summary>Octets of the longest name, with the root's at its end (RFC 1035, section 2.3.4).</summary>
    internal const int Longest = 255;

    private const int LongestLabel = 63;

    private const byte CaseBit = 0x20;

    /// <summary>
    /// Writes a name in lower case, the root's empty label at its end. Gives the octets written, or 0 where it cannot be
    /// asked for: too long, an empty label, or characters outside ASCII.
    /// </summary>
    internal static int Write(string name, byte[] buffer, int at)
    {
        int end = name.Length > 0 && name[name.Length - 1] == '.' ? name.Length - 1 : name.Length;
        if (end == 0 || end > Longest - 2)
        {
            return 0;
        }

        int start = at;
        int length = at++;
        for (int i = 0; i <= end; i++)
        {
            if (i == end || name[i] == '.')
            {
                int label = at - length - 1;
                if (label is 0 or > LongestLabel)
                {
                    return 0;
                }

                buffer[length] = (byte)label;
                length = at++;
            }
            else if (name[i] is > ' ' and < (char)127)
            {
                buffer[at++] = Lower((byte)name[i]);
            }
            else
            {
                return 0;
            }
        }

        buffer[length] = 0;
        return at - start;
    }

    /// <summary>
    /// Gives each letter a case by chance (the 0x20 bit, draft-vixie-dnsext-dns0x20): an answer has to repeat it, and who
    /// does not see the question cannot. Lengths of labels are below the letters and stay as they are.
    /// </summary>
    [MethodImpl(HotPath.Compiled)]
    internal static void MixCase(byte[] buffer, int at, int length, RandomPool random)
    {
        uint bits = 0;
        int left = 0;
        for (int i = at; i < at + length; i++)
        {
            byte b = buffer[i];
            if (b is >= (byte)'a' and <= (byte)'z')
            {
                if (left == 0)
                {
                    bits = random.Next32();
                    left = 32;
                }

                buffer[i] = (byte)(b ^ ((bits & 1) * CaseBit));
                bits >>= 1;
                left--;
            }
        }
    }

    /// <summary>Takes the chance out again.</summary>
    internal static void LowerCase(byte[] buffer, int at, int length)
    {
        for (int i = at; i < at + length; i++)
        {
            buffer[i] = Lower(buffer[i]);
        }
    }

    /// <summary>Whether two names are the same but for the case of their letters (RFC 4343).</summary>
    internal static bool IsSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }

        for (int i = 0; i < one.Length; i++)
        {
            if (Lower(one[i]) != Lower(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | CaseBit) : b;
}
