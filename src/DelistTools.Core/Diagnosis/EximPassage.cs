using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>The lines of an Exim bounce or log that speak of one recipient.</summary>
internal sealed class EximPassage
{
    /// <summary>A reply has at most a few dozen lines; what goes on longer is no part of it.</summary>
    private const int Longest = 32_768;

    private readonly List<string> _lines = new();
    private int _length;

    /// <param name="recipient">The recipient; null where the text does not say.</param>
    /// <param name="indent">How far the first line is indented.</param>
    /// <param name="isFailure">It stands among the addresses that failed.</param>
    /// <param name="isWhole">One line holds all of it, as in a log.</param>
    internal EximPassage(string? recipient, int indent, bool isFailure, bool isWhole)
    {
        Recipient = recipient;
        Indent = indent;
        IsFailure = isFailure;
        IsWhole = isWhole;
    }

    internal string? Recipient { get; }

    internal int Indent { get; }

    internal bool IsFailure { get; }

    internal bool IsWhole { get; }

    internal bool HasMarker { get; private set; }

    internal IReadOnlyList<string> Lines => _lines;

    internal void Add(string line, bool marked)
    {
        _length += line.Length;
        if (_length < Longest || (marked && !HasMarker))
        {
            _lines.Add(line.Trim());
            HasMarker |= marked;
        }
    }
}
