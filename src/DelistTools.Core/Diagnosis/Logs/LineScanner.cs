using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>Looks for the anchors of one or several formats at once, and shows each place to its format in the log's order.</summary>
internal sealed class LineScanner : ILogSink
{
    /// <summary>So much of a log's beginning is looked at for what formats it holds.</summary>
    private const int Head = 65_536;

    /// <summary>So much at the beginning and at the end of each piece that follows: logs are joined, and servers are changed.</summary>
    private const int Sample = 4096;

    private readonly List<LineFormat> _hidden;
    private readonly List<LineFormat> _shown = new();
    private (LineFormat Format, byte[] Anchor, int Number)[] _anchors = Array.Empty<(LineFormat, byte[], int)>();
    private int[] _next = Array.Empty<int>();
    private bool _begun;

    /// <param name="formats">What the log may hold.</param>
    /// <param name="areSure">It holds these; else each is looked for once something shows that it is there, and all before anything does.</param>
    internal LineScanner(IReadOnlyList<LineFormat> formats, bool areSure = true)
    {
        _hidden = areSure ? new List<LineFormat>() : formats.ToList();
        Use(formats);
    }

    /// <inheritdoc/>
    [MethodImpl(HotPath.Compiled)]
    public void Add(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        if (_hidden.Count > 0)
        {
            Show(bytes.AsSpan(start, end - start));
        }

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

    private void Show(ReadOnlySpan<byte> lines)
    {
        ReadOnlySpan<byte> head = lines.Slice(0, Math.Min(lines.Length, _begun ? Sample : Head));
        ReadOnlySpan<byte> tail = lines.Slice(Math.Max(0, lines.Length - Sample));
        _begun = true;
        int before = _shown.Count;
        for (int i = _hidden.Count - 1; i >= 0; i--)
        {
            if (_hidden[i].IsShownBy(head) || _hidden[i].IsShownBy(tail))
            {
                _shown.Add(_hidden[i]);
                _hidden.RemoveAt(i);
            }
        }

        if (_shown.Count > before)
        {
            Use(_shown);
        }
    }

    private void Use(IReadOnlyList<LineFormat> formats)
    {
        _anchors = formats.SelectMany(f => f.Anchors.Select((a, i) => (f, a, i))).ToArray();
        _next = new int[_anchors.Length];
    }

    [MethodImpl(HotPath.Compiled)]
    private static int Find(byte[] bytes, int start, int end, byte[] anchor)
    {
        int at = start >= end ? -1 : bytes.AsSpan(start, end - start).IndexOf(anchor);
        return at < 0 ? int.MaxValue : start + at;
    }
}
