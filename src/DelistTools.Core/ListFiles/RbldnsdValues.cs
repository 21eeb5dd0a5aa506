namespace DelistTools.ListFiles;

/// <summary>Reads what an entry of rbldnsd's answers: <c>:A:TXT</c>, <c>:A</c>, or a text (rbldnsd(8), "Resulting A values and TXT templates").</summary>
internal sealed class RbldnsdValues
{
    private const uint Loopback = 0x7F000000;

    private static readonly string[] Actions = { "ignore", "refuse", "empty", "pass" };

    private readonly ListBuilder _builder;

    internal RbldnsdValues(ListBuilder builder)
    {
        _builder = builder;
        Initial = builder.Values.Add(Loopback | 2, System.Array.Empty<byte>(), 0, 0);
    }

    /// <summary>127.0.0.2 without a text: what entries answer where nothing is said.</summary>
    internal int Initial { get; }

    /// <param name="bytes">Where the value stands.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">Where it ends, without blanks behind it.</param>
    /// <param name="otherwise">The value from which what is not said is taken.</param>
    /// <param name="value">The value.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    internal string? Read(byte[] bytes, int at, int end, int otherwise, out int value)
    {
        value = otherwise;
        ListValues values = _builder.Values;
        uint address = values.AddressOf(otherwise);
        if (bytes[at] != ':')
        {
            return Keep(address, bytes, at, end, out value);
        }

        int from = at;
        at++;
        int octets = Ip4Text.ReadOctets(bytes, ref at, end, out address);
        address = octets == 1 ? Loopback | (address >> 24) : address;
        if (octets is not (1 or 4) || address is 0 or Loopback)
        {
            RejectAction(bytes, from + 1, end);
            return ByteText.Quote(bytes, from, end) + " is no answer: a colon and an address, or its last number, as in :127.0.0.2: or :2:";
        }

        at = ByteText.SkipBlanks(bytes, at, end);
        if (at == end)
        {
            return Keep(address, values.Texts, values.TextStartOf(otherwise), values.TextStartOf(otherwise) + values.TextLengthOf(otherwise), out value);
        }

        return bytes[at] == ':'
            ? Keep(address, bytes, ByteText.SkipBlanks(bytes, at + 1, end), end, out value)
            : ByteText.Quote(bytes, from, end) + " is no answer: a second colon goes before the text";
    }

    private string? Keep(uint address, byte[] bytes, int from, int end, out int value)
    {
        value = _builder.Values.Add(address, bytes, from, end);
        return value == ListValues.None
            ? throw _builder.Invalid("its texts have more than " + (ListFileLimits.TextBytes >> 20) + " MB")
            : null;
    }

    private void RejectAction(byte[] bytes, int from, int end)
    {
        foreach (string action in Actions)
        {
            if (ByteText.Is(bytes, from, end, action))
            {
                throw _builder.Invalid(
                    "it is an acl of rbldnsd (':" + action + "'), which says who may ask and not who is listed. A list is an ip4set, ip4trie, ip4tset, ip6trie, ip6tset or dnset");
            }
        }
    }
}
