using System.Runtime.CompilerServices;
using System.Text;

namespace DelistTools.ListFiles;

/// <summary>
/// Reads an address, block, range or domain name on each line, of all kinds in one file, with comments behind #, ; and //. In
/// Spamhaus' DROP the comment is the number of the block's record, and the text of the entry.
/// </summary>
internal sealed class PlainReader : ListEntryReader
{
    private const uint Listed = 0x7F000002;

    private readonly ListBuilder _builder;
    private readonly int _plain;
    private readonly bool _keepsComments;
    private bool _isUnended;

    /// <param name="builder">Where the entries go.</param>
    /// <param name="keepsComments">What stands behind a semicolon is the text of the entry.</param>
    internal PlainReader(ListBuilder builder, bool keepsComments)
    {
        _builder = builder;
        _keepsComments = keepsComments;
        _plain = builder.Values.Add(Listed, System.Array.Empty<byte>(), 0, 0);
    }

    /// <inheritdoc/>
    [MethodImpl(HotPath.Compiled)]
    internal override string? Read(byte[] bytes, int from, int end)
    {
        int comment = from;
        while (comment < end && !ByteText.IsComment(bytes[comment]) && !IsSlashes(bytes, comment, end))
        {
            comment++;
        }

        int answer = _plain;
        if (comment < end)
        {
            answer = _keepsComments && bytes[comment] == ';' ? AnswerOf(bytes, ByteText.SkipBlanks(bytes, comment + 1, end), end) : _plain;
            end = comment;
            while (end > from && ByteText.IsBlank(bytes[end - 1]))
            {
                end--;
            }

            if (end == from)
            {
                return null;
            }
        }

        return ByteText.IsDigit(bytes[from]) && TryAddIp4(bytes, from, end, answer) ? null : ReadOther(bytes, from, end, answer);
    }

    /// <summary>Of 10.20.0.0/16 there may be 10.20.0.0/1 left: a block whose address does not fit its length is none here.</summary>
    internal override string? ReadUnended(byte[] bytes, int from, int end)
    {
        _isUnended = true;
        return Read(bytes, from, end);
    }

    /// <summary>Adds a block of Spamhaus' JSON.</summary>
    internal string? Add(string entry, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(entry);
        byte[] answer = Encoding.UTF8.GetBytes(text);
        return bytes.Length == 0 ? "the block is empty" : ReadOther(bytes, 0, bytes.Length, AnswerOf(answer, 0, answer.Length));
    }

    private static bool IsSlashes(byte[] bytes, int at, int end) => bytes[at] == '/' && at + 1 < end && bytes[at + 1] == '/';

    private int AnswerOf(byte[] bytes, int from, int end)
    {
        int answer = from < end ? _builder.Values.Add(Listed, bytes, from, end) : _plain;
        return answer == ListValues.None ? throw _builder.Invalid("its texts have more than " + (ListFileLimits.TextBytes >> 20) + " MB") : answer;
    }

    [MethodImpl(HotPath.Compiled)]
    private bool TryAddIp4(byte[] bytes, int from, int end, int answer)
    {
        int at = from;
        if (Ip4Text.ReadEntry(bytes, ref at, end, maySpread: true, out Ip4Entry entry) is not null || at < end || entry.Octets != 4
            || (_isUnended && entry.HasHostBits))
        {
            return false;
        }

        _builder.AddIp4(entry.IsRange ? entry.First : entry.First & Ip4Text.Mask(entry.Bits), entry.Last, answer, rank: 0);
        return true;
    }

