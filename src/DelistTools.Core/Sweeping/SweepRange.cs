using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace DelistTools.Sweeping;

/// <summary>A run of addresses within a sweep. Its addresses have places in the sweep, one after the other.</summary>
internal sealed class SweepRange
{
    /// <summary>Addresses at most: weeks at the best of rates.</summary>
    internal const long Widest = 1L << 40;

    private readonly ulong _high;
    private readonly ulong _low;
    private SweepRemainder? _remainder;

    /// <param name="input">What the user gave.</param>
    /// <param name="range">The addresses.</param>
    /// <param name="number">Which range of the command it is, the first one being 0.</param>
    internal SweepRange(string input, AddressRange range, int number)
    {
        Input = input;
        Number = number;
        Range = range;
        Count = (long)range.Count;
        byte[] octets = range.First.GetAddressBytes();
        IsIPv6 = range.First.AddressFamily == AddressFamily.InterNetworkV6;
        _high = IsIPv6 ? BinaryPrimitives.ReadUInt64BigEndian(octets) : 0;
        _low = IsIPv6 ? BinaryPrimitives.ReadUInt64BigEndian(octets.AsSpan(8)) : BinaryPrimitives.ReadUInt32BigEndian(octets);
    }

    internal string Input { get; }

    internal int Number { get; }

    internal AddressRange Range { get; }

    internal bool IsIPv6 { get; }

    internal BlocklistKind Kind => IsIPv6 ? BlocklistKind.IPv6 : BlocklistKind.IPv4;

    /// <summary>How many addresses, those that an earlier run has done included.</summary>
    internal long Count { get; }

    /// <summary>The place of its first address in the sweep that is still to be done.</summary>
    internal long Start { get; set; }

    /// <summary>How many of its first addresses an earlier run has done; they have no places.</summary>
    internal long Skipped { get; private set; }

    /// <summary>The place after its last one.</summary>
    internal long End => Start + Count - Skipped;

    internal SweepRange? Next { get; set; }

    /// <summary>What an earlier run has left of it; null where there was none.</summary>
    internal SweepRemainder? Remainder
    {
        get => _remainder;
        set
        {
            _remainder = value;
            Skipped = value?.Done ?? 0;
        }
    }

    /// <summary>Addresses written.</summary>
    internal long Done { get; set; }

    /// <summary>Those of them that a later run is to ask about again, by their number in the range.</summary>
    internal PlaceRuns Left { get; } = new();

    /// <summary>Ends when every address of it has been written.</summary>
    internal TaskCompletionSource<bool> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which address of the range has a place.</summary>
    internal long OffsetOf(long place) => place - Start + Skipped;

    /// <summary>An address as a number, in two halves.</summary>
    internal void NumberAt(long offset, out ulong high, out ulong low)
    {
        low = _low + (ulong)offset;
        high = _high + (low < _low ? 1UL : 0);
    }

    internal IPAddress AddressAt(long offset)
    {
        ulong low = _low + (ulong)offset;
        if (!IsIPv6)
        {
            return new IPAddress(new[] { (byte)(low >> 24), (byte)(low >> 16), (byte)(low >> 8), (byte)low });
        }

        byte[] octets = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(octets, _high + (low < _low ? 1UL : 0));
        BinaryPrimitives.WriteUInt64BigEndian(octets.AsSpan(8), low);
        return new IPAddress(octets);
    }

    /// <summary>Tells neighbours: addresses whose names differ in the first label only.</summary>
    internal ulong ParentOf(long offset)
    {
        ulong low = _low + (ulong)offset;
        return IsIPv6 ? low >> 4 : low >> 8;
    }

    /// <summary>How far an address lies from the beginning of the aligned block of so many, a power of two, that it is in.</summary>
    internal long PositionIn(long offset, long size) => (long)((_low + (ulong)offset) & (ulong)(size - 1));

    /// <summary>Labels of an address' name before the zone.</summary>
    internal int Labels => IsIPv6 ? 32 : 4;

    /// <summary>Writes the labels of an address' name (RFC 5782, sections 2.1 and 2.4). Gives the place after them.</summary>
    internal int WriteLabels(byte[] buffer, int at, long offset)
    {
        ulong low = _low + (ulong)offset;
        if (!IsIPv6)
        {
            for (int shift = 0; shift < 32; shift += 8)
            {
                at = WriteOctet(buffer, at, (int)(low >> shift) & 0xFF);
            }

            return at;
        }

        at = WriteNibbles(buffer, at, low);
        return WriteNibbles(buffer, at, _high + (low < _low ? 1UL : 0));
    }

    private static int WriteOctet(byte[] buffer, int at, int value)
    {
        int digits = value > 99 ? 3 : value > 9 ? 2 : 1;
        buffer[at] = (byte)digits;
        for (int i = at + digits; i > at; i--)
        {
            buffer[i] = (byte)('0' + (value % 10));
            value /= 10;
        }

        return at + digits + 1;
    }

    private static int WriteNibbles(byte[] buffer, int at, ulong value)
    {
        for (int i = 0; i < 16; i++)
        {
            int nibble = (int)(value & 0xF);
            buffer[at++] = 1;
            buffer[at++] = (byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
            value >>= 4;
        }

        return at;
    }
}
