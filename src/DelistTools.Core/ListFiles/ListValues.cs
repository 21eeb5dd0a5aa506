using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace DelistTools.ListFiles;

/// <summary>
/// What entries answer: an address and the template of a text, each pair once; and, under negative numbers, the sets of
/// several that count together. A number of an answer is all that an entry needs to hold.
/// </summary>
internal sealed class ListValues
{
    /// <summary>No entry.</summary>
    internal const int None = 0;

    /// <summary>An entry that takes addresses out of others; only while a list is put together.</summary>
    internal const int Excluded = int.MinValue;

    private readonly Dictionary<IntSet, int> _setNumbers = new();
    private readonly List<int[]> _sets = new();
    private uint[] _addresses = new uint[16];
    private int[] _textStarts = new int[16];
    private short[] _textLengths = new short[16];
    private int[] _hashes = new int[16];
    private int[] _slots = new int[64];
    private byte[] _texts = new byte[256];
    private int _textLength;
    private int _count = 1;

    internal byte[] Texts => _texts;

    /// <summary>The number of a value: an address, and a text of at most 255 bytes.</summary>
    /// <returns>The same number for the same value; 0 where there are too many texts.</returns>
    [MethodImpl(HotPath.Compiled)]
    internal int Add(uint address, byte[] bytes, int from, int end)
    {
        int length = ByteText.Cut(bytes, from, end);
        uint hash = unchecked((address ^ 2166136261) * 16777619);
        for (int i = 0; i < length; i++)
        {
            hash = unchecked((hash ^ bytes[from + i]) * 16777619);
        }

        int mask = _slots.Length - 1;
        int slot = (int)((hash ^ (hash >> 15)) & (uint)mask);
        while (_slots[slot] != 0)
        {
            int known = _slots[slot];
            if (_hashes[known] == (int)hash && _addresses[known] == address && IsText(known, bytes, from, length))
            {
                return known;
            }

            slot = (slot + 1) & mask;
        }

        return _textLength + length > ListFileLimits.TextBytes ? None : Keep(slot, (int)hash, address, bytes, from, length);
    }

    internal uint AddressOf(int value) => _addresses[value];

    internal int TextStartOf(int value) => _textStarts[value];

    internal int TextLengthOf(int value) => _textLengths[value];

    /// <summary>The values behind an answer.</summary>
    internal IReadOnlyList<int> ValuesOf(int answer) => answer < 0 ? _sets[~answer] : new[] { answer };

    /// <summary>The answer of several values together.</summary>
    /// <param name="values">The values; sorted by this.</param>
    internal int Together(List<int> values)
    {
        values.Sort();
        int count = 0;
        for (int i = 0; i < values.Count; i++)
        {
            if (i == 0 || values[i] != values[i - 1])
            {
                values[count++] = values[i];
            }
        }

        if (count == 1)
        {
            return values[0];
        }

        int[] set = values.GetRange(0, count).ToArray();
        IntSet key = new(set);
        if (!_setNumbers.TryGetValue(key, out int number))
        {
            number = ~_sets.Count;
            _sets.Add(set);
            _setNumbers.Add(key, number);
        }

        return number;
    }

    /// <summary>The same address without a text.</summary>
    internal int WithoutText(int value) => Add(_addresses[value], _texts, 0, 0);

    /// <summary>Gives back what is needed only while values are added.</summary>
    internal void Finish()
    {
        _setNumbers.Clear();
        _slots = Array.Empty<int>();
        _hashes = Array.Empty<int>();
    }

    private bool IsText(int value, byte[] bytes, int from, int length)
    {
        if (_textLengths[value] != length)
        {
            return false;
        }

        int start = _textStarts[value];
        for (int i = 0; i < length; i++)
        {
            if (_texts[start + i] != bytes[from + i])
            {
                return false;
            }
        }

        return true;
    }

    private int Keep(int slot, int hash, uint address, byte[] bytes, int from, int length)
    {
        int value = _count++;
        if (value == _addresses.Length)
        {
            Array.Resize(ref _addresses, value * 2);
            Array.Resize(ref _textStarts, value * 2);
            Array.Resize(ref _textLengths, value * 2);
            Array.Resize(ref _hashes, value * 2);
        }

        if (_textLength + length > _texts.Length)
        {
            Array.Resize(ref _texts, Math.Max(_texts.Length * 2, _textLength + length));
        }

        Buffer.BlockCopy(bytes, from, _texts, _textLength, length);
        _addresses[value] = address;
        _textStarts[value] = _textLength;
        _textLengths[value] = (short)length;
        _hashes[value] = hash;
        _textLength += length;
        _slots[slot] = value;
        if (_count * 2 > _slots.Length)
        {
            Spread();
        }

        return value;
    }

    private void Spread()
    {
        int[] slots = new int[_slots.Length * 4];
        int mask = slots.Length - 1;
        for (int value = 1; value < _count; value++)
        {
            uint hash = (uint)_hashes[value];
            int slot = (int)((hash ^ (hash >> 15)) & (uint)mask);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = value;
        }

        _slots = slots;
    }

    /// <summary>Numbers in ascending order, compared by what they are.</summary>
    private readonly struct IntSet : IEquatable<IntSet>
    {
        private readonly int[] _items;
        private readonly int _hash;

        internal IntSet(int[] items)
        {
            _items = items;
            _hash = 17;
            foreach (int item in items)
            {
                _hash = unchecked((_hash * 31) + item);
            }
        }

        public bool Equals(IntSet other) => _items.AsSpan().SequenceEqual(other._items);

        public override bool Equals(object? obj) => obj is IntSet other && Equals(other);

        public override int GetHashCode() => _hash;
    }
}
