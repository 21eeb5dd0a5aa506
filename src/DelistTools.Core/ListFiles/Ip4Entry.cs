namespace DelistTools.ListFiles;

/// <summary>Addresses as an entry of a file names them.</summary>
internal readonly struct Ip4Entry
{
    internal Ip4Entry(uint first, uint last, int bits, int octets, bool isBlock)
    {
        First = first;
        Last = last;
        Bits = bits;
        Octets = octets;
        IsBlock = isBlock;
    }

    /// <summary>As it is written: of a block with bits beyond its length.</summary>
    internal uint First { get; }

    internal uint Last { get; }

    /// <summary>The length of a block, an address or a prefix of octets in bits; negative for a range.</summary>
    internal int Bits { get; }

    /// <summary>How many octets are written of the beginning; as many belong to the end where there is one.</summary>
    internal int Octets { get; }

    /// <summary>It is written with a slash.</summary>
    internal bool IsBlock { get; }

    internal bool IsRange => Bits < 0;

    /// <summary>Its address lies within the block, not at its beginning.</summary>
    internal bool HasHostBits => Bits >= 0 && (First & ~Ip4Text.Mask(Bits)) != 0;
}
