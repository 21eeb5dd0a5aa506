using System.Collections.Generic;

namespace DelistTools.Sweeping;

/// <summary>
/// The addresses that are under way: each list goes along them at its own pace, and the window moves on as results are
/// written. What is kept does not grow with the range. Guarded by the sweep's lock.
/// </summary>
internal sealed class SweepWindow
{
    /// <summary>No list has come by yet.</summary>
    internal const byte Open = 0;

    /// <summary>The list has no say in the result.</summary>
    internal const byte Absent = 1;

    /// <summary>There is a check of its own.</summary>
    internal const byte Special = 2;

    /// <summary>From here on: outcomes that many addresses share, by their number.</summary>
    internal const byte FirstShared = 3;

    private readonly int _lists;
    private readonly int _size;
    private readonly byte[] _states;
    private readonly uint[] _ttls;
    private readonly ushort[] _elapsed;
    private readonly int[] _left;
    private readonly bool[] _released;
    private readonly SweepRange?[] _ranges;
    private readonly BlocklistCheck?[]?[] _checks;
    private readonly Queue<long> _complete = new();

    /// <param name="lists">How many lists are asked.</param>
    /// <param name="size">How many addresses may be under way; a power of two.</param>
    internal SweepWindow(int lists, int size)
    {
        _lists = lists;
        _size = size;
        _states = new byte[lists * size];
        _ttls = new uint[lists * size];
        _elapsed = new ushort[lists * size];
        _left = new int[size];
        _released = new bool[size];
        _ranges = new SweepRange?[size];
        _checks = new BlocklistCheck?[size][];
        for (int i = 0; i < size; i++)
        {
            _left[i] = lists;
        }
    }

    /// <summary>The first place that has not been written.</summary>
    internal long First { get; private set; }

    /// <summary>The place after the last address that is known so far.</summary>
    internal long Known { get; set; }

    /// <summary>Lists may go up to here.</summary>
    internal long Limit => System.Math.Min(Known, First + _size);

    internal int CompleteCount => _complete.Count;

    internal bool TryTakeComplete(out long place)
    {
        if (_complete.Count == 0)
        {
            place = 0;
            return false;
        }

        place = _complete.Dequeue();
        return true;
    }

    /// <summary>A list has come to a place.</summary>
    internal void Enter(long place, SweepRange range) => _ranges[Slot(place)] = range;

    internal SweepRange RangeAt(long place) => _ranges[Slot(place)]!;

    internal byte StateOf(long place, int list) => _states[(Slot(place) * _lists) + list];

    internal uint TtlOf(long place, int list) => _ttls[(Slot(place) * _lists) + list];

    internal ushort ElapsedOf(long place, int list) => _elapsed[(Slot(place) * _lists) + list];

    internal BlocklistCheck? CheckOf(long place, int list) => _checks[Slot(place)]?[list];

    internal BlocklistCheck?[]? ChecksOf(long place) => _checks[Slot(place)];

    /// <summary>All that lists said of an address, in a shape of its own.</summary>
    internal void CopyTo(long place, byte[] states, uint[] ttls, ushort[] elapsed)
    {
        int from = Slot(place) * _lists;
        System.Array.Copy(_states, from, states, 0, _lists);
        System.Array.Copy(_ttls, from, ttls, 0, _lists);
        System.Array.Copy(_elapsed, from, elapsed, 0, _lists);
    }

    /// <summary>Notes an outcome that many addresses share.</summary>
    internal void Set(long place, int list, byte state, uint ttl, ushort elapsed)
    {
        int slot = Slot(place);
        int at = (slot * _lists) + list;
        _states[at] = state;
        _ttls[at] = ttl;
        _elapsed[at] = elapsed;
        if (--_left[slot] == 0)
        {
            _complete.Enqueue(place);
        }
    }

    /// <summary>Notes a check that only this address has.</summary>
    internal void Set(long place, int list, BlocklistCheck check)
    {
        (_checks[Slot(place)] ??= new BlocklistCheck?[_lists])[list] = check;
        Set(place, list, Special, 0, 0);
    }

    /// <summary>The result of an address was written: its place is free.</summary>
    internal void Release(long place)
    {
        _released[Slot(place)] = true;
        while (First < Known && _released[Slot(First)])
        {
            Clear(Slot(First));
            First++;
        }
    }

    internal bool IsReleased(long place) => place < First || _released[Slot(place)];

    private void Clear(int slot)
    {
        _released[slot] = false;
        _left[slot] = _lists;
        _checks[slot] = null;
        _ranges[slot] = null;
        System.Array.Clear(_states, slot * _lists, _lists);
    }

    private int Slot(long place) => (int)(place & (_size - 1));
}
