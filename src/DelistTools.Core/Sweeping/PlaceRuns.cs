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

    internal void Add(PlaceRuns others)
    {
        foreach ((long from, long to) in others.Runs)
        {
            Add(from, to);
        }
    }

    /// <summary>How many numbers there are.</summary>
    internal long Count => Runs.Sum(r => r.To - r.From + 1);

    internal bool Contains(long place)
    {
        IReadOnlyList<(long From, long To)> runs = Runs;
        int low = 0;
        int high = runs.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (place < runs[middle].From)
            {
                high = middle - 1;
            }
            else if (place > runs[middle].To)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>These numbers from a certain one on.</summary>
    internal PlaceRuns From(long first)
    {
        PlaceRuns runs = new();
        foreach ((long from, long to) in Runs.Where(r => r.To >= first))
        {
            runs.Add(Math.Max(from, first), to);
        }

        return runs;
    }

    /// <summary>These numbers but for others.</summary>
    internal PlaceRuns Without(PlaceRuns others)
    {
        PlaceRuns left = new();
        int next = 0;
        foreach ((long first, long to) in Runs)
        {
            long from = first;
            while (next < others.Runs.Count && others.Runs[next].To < from)
            {
                next++;
            }

            for (int i = next; i < others.Runs.Count && others.Runs[i].From <= to; i++)
            {
                if (others.Runs[i].From > from)
                {
                    left.Add(from, others.Runs[i].From - 1);
                }

                from = others.Runs[i].To + 1;
            }

            if (from <= to)
            {
                left.Add(from, to);
            }
        }

        return left;
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