    private string? ReadOther(byte[] bytes, int from, int end, int answer)
    {
        if (System.Array.IndexOf(bytes, (byte)':', from, end - from) >= 0)
        {
            return TryAddIp6(bytes, from, end, answer) ? null : ByteText.Quote(bytes, from, end) + " is no IPv6 address, block or range";
        }

        bool isNumeric = true;
        bool isAscii = true;
        for (int i = from; i < end; i++)
        {
            byte b = bytes[i];
            isNumeric &= ByteText.IsDigit(b) || ByteText.IsBlank(b) || b is (byte)'.' or (byte)'/' or (byte)'-';
            isAscii &= b < 0x80;
        }

        if (isNumeric)
        {
            return TryAddIp4(bytes, from, end, answer) ? null : FaultOfIp4(bytes, from, end);
        }

        int nameFrom = from, nameEnd = end;
        if (!isAscii && Converted(bytes, from, end) is { } name)
        {
            bytes = name;
            nameFrom = 0;
            nameEnd = name.Length;
        }

        if (!NameText.TryRead(bytes, ref nameFrom, ref nameEnd, fewestLabels: 2, out bool own, out bool below))
        {
            return ByteText.Quote(bytes, isAscii ? from : 0, isAscii ? end : bytes.Length) + " is neither an address nor a domain name";
        }

        _builder.AddName(bytes, nameFrom, nameEnd, own, below, answer);
        return null;
    }

    private static string FaultOfIp4(byte[] bytes, int from, int end)
    {
        int at = from;
        string? fault = Ip4Text.ReadEntry(bytes, ref at, end, maySpread: true, out Ip4Entry entry);
        fault ??= at == end && entry.HasHostBits
            ? "is the last line and has no end, and its address has bits beyond its length, so that some of it may be missing"
            : at < end || entry.Octets == 4
            ? "is no address"
            : "is no address: it has not four numbers. If it stands for all addresses that begin so, name the format ip4set";
        return ByteText.Quote(bytes, from, end) + " " + fault;
    }

    private bool TryAddIp6(byte[] bytes, int from, int end, int answer)
    {
        int at = from;
        if (Ip6Text.Read(bytes, ref at, end, takesIpv4: true, out Ip6Key first) != 8)
        {
            return false;
        }

        Ip6Key last = first;
        int next = ByteText.SkipBlanks(bytes, at, end);
        int bits = 128;
        if (at < end && bytes[at] == '/')
        {
            at++;
            bits = ByteText.ReadNumber(bytes, ref at, end);
            if (bits is < 0 or > 128)
            {
                return false;
            }

            Ip6Key mask = Ip6Key.Mask(bits);
            if (_isUnended && ((first.High & ~mask.High) != 0 || (first.Low & ~mask.Low) != 0))
            {
                return false;
            }

            first = new Ip6Key(first.High & mask.High, first.Low & mask.Low);
            last = new Ip6Key(first.High | ~mask.High, first.Low | ~mask.Low);
        }
        else if (next < end && bytes[next] == '-')
        {
            at = ByteText.SkipBlanks(bytes, next + 1, end);
            if (Ip6Text.Read(bytes, ref at, end, takesIpv4: true, out last) != 8 || last.CompareTo(first) < 0)
            {
                return false;
            }
        }

        if (at < end)
        {
            return false;
        }

        // An IPv4 address that an IPv6 address maps is asked for as what it is.
        if (IsMapped(first) && IsMapped(last))
        {
            _builder.AddIp4((uint)first.Low, (uint)last.Low, answer, rank: 0);
        }
        else
        {
            _builder.AddIp6(first, last, answer, rank: 0);
        }

        return true;
    }

    private static bool IsMapped(Ip6Key key) => key.High == 0 && key.Low >> 32 == 0xFFFF;

    /// <summary>A name with letters outside of ASCII as it is asked for; null where it is none.</summary>
    private static byte[]? Converted(byte[] bytes, int from, int end)
    {
        string text = ByteText.Decode(bytes, from, end - from);
        string wildcard = text.StartsWith("*.", System.StringComparison.Ordinal) ? "*." : text.StartsWith(".", System.StringComparison.Ordinal) ? "." : "";
        string? name = DomainNameText.Normalise(text.Substring(wildcard.Length));
        return name is null ? null : Encoding.ASCII.GetBytes(wildcard + name);
    }
}
