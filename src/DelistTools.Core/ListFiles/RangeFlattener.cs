using System;
using System.Collections.Generic;
using System.Threading;

namespace DelistTools.ListFiles;

/// <summary>
/// Makes of runs that overlap as they like runs that do not, each with one answer: a sweep over the addresses, at each point
/// with the runs that cover it. Runs of one rank and answer are one while they last, so that at no point there are more than
/// an address may have answers for each rank.
/// </summary>
internal sealed class RangeFlattener<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    private readonly List<Active> _active = new();
    private readonly List<int> _chosen = new();
    private readonly ListValues _values;
    private readonly bool _firstWins;
    private readonly Func<string, ListFileException> _fault;
    private TKey[] _firsts;
    private TKey[] _lasts;
    private int[] _answers;

    /// <param name="values">Where sets of answers are kept.</param>
    /// <param name="firstWins">Of several runs of one rank the first counts, not all.</param>
    /// <param name="fault">Makes the exception of a reason.</param>
    /// <param name="capacity">How many runs are expected.</param>
    internal RangeFlattener(ListValues values, bool firstWins, Func<string, ListFileException> fault, int capacity)
    {
        _values = values;
        _firstWins = firstWins;
        _fault = fault;
        _firsts = new TKey[capacity];
        _lasts = new TKey[capacity];
        _answers = new int[capacity];
    }

    internal int Count { get; private set; }

    internal TKey[] Firsts => _firsts;

    internal TKey[] Lasts => _lasts;

    internal int[] Answers => _answers;

    /// <exception cref="ListFileException">An address has too many different answers.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal void Flatten(RangePieces<TKey> pieces, CancellationToken stopping)
    {
        int[]? order = pieces.IsSorted ? null : pieces.Order();
        TKey[] firsts = pieces.Firsts, lasts = pieces.Lasts;
        int count = pieces.Count;
        TKey at = default;
        int next = 0;
        while (next < count || _active.Count > 0)
        {
            if (_active.Count == 0)
            {
                int piece = order is null ? next : order[next];
                bool isAlone = next + 1 == count
                    || firsts[order is null ? next + 1 : order[next + 1]].CompareTo(lasts[piece]) > 0;
                if (isAlone)
                {
                    Emit(firsts[piece], lasts[piece], pieces.Answers[piece]);
                    next++;
                    continue;
                }

                at = firsts[piece];
            }

            stopping.ThrowIfCancellationRequested();
            TKey end = default;
            bool isBounded = false;
            while (next < count)
            {
                int piece = order is null ? next : order[next];
                if (firsts[piece].CompareTo(at) > 0)
                {
                    end = firsts[piece].Previous;
                    isBounded = true;
                    break;
                }

                Enter(lasts[piece], pieces.Answers[piece], pieces.Ranks[piece]);
                next++;
            }

            foreach (Active active in _active)
            {
                if (!isBounded || active.Last.CompareTo(end) < 0)
                {
                    end = active.Last;
                    isBounded = true;
                }
            }

            Emit(at, end, Decide());
            Leave(end);
            if (end.IsLast)
            {
                return;
            }

            at = end.Next;
        }
    }

    private void Enter(TKey last, int answer, byte rank)
    {
        int texts = 0;
        for (int i = 0; i < _active.Count; i++)
        {
            Active other = _active[i];
            if (other.Rank != rank)
            {
                continue;
            }

            if (_firstWins)
            {
                return;
            }

            if (other.Answer == answer)
            {
                Prolong(i, last);
                return;
            }

            texts++;
        }

        if (texts < ListFileLimits.TextsOfAnswer || answer == ListValues.Excluded)
        {
            _active.Add(new Active(last, answer, rank));
        }
        else if (_values.TextLengthOf(answer) > 0)
        {
            // What is beyond this does not fit into an answer; that the address is listed, and as what, still counts.
            Enter(last, _values.WithoutText(answer), rank);
        }
        else if (texts < ListFileLimits.TextsOfAnswer + ListFileLimits.AddressesOfAnswer)
        {
            _active.Add(new Active(last, answer, rank));
        }
        else
        {
            throw _fault("there are more than " + ListFileLimits.AddressesOfAnswer + " different answers for one address");
        }
    }

    private void Prolong(int i, TKey last)
    {
        if (_active[i].Last.CompareTo(last) < 0)
        {
            _active[i] = new Active(last, _active[i].Answer, _active[i].Rank);
        }
    }

    /// <summary>The answer of those of the highest rank; none where one of them takes out.</summary>
    private int Decide()
    {
        if (_active.Count == 1)
        {
            return _active[0].Answer;
        }

        byte highest = 0;
        foreach (Active active in _active)
        {
            highest = Math.Max(highest, active.Rank);
        }

        _chosen.Clear();
        foreach (Active active in _active)
        {
            if (active.Rank != highest)
            {
                continue;
            }

            if (active.Answer == ListValues.Excluded)
            {
                return ListValues.Excluded;
            }

            _chosen.Add(active.Answer);
        }

        return _chosen.Count == 1 ? _chosen[0] : _values.Together(_chosen);
    }

    private void Leave(TKey end)
    {
        int kept = 0;
        for (int i = 0; i < _active.Count; i++)
        {
            if (_active[i].Last.CompareTo(end) > 0)
            {
                _active[kept++] = _active[i];
            }
        }

        _active.RemoveRange(kept, _active.Count - kept);
    }

    private void Emit(TKey first, TKey last, int answer)
    {
        if (answer == ListValues.Excluded)
        {
            return;
        }

        int before = Count - 1;
        if (before >= 0 && _answers[before] == answer && _lasts[before].Next.CompareTo(first) == 0)
        {
            _lasts[before] = last;
            return;
        }

        if (Count == _firsts.Length)
        {
            int capacity = Math.Max(16, Count * 2);
            Array.Resize(ref _firsts, capacity);
            Array.Resize(ref _lasts, capacity);
            Array.Resize(ref _answers, capacity);
        }

        _firsts[Count] = first;
        _lasts[Count] = last;
        _answers[Count] = answer;
        Count++;
    }

    /// <summary>A run that covers the point of the sweep.</summary>
    private readonly struct Active
    {
        internal Active(TKey last, int answer, byte rank)
        {
            Last = last;
            Answer = answer;
            Rank = rank;
        }

        internal TKey Last { get; }

        internal int Answer { get; }

        internal byte Rank { get; }
    }
}
