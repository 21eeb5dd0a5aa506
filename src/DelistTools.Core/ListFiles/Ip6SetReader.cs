using System;

namespace DelistTools.ListFiles;

/// <summary>Reads rbldnsd's datasets of IPv6 addresses: ip6trie and ip6tset.</summary>
internal sealed class Ip6SetReader : RbldnsdReader
{
    private const int GroupsOfTrivial = 4;

    private readonly bool _isTrivial;

    internal Ip6SetReader(ListFileFormat format, ListBuilder builder, Func<DateTime> now)
        : base(builder, now)
    {
        _isTrivial = format == ListFileFormat.Ip6tset;
    }

    /// <inheritdoc/>
    internal override bool FirstWins => true;

    /// <inheritdoc/>
    protected override bool IsTrivial => _isTrivial;

    /// <inheritdoc/>
    protected override string? ReadEntry(byte[] bytes, int from, int end, bool isExclusion)
    {
        int at = from;
        int groups = Ip6Text.Read(bytes, ref at, end, takesIpv4: false, out Ip6Key first);
        int bits = groups * 16;
        bool isBlock = groups > 0 && at < end && bytes[at] == '/';
        if (isBlock)
        {
            at++;
            bits = ByteText.ReadNumber(bytes, ref at, end);
        }

        string? fault = groups == 0 || !EndsAt(bytes, at, end) ? "is no IPv6 address" : FaultOf(first, bits, isBlock, isExclusion);
        if (fault is not null)
        {
            return ByteText.Quote(bytes, from, end) + " " + fault;
        }

        fault = ReadAnswer(bytes, at, end, isExclusion, out int answer);
        if (fault is null)
        {
            Ip6Key mask = Ip6Key.Mask(bits);
            Builder.AddIp6(first, new Ip6Key(first.High | ~mask.High, first.Low | ~mask.Low), answer, (byte)bits);
        }

        return fault;
    }

    private string? FaultOf(Ip6Key first, int bits, bool isBlock, bool isExclusion)
    {
        if (bits is < 0 or > 128)
        {
            return "is no block: its length is a number from 0 to 128";
        }

        Ip6Key mask = Ip6Key.Mask(bits);
        if ((first.High & ~mask.High) != 0 || (first.Low & ~mask.Low) != 0)
        {
            return "is no block: the address in it has bits beyond its length";
        }

        bool isOther = _isTrivial && (isBlock || bits != (isExclusion ? 128 : GroupsOfTrivial * 16));
        return isOther
            ? "is " + (isExclusion ? "no single address" : "not written as four groups") + ", and an ip6tset holds nothing else; name the format ip6trie"
            : null;
    }
}
