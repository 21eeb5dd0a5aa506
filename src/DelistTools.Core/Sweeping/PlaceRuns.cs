using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Sweeping;

/// <summary>A set of numbers, neighbours kept together: what is added nearly in order takes little room.</summary>
internal sealed class PlaceRuns
{
    // Numbers that wait to be put in order.
    private const int Loose = 4096;

    private readonly List<long> _loose = new();
    private List<(long From, long To)> _runs = new();

    /// <summary>The runs, ascending, both ends included.</summary>
    internal IReadOnlyList<(long From, long To)> Runs
    {
        get
        {
            Merge();
            return _runs;
        }
    }

    internal void Add(long place)
    {
        _loose.Add(place);
        if (_loose.Count == Loose)
        {
            Merge();
        }
    }

    internal void Add(long from, long to)
    {
        if (_loose.Count == 0 && (_runs.Count == 0 || from > _runs[_runs.Count - 1].To + 1))
        {
            // In order, which is the rule.
            _runs.Add((from, to));
            return;
        }

        Merge();
        _runs.Add((from, to));
        Join();
    }

    internal static PlaceRuns? TryRead(string text)
    {
        PlaceRuns runs = new();
        foreach (string part in text.Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !Number(ends[0], out long from) || !Number(ends[ends.Length - 1], out long to) || to < from)
            {
                return null;
            }

            runs.Add(from, to);
        }

        return runs;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(",", Runs.Select(r => r.From == r.To ? Text(r.From) : Text(r.From) + "-" + Text(r.To)));

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Merge()
    {
        if (_loose.Count > 0)
        {
            _runs.AddRange(_loose.Select(p => (p, p)));
            _loose.Clear();
            Join();
        }
    }

    private void Join()
    {
        _runs.Sort();
        List<(long From, long To)> joined = new(_runs.Count);
        foreach ((long from, long to) in _runs)
        {
            if (joined.Count > 0 && from <= joined[joined.Count - 1].To + 1)
            {
                (long first, long last) = joined[joined.Count - 1];
                joined[joined.Count - 1] = (first, Math.Max(last, to));
            }
            else
            {
                joined.Add((from, to));
            }
        }

        _runs = joined;
    }
}
