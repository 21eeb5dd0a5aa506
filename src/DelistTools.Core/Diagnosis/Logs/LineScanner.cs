using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>Looks for the anchors of one or several formats at once, and shows each place to its format in the log's order.</summary>
internal sealed class LineScanner : ILogSink
{
    private readonly (LineFormat Format, byte[] Anchor, int Number)[] _anchors;
    private readonly int[] _next;

    internal LineScanner(IReadOnlyList<LineFormat> formats)
    {
        _anchors = formats.SelectMany(f => f.Anchors.Select((a, i) => (f, a, i))).ToArray();
        _next = new int[_anchors.Length];
    }

    /// <inheritdoc/>
    [MethodImpl(HotPath.Compiled)]
    public void Add(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        for (int i = 0; i < _anchors.Length; i++)
        {
            _next[i] = Find(bytes, start, end, _anchors[i].Anchor);
        }

        while (true)
        {
            int first = 0;
            for (int i = 1; i < _next.Length; i++)
            {
                first = _next[i] < _next[first] ? i : first;
            }

            int at = _next[first];
            if (at == int.MaxValue)
            {
                return;
            }

            LineFormat format = _anchors[first].Format;
            int resume = Math.Max(format.Visit(bytes, start, at, end, _anchors[first].Number, found), at + 1);
            for (int i = 0; i < _next.Length; i++)
            {
                if (_next[i] < resume && _anchors[i].Format == format)
                {
                    _next[i] = Find(bytes, resume, end, _anchors[i].Anchor);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void End(List<FoundRefusal> found)
    {
    }

    [MethodImpl(HotPath.Compiled)]
    private static int Find(byte[] bytes, int start, int end, byte[] anchor)
    {
        int at = start >= end ? -1 : bytes.AsSpan(start, end - start).IndexOf(anchor);
        return at < 0 ? int.MaxValue : start + at;
    }
}
