using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace DelistTools.Sweeping;

/// <summary>
/// One of several parts of each range, for several machines. The parts of a range follow each other, and together they
/// are the range. Of a range with fewer addresses than parts, each address belongs to one part by its own value.
/// </summary>
internal sealed class SweepShard
{
    private const int Most = 65536;

    private readonly int _part;
    private readonly int _of;

    private SweepShard(int part, int of)
    {
        _part = part;
        _of = of;
    }

    /// <summary>Reads <c>3/16</c>: the third of sixteen. Null where the text is no such thing.</summary>
    internal static SweepShard? TryParse(string? text)
    {
        string[] parts = text?.Split('/') ?? System.Array.Empty<string>();
        return parts.Length == 2 && Number(parts[0], out int part) && Number(parts[1], out int of) && part >= 1 && part <= of && of <= Most
            ? new SweepShard(part, of)
            : null;
    }

    /// <summary>What of a range belongs to the part; nothing, where others have it all.</summary>
    internal IEnumerable<AddressRange> PartsOf(AddressRange range)
    {
        if (range.Count >= _of)
        {
            BigInteger from = range.Count * (_part - 1) / _of, to = range.Count * _part / _of;
            yield return new AddressRange(range.AddressAt(from), range.AddressAt(to - 1));
            yield break;
        }

        foreach (IPAddress address in range.Addresses())
        {
            if (StableHash(address) % (uint)_of == (uint)(_part - 1))
            {
                yield return new AddressRange(address, address);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}/{1}", _part, _of);

    private static bool Number(string text, out int number) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>FNV-1a: the same on every machine and in every version.</summary>
    private static uint StableHash(IPAddress address)
    {
        uint hash = 2166136261;
        foreach (byte octet in address.GetAddressBytes())
        {
            hash = unchecked((hash ^ octet) * 16777619);
        }

        return hash;
    }
}
