using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>
/// A log that holds one event a line. Most lines are of no concern, so that a line is not looked at before one of the
/// format's anchors, a few bytes that every line of concern holds, is found in it.
/// </summary>
internal abstract class LineFormat
{
    /// <summary>What is longer in one line is cut: no mail server's line is.</summary>
    private const int LongestLine = 65_536;

    /// <summary>The bytes to look for, few and rare.</summary>
    internal abstract IReadOnlyList<byte[]> Anchors { get; }

    /// <summary>Looks at a place where an anchor was found.</summary>
    /// <param name="bytes">The bytes of whole lines.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="at">Where the anchor stands.</param>
    /// <param name="end">The place behind the last of them.</param>
    /// <param name="anchor">Which anchor it is.</param>
    /// <param name="found">Where a refusal is added.</param>
    /// <returns>The place from which to look on, behind <paramref name="at"/>.</returns>
    internal abstract int Visit(byte[] bytes, int start, int at, int end, int anchor, List<FoundRefusal> found);

    /// <summary>Whether the first lines of a log, in ASCII or a superset, show that it is of this format.</summary>
    internal abstract bool IsShownBy(ReadOnlySpan<byte> head);

    /// <summary>Where the line ends, its line feed not counted.</summary>
    protected static int LineEnd(byte[] bytes, int at, int end)
    {
        int length = bytes.AsSpan(at, end - at).IndexOf((byte)'\n');
        return length < 0 ? end : at + length;
    }

    /// <summary>The text of the line around a place, without its line end and zeros before it.</summary>
    /// <returns>False where the place is beyond what is looked at of a line.</returns>
    protected static bool TryReadLine(byte[] bytes, int start, int at, int lineEnd, out string line)
    {
        int lineStart = LineStart(bytes, start, at);
        line = "";
        if (lineEnd - lineStart > LongestLine)
        {
            lineEnd = lineStart + LongestLine;
        }

        if (at >= lineEnd)
        {
            return false;
        }

        while (lineStart < lineEnd && bytes[lineStart] == 0)
        {
            lineStart++;
        }

        while (lineEnd > lineStart && bytes[lineEnd - 1] is (byte)'\r' or 0)
        {
            lineEnd--;
        }

        line = LogText.Decode(bytes, lineStart, lineEnd);
        return true;
    }

    /// <summary>Where the line begins.</summary>
    protected static int LineStart(byte[] bytes, int start, int at) =>
        start + bytes.AsSpan(start, at - start).LastIndexOf((byte)'\n') + 1;

    protected static bool Matches(byte[] bytes, int at, int end, ReadOnlySpan<byte> words) =>
        at >= 0 && end - at >= words.Length && bytes.AsSpan(at, words.Length).SequenceEqual(words);
}
