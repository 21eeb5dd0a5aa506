using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>
/// Domain names, each with an answer for itself and one for the names below it, found by a hash that is taken from a
/// name's end: one pass over a name gives the hashes of all the domains that it lies in, and nothing is allocated.
/// </summary>
internal sealed class NameTable
{
    private const int LongestName = 253;

    // Names that are made to share a hash here do not elsewhere.
    private static readonly uint Seed = (uint)Guid.NewGuid().GetHashCode();

    private readonly ListValues _values;
    private readonly Func<string, ListFileException> _fault;
    private readonly List<int> _together = new();
    private byte[] _names = new byte[256];
    private int _namesLength;
    private int[] _starts = new int[16];
    private byte[] _lengths = new byte[16];
    private uint[] _hashes = new uint[16];
    private int[] _own = new int[16];
    private int[] _below = new int[16];
    private int[] _slots = new int[64];

    /// <param name="values">Where sets of answers are kept.</param>
    /// <param name="fault">Makes the exception of a reason.</param>
    internal NameTable(ListValues values, Func<string, ListFileException> fault)
    {
        _values = values;
        _fault = fault;
    }

    /// <summary>Different names.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds a name: an entry for itself, for those below it, or for both.</summary>
    /// <param name="bytes">Where it stands, without a dot at its end; at most 253 bytes.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="own">The entry is for the name itself.</param>
    /// <param name="below">The entry is for the names below it.</param>
    /// <param name="answer">What it answers.</param>
    /// <exception cref="ListFileException">There are too many names, or too many answers for one.</exception>
    [MethodImpl(HotPath.Compiled)]
    internal void Add(byte[] bytes, int from, int end, bool own, bool below, int answer)
    {
        uint hash = Seed;
        for (int i = end - 1; i >= from; i--)
        {
            hash = Step(hash, ByteText.Lower(bytes[i]));
        }

        int mask = _slots.Length - 1;
        int slot = Slot(hash, mask);
        int entry;
        while ((entry = _slots[slot] - 1) >= 0 && !(_hashes[entry] == hash && IsName(entry, bytes, from, end - from)))
        {
            slot = (slot + 1) & mask;
        }

        if (entry < 0)
        {
            entry = Keep(slot, hash, bytes, from, end - from);
        }

        if (own)
        {
            _own[entry] = Join(_own[entry], answer);
        }

        if (below)
        {
            _below[entry] = Join(_below[entry], answer);
        }
    }

    /// <summary>The answer for a name; none where it is not listed. The entry that it comes from is given for its text.</summary>
    /// <param name="name">The name, without a dot at its end.</param>
    /// <param name="entryLength">The length of the entry's name, with which the name ends.</param>
    [MethodImpl(HotPath.Compiled)]
    internal int Find(string name, out int entryLength)
    {
        int answer = ListValues.None;
        entryLength = 0;
        if (Count == 0 || name.Length > LongestName)
        {
            return answer;
        }

        uint hash = Seed;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            char c = name[i];
            hash = Step(hash, c < 0x80 ? ByteText.Lower((byte)c) : (byte)0xFF);
            bool isWhole = i == 0;
            if (!isWhole && name[i - 1] != '.')
            {
                continue;
            }

            // The narrowest domain that the name lies in decides, and before it an entry for the name itself.
            int entry = EntryOf(hash, name, i);
            int found = entry < 0 ? ListValues.None : isWhole ? _own[entry] : _below[entry];
            if (found != ListValues.None)
            {
                answer = found;
                entryLength = name.Length - i;
            }
        }

        return answer == ListValues.Excluded ? ListValues.None : answer;
    }

    /// <summary>Some name is listed, and not only taken out.</summary>
    internal bool ListsAny()
    {
        for (int i = 0; i < Count; i++)
        {
            if (IsListed(_own[i]) || IsListed(_below[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsListed(int answer) => answer is not (ListValues.None or ListValues.Excluded);

    private static uint Step(uint hash, byte b) => unchecked((hash ^ b) * 16777619);

    private static int Slot(uint hash, int mask) => (int)((hash ^ (hash >> 16)) & (uint)mask);

    private int EntryOf(uint hash, string name, int from)
    {
        int mask = _slots.Length - 1;
        int slot = Slot(hash, mask);
        int entry;
        while ((entry = _slots[slot] - 1) >= 0)
        {
            if (_hashes[entry] == hash && IsName(entry, name, from))
            {
                return entry;
            }

            slot = (slot + 1) & mask;
        }

        return -1;
    }

    private bool IsName(int entry, string name, int from)
    {
        int length = name.Length - from;
        if (_lengths[entry] != length)
        {
            return false;
        }

        int start = _starts[entry];
        for (int i = 0; i < length; i++)
        {
            char c = name[from + i];
            if (c >= 0x80 || _names[start + i] != ByteText.Lower((byte)c))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsName(int entry, byte[] bytes, int from, int length)
    {
        if (_lengths[entry] != length)
        {
            return false;
        }

        int start = _starts[entry];
        for (int i = 0; i < length; i++)
        {
            if (_names[start + i] != ByteText.Lower(bytes[from + i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All entries for one name count together, and one that takes out counts most.</summary>
    private int Join(int before, int answer)
    {
        if (before == ListValues.None || before == answer || answer == ListValues.Excluded)
        {
            return answer;
        }

        if (before == ListValues.Excluded)
        {
            return before;
        }

        _together.Clear();
        _together.AddRange(_values.ValuesOf(before));
        if (_together.Count >= ListFileLimits.TextsOfAnswer)
        {
            answer = _values.WithoutText(answer);
        }

        if (_together.Contains(answer))
        {
            return before;
        }

        if (_together.Count >= ListFileLimits.TextsOfAnswer + ListFileLimits.AddressesOfAnswer)
        {
            throw _fault("there are more than " + ListFileLimits.AddressesOfAnswer + " different answers for one name");
        }

        _together.Add(answer);
        return _values.Together(_together);
    }

    private int Keep(int slot, uint hash, byte[] bytes, int from, int length)
    {
        int entry = Count++;
        if (entry == _starts.Length)
        {
            Array.Resize(ref _starts, entry * 2);
            Array.Resize(ref _lengths, entry * 2);
            Array.Resize(ref _hashes, entry * 2);
            Array.Resize(ref _own, entry * 2);
            Array.Resize(ref _below, entry * 2);
        }

        if (_namesLength + length > ListFileLimits.TextBytes)
        {
            throw _fault("its names have more than " + (ListFileLimits.TextBytes >> 20) + " MB");
        }

        if (_namesLength + length > _names.Length)
        {
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _namesLength + length));
        }

        for (int i = 0; i < length; i++)
        {
            _names[_namesLength + i] = ByteText.Lower(bytes[from + i]);
        }

        _starts[entry] = _namesLength;
        _lengths[entry] = (byte)length;
        _hashes[entry] = hash;
        _namesLength += length;
        _slots[slot] = entry + 1;
        if (Count * 2 > _slots.Length)
        {
            Spread();
        }

        return entry;
    }

    private void Spread()
    {
        int[] slots = new int[_slots.Length * 4];
        int mask = slots.Length - 1;
        for (int entry = 0; entry < Count; entry++)
        {
            int slot = Slot(_hashes[entry], mask);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = entry + 1;
        }

        _slots = slots;
    }
}
