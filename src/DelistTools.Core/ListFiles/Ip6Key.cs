namespace DelistTools.ListFiles;

/// <summary>An IPv6 address as two halves.</summary>
internal readonly struct Ip6Key : IAddressKey<Ip6Key>
{
    internal Ip6Key(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    internal ulong High { get; }

    internal ulong Low { get; }

    public Ip6Key Next => unchecked(new(Low == ulong.MaxValue ? High + 1 : High, Low + 1));

    public Ip6Key Previous => unchecked(new(Low == 0 ? High - 1 : High, Low - 1));

    public bool IsFirst => High == 0 && Low == 0;

    public bool IsLast => High == ulong.MaxValue && Low == ulong.MaxValue;

    public int CompareTo(Ip6Key other)
    {
        if (High != other.High)
        {
            return High < other.High ? -1 : 1;
        }

        return Low < other.Low ? -1 : Low > other.Low ? 1 : 0;
    }

    /// <summary>The ones of a mask of so many bits.</summary>
    internal static Ip6Key Mask(int bits) => new(
        bits >= 64 ? ulong.MaxValue : bits == 0 ? 0 : ulong.MaxValue << (64 - bits),
        bits <= 64 ? 0 : ulong.MaxValue << (128 - bits));
}
