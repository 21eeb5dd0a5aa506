using System;
using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>
/// Damages samples in the ways in which files and lines are damaged, and in some in which only malice does it: bytes flipped,
/// cut off, pieces doubled, taken out or put elsewhere, two samples joined, a piece nested a thousand deep. The same seed
/// gives the same inputs.
/// </summary>
public sealed class TextMutator
{
    private const int Deep = 1000;

    private const int LongestNested = 100;

    private readonly IReadOnlyList<byte[]> _samples;
    private readonly Random _random;

    /// <param name="samples">What is damaged; at least one, none of them empty.</param>
    /// <param name="seed">Decides what is done to which.</param>
    public TextMutator(IReadOnlyList<byte[]> samples, int seed)
    {
        _samples = samples;
        _random = new Random(seed);
    }

    /// <summary>The next damaged sample.</summary>
    public byte[] Next()
    {
        byte[] bytes = _samples[_random.Next(_samples.Count)];
        for (int wounds = _random.Next(1, 5); wounds > 0 && bytes.Length > 0; wounds--)
        {
            bytes = _random.Next(8) switch
            {
                0 or 1 => Flip(bytes),
                2 => bytes[.._random.Next(bytes.Length)],
                3 => bytes[_random.Next(bytes.Length)..],
                4 => Doubled(bytes),
                5 => [.. bytes[.._random.Next(bytes.Length)], .. bytes[_random.Next(bytes.Length)..]],
                6 => [.. bytes, .. _samples[_random.Next(_samples.Count)]],
                _ => _random.Next(20) == 0 ? Nested(bytes) : Flip(bytes),
            };
        }

        return bytes;
    }

    private byte[] Flip(byte[] bytes)
    {
        byte[] flipped = (byte[])bytes.Clone();
        for (int i = _random.Next(1, 20); i > 0; i--)
        {
            flipped[_random.Next(flipped.Length)] ^= (byte)_random.Next(1, 256);
        }

        return flipped;
    }

    private byte[] Doubled(byte[] bytes)
    {
        (int start, int length) = Piece(bytes, bytes.Length);
        return [.. bytes[..(start + length)], .. bytes[start..]];
    }

    private byte[] Nested(byte[] bytes)
    {
        (int start, int length) = Piece(bytes, LongestNested);
        byte[] nested = new byte[bytes.Length + (length * Deep)];
        bytes.AsSpan(0, start).CopyTo(nested);
        for (int i = 0; i < Deep; i++)
        {
            bytes.AsSpan(start, length).CopyTo(nested.AsSpan(start + (i * length)));
        }

        bytes.AsSpan(start).CopyTo(nested.AsSpan(start + (length * Deep)));
        return nested;
    }

    private (int Start, int Length) Piece(byte[] bytes, int longest)
    {
        int start = _random.Next(bytes.Length);
        return (start, _random.Next(Math.Min(longest, bytes.Length - start) + 1));
    }
}
