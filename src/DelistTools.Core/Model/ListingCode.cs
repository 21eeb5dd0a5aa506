namespace DelistTools;

/// <summary>
/// One answer of a list and what it means: a single address, a range of addresses, or one bit of the last octet.
/// Addresses are held as 32-bit numbers in network order of significance.
/// </summary>
internal sealed class ListingCode
{
    internal uint From { get; init; }

    internal uint To { get; init; }

    /// <summary>One of 1, 2, 4 ... 128 on a bitmask list; 0 elsewhere.</summary>
    internal int Bit { get; init; }

    internal string Meaning { get; init; } = "";

    internal bool IsInformational { get; init; }

    internal ListingScope? Scope { get; init; }

    /// <summary>The id of the component list that the code names in a combined zone.</summary>
    internal string? Component { get; init; }

    internal bool Matches(uint answer) => Bit == 0 && answer >= From && answer <= To;
}
