using System;
using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>Runs of IPv6 addresses, in order and apart, with an index by the first bits of an address.</summary>
internal sealed class Ip6Table
{
    private const int FewestIndexBits = 8;
    private const int MostIndexBits = 20;

    private readonly Ip6Key[] _firsts;
    private readonly Ip6Key[] _lasts;
    private readonly int[] _answers;
    private readonly int[] _index;
    private readonly int _shift;

    internal Ip6Table(RangeFlattener<Ip6Key> runs)
    {
        _firsts = new Ip6Key[runs.Count];
        _lasts = new Ip6Key[runs.Count];
        _answers = new int[runs.Count];
        Array.Copy(runs.Firsts, _firsts, runs.Count);
        Array.Copy(runs.Lasts, _lasts, runs.Count);
        Array.Copy(runs.Answers, _answers, runs.Count);
        int bits = FewestIndexBits;

        // The first three bits of all addresses in use are the same.
        while (bits < MostIndexBits && (1 << bits) < (long)runs.Count * 8)
        {
            bits++;
        }

        _shift = 64 - bits;
        _index = new int[(1 << bits) + 1];
        for (int i = 0; i < _firsts.Length; i++)
        {
            _index[(int)(_firsts[i].High >> _shift) + 1] = i + 1;
        }

        for (int i = 1; i < _index.Length; i++)
        {
            _index[i] = Math.Max(_index[i], _index[i - 1]);
        }
    }

    /// <summary>Runs of addresses with one answer each.</summary>
    internal int Count => _firsts.Length;

    /// <summary>The answer for an address; none where it is not listed.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal int Find(ulong addressHigh, ulong addressLow)
    {
        Ip6Key address = new(addressHigh, addressLow);
        int place = (int)(addressHigh >> _shift);
        int low = _index[place];
        int high = _index[place + 1];
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_firsts[middle].CompareTo(address) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && address.CompareTo(_lasts[low - 1]) <= 0 ? _answers[low - 1] : ListValues.None;
    }
}
