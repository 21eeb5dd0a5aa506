using System;
using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>
/// Runs of IPv4 addresses, in order and apart, with an index by the first bits of an address: a look-up reads one place of
/// the index and one or two lines of memory beside it, and allocates nothing.
/// </summary>
internal sealed class Ip4Table
{
    private const int FewestIndexBits = 8;
    private const int MostIndexBits = 20;

    // First and last address in one number, so that they lie side by side.
    private readonly ulong[] _runs;
    private readonly int[] _answers;
    private readonly int[] _index;
    private readonly int _shift;

    internal Ip4Table(RangeFlattener<Ip4Key> runs)
    {
        _runs = new ulong[runs.Count];
        _answers = new int[runs.Count];
        Array.Copy(runs.Answers, _answers, runs.Count);
        int bits = FewestIndexBits;
        while (bits < MostIndexBits && (1 << bits) < runs.Count)
        {
            bits++;
        }

        _shift = 32 - bits;
        _index = new int[(1 << bits) + 1];
        for (int i = 0; i < _runs.Length; i++)
        {
            uint first = runs.Firsts[i].Value;
            _runs[i] = ((ulong)first << 32) | runs.Lasts[i].Value;
            _index[(first >> _shift) + 1] = i + 1;
        }

        // A place where no run begins goes on where the one before it stopped.
        for (int i = 1; i < _index.Length; i++)
        {
            _index[i] = Math.Max(_index[i], _index[i - 1]);
        }
    }

    /// <summary>Runs of addresses with one answer each.</summary>
    internal int Count => _runs.Length;

    /// <summary>The answer for an address; none where it is not listed.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal int Find(uint address)
    {
        uint place = address >> _shift;
        int low = _index[place];
        int high = _index[place + 1];
        ulong[] runs = _runs;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if ((uint)(runs[middle] >> 32) <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // The run that begins last before the address may begin in an earlier place of the index.
        return low > 0 && address <= (uint)runs[low - 1] ? _answers[low - 1] : ListValues.None;
    }
}
