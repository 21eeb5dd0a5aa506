namespace DelistTools.ListFiles;

/// <summary>An IPv4 address.</summary>
internal readonly struct Ip4Key : IAddressKey<Ip4Key>
{
    internal Ip4Key(uint value)
    {
        Value = value;
    }

    internal uint Value { get; }

    public Ip4Key Next => new(unchecked(Value + 1));

    public Ip4Key Previous => new(unchecked(Value - 1));

    public bool IsFirst => Value == 0;

    public bool IsLast => Value == uint.MaxValue;

    public int CompareTo(Ip4Key other) => Value < other.Value ? -1 : Value > other.Value ? 1 : 0;
}
