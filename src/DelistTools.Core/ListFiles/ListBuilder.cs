using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace DelistTools.ListFiles;

/// <summary>Gathers what readers find in a file, and makes the list of it.</summary>
internal sealed class ListBuilder
{
    private readonly string _path;
    private readonly Ip4Pieces _ip4 = new();
    private readonly Ip6Pieces _ip6 = new();
    private readonly NameTable _names;

    /// <param name="path">By what name the file is spoken of.</param>
    internal ListBuilder(string path)
    {
        _path = path;
        _names = new NameTable(Values, Invalid);
    }

    internal ListValues Values { get; } = new();

    internal ListTexts Texts { get; } = new();

    /// <summary>Entries, exclusions among them.</summary>
    internal int Entries { get; private set; }

    /// <summary>An entry is for all addresses of the family, or for all that are in use.</summary>
    internal bool CoversIp4 { get; private set; }

    internal bool CoversIp6 { get; private set; }

    internal TimeSpan? Ttl { get; set; }

    internal TimeSpan? NegativeTtl { get; set; }

    /// <summary>When the file says that it must not be used any more (UTC).</summary>
    internal DateTime? ExpiresAt { get; set; }

    internal ListFileException Invalid(string reason) => ListFileException.Invalid(_path, reason);

    /// <summary>Adds IPv4 addresses.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal void AddIp4(uint first, uint last, int answer, byte rank)
    {
        Count();
        CoversIp4 |= first == 0 && last == uint.MaxValue && answer != ListValues.Excluded;
        _ip4.Add(new Ip4Key(first), new Ip4Key(last), answer, rank);
    }

    /// <summary>
    /// Adds IPv4 addresses that rank by the whole octets that they fill: of 10.2.3.0-10.2.4.9 the first block of 256 by
    /// three, the rest by four (rbldnsd's ip4set).
    /// </summary>
    internal void AddIp4ByOctets(uint first, uint last, int answer)
    {
        Count();
        CoversIp4 |= first == 0 && last == uint.MaxValue && answer != ListValues.Excluded;
        if (first == last)
        {
            _ip4.Add(new Ip4Key(first), new Ip4Key(last), answer, 32);
        }
        else
        {
            AddByOctets(first, last, answer, 24);
        }
    }

    internal void AddIp6(Ip6Key first, Ip6Key last, int answer, byte rank)
    {
        // All addresses that are given out lie in 2000::/3 (RFC 4291, section 2.4).
        Count();
        CoversIp6 |= first.High <= 0x2000000000000000 && last.High >= 0x3FFFFFFFFFFFFFFF && answer != ListValues.Excluded;
        _ip6.Add(first, last, answer, rank);
    }

    /// <summary>Adds a domain name of at most 253 bytes, for itself, for those below it, or for both.</summary>
    internal void AddName(byte[] bytes, int from, int end, bool own, bool below, int answer)
    {
        Count();
        _names.Add(bytes, from, end, own, below, answer);
    }

    /// <summary>Gives all entries, but those that take out, one answer.</summary>
    internal void AnswerAlike(int answer)
    {
        Alike(_ip4, answer);
        Alike(_ip6, answer);
    }

    /// <param name="firstWins">Of several entries of one rank the first counts, not all.</param>
    /// <param name="stopping">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal ListContent Build(bool firstWins, CancellationToken stopping)
    {
        RangeFlattener<Ip4Key> ip4 = new(Values, firstWins, Invalid, _ip4.Count);
        ip4.Flatten(_ip4, stopping);
        RangeFlattener<Ip6Key> ip6 = new(Values, firstWins, Invalid, _ip6.Count);
        ip6.Flatten(_ip6, stopping);
        Values.Finish();
        return new ListContent(new Ip4Table(ip4), new Ip6Table(ip6), _names, Values, Texts);
    }

    private static void Alike<TKey>(RangePieces<TKey> pieces, int answer)
        where TKey : struct, IAddressKey<TKey>
    {
        for (int i = 0; i < pieces.Count; i++)
        {
            pieces.Answers[i] = pieces.Answers[i] == ListValues.Excluded ? ListValues.Excluded : answer;
        }
    }

    private void AddByOctets(uint first, uint last, int answer, int bits)
    {
        // The blocks of this size that lie within the range are a run of their own; what is left on both sides is smaller.
        uint size = 1u << bits;
        ulong from = ((ulong)first + size - 1) & ~(ulong)(size - 1);
        ulong to = ((ulong)last + 1) & ~(ulong)(size - 1);
        if (bits == 0)
        {
            _ip4.Add(new Ip4Key(first), new Ip4Key(last), answer, 32);
        }
        else if (from >= to)
        {
            AddByOctets(first, last, answer, bits - 8);
        }
        else
        {
            if (first < from)
            {
                AddByOctets(first, (uint)(from - 1), answer, bits - 8);
            }

            _ip4.Add(new Ip4Key((uint)from), new Ip4Key((uint)(to - 1)), answer, (byte)(32 - bits));
            if (to <= last)
            {
                AddByOctets((uint)to, last, answer, bits - 8);
            }
        }
    }

    private void Count()
    {
        if (++Entries > ListFileLimits.Entries)
        {
            throw Invalid("it has more than " + ListFileLimits.Entries.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " entries");
        }
    }
}
