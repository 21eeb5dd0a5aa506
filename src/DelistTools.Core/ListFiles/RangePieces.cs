using System;

namespace DelistTools.ListFiles;

/// <summary>
/// Runs of addresses as they come out of a file, each with what it answers and a rank: where several cover an address,
/// those of the highest rank decide.
/// </summary>
internal abstract class RangePieces<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    private const int FirstCapacity = 1024;

    private TKey[] _firsts = new TKey[FirstCapacity];
    private TKey[] _lasts = new TKey[FirstCapacity];
    private int[] _answers = new int[FirstCapacity];
    private byte[] _ranks = new byte[FirstCapacity];

    internal int Count { get; private set; }

    /// <summary>They came in ascending order.</summary>
    internal bool IsSorted { get; private set; } = true;

    internal TKey[] Firsts => _firsts;

    internal TKey[] Lasts => _lasts;

    internal int[] Answers => _answers;

    internal byte[] Ranks => _ranks;

    internal void Add(TKey first, TKey last, int answer, byte rank)
    {
        int count = Count;
        if (count == _firsts.Length)
        {
            Array.Resize(ref _firsts, count * 2);
            Array.Resize(ref _lasts, count * 2);
            Array.Resize(ref _answers, count * 2);
            Array.Resize(ref _ranks, count * 2);
        }

        if (count > 0 && _firsts[count - 1].CompareTo(first) > 0)
        {
            IsSorted = false;
        }

        _firsts[count] = first;
        _lasts[count] = last;
        _answers[count] = answer;
        _ranks[count] = rank;
        Count = count + 1;
    }

    /// <summary>Their places in ascending order of their first addresses, those that begin together in the order in which they came.</summary>
    internal abstract int[] Order();
}
