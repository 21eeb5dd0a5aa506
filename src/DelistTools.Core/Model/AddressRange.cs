using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace DelistTools;

/// <summary>A run of addresses of one family, both ends included.</summary>
internal sealed class AddressRange
{
    internal AddressRange(IPAddress first, IPAddress last)
    {
        if (first.AddressFamily != last.AddressFamily)
        {
            throw new ArgumentException("Both ends of a range are of one family.", nameof(last));
        }

        First = first;
        Last = last;
        Count = ToNumber(last) - ToNumber(first) + 1;
    }

    internal IPAddress First { get; }

    internal IPAddress Last { get; }

    /// <summary>How many addresses; zero or less where the ends are the wrong way round.</summary>
    internal BigInteger Count { get; }

    internal static AddressRange FromPrefix(IPAddress address, int length)
    {
        byte[] first = address.GetAddressBytes();
        byte[] last = address.GetAddressBytes();
        for (int i = 0; i < first.Length; i++)
        {
            int bits = Math.Min(8, Math.Max(0, length - (i * 8)));
            byte mask = (byte)(0xFF << (8 - bits));
            first[i] &= mask;
            last[i] = (byte)(first[i] | (byte)~mask);
        }

        return new AddressRange(new IPAddress(first), new IPAddress(last));
    }

    internal bool Overlaps(AddressRange other) =>
        First.AddressFamily == other.First.AddressFamily
        && Compare(First, other.Last) <= 0 && Compare(other.First, Last) <= 0;

    internal bool Contains(IPAddress address) =>
        address.AddressFamily == First.AddressFamily && Compare(First, address) <= 0 && Compare(address, Last) <= 0;

    /// <summary>The address so many places after the first.</summary>
    internal IPAddress AddressAt(BigInteger offset)
    {
        byte[] number = (ToNumber(First) + offset).ToByteArray();
        byte[] octets = First.GetAddressBytes();
        for (int i = 0; i < octets.Length; i++)
        {
            octets[octets.Length - 1 - i] = i < number.Length ? number[i] : (byte)0;
        }

        return new IPAddress(octets);
    }

    internal IEnumerable<IPAddress> Addresses()
    {
        byte[] current = First.GetAddressBytes();
        while (true)
        {
            IPAddress address = new(current);
            yield return address;
            if (address.Equals(Last))
            {
                yield break;
            }

            for (int i = current.Length - 1; i >= 0 && ++current[i] == 0; i--)
            {
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => First.Equals(Last) ? First.ToString() : First + "-" + Last;

    internal static int Compare(IPAddress a, IPAddress b)
    {
        byte[] x = a.GetAddressBytes();
        byte[] y = b.GetAddressBytes();
        for (int i = 0; i < x.Length; i++)
        {
            int order = x[i].CompareTo(y[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static BigInteger ToNumber(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        Array.Reverse(octets);
        byte[] unsigned = new byte[octets.Length + 1];
        octets.CopyTo(unsigned, 0);
        return new BigInteger(unsigned);
    }

    internal static int Bits(AddressFamily family) => family == AddressFamily.InterNetwork ? 32 : 128;
}
