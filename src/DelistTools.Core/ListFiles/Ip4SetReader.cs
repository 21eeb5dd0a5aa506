using System;
using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>Reads rbldnsd's datasets of IPv4 addresses: ip4set, ip4trie and ip4tset.</summary>
internal sealed class Ip4SetReader : RbldnsdReader
{
    private readonly ListFileFormat _format;

    internal Ip4SetReader(ListFileFormat format, ListBuilder builder, Func<DateTime> now)
        : base(builder, now)
    {
        _format = format;
    }

    /// <inheritdoc/>
    internal override bool FirstWins => _format == ListFileFormat.Ip4trie;

    /// <inheritdoc/>
    protected override bool IsTrivial => _format == ListFileFormat.Ip4tset;

    /// <inheritdoc/>
    [MethodImpl(HotPath.Compiled)]
    protected override string? ReadEntry(byte[] bytes, int from, int end, bool isExclusion)
    {
        int at = from;
        string? fault = Ip4Text.ReadEntry(bytes, ref at, end, maySpread: false, out Ip4Entry entry);
        if (fault is null && !EndsAt(bytes, at, end) && bytes[at] != ':')
        {
            fault = "is no address";
        }

        fault ??= FaultOf(entry, isExclusion);
        if (fault is not null)
        {
            return ByteText.Quote(bytes, from, end) + " " + fault;
        }

        fault = ReadAnswer(bytes, at, end, isExclusion, out int answer);
        if (fault is not null)
        {
            return fault;
        }

        if (_format == ListFileFormat.Ip4set)
        {
            Builder.AddIp4ByOctets(entry.First, entry.Last, answer);
        }
        else
        {
            Builder.AddIp4(entry.First, entry.Last, answer, (byte)entry.Bits);
        }

        return null;
    }

    private string? FaultOf(Ip4Entry entry, bool isExclusion)
    {
        if (entry.HasHostBits)
        {
            return "is no block: the address in it has bits beyond its length";
        }

        if (_format == ListFileFormat.Ip4trie && entry.IsRange)
        {
            return "is a range, and an ip4trie holds only blocks; name the format ip4set";
        }

        if (_format == ListFileFormat.Ip4tset && (isExclusion || entry.IsRange || entry.IsBlock || entry.Octets != 4))
        {
            return "is no single address, and an ip4tset holds nothing else; name the format ip4set";
        }

        return entry.Last - (ulong)entry.First >= MaxRange4 ? "covers more addresses than $MAXRANGE4 allows" : null;
    }
}
