using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Sweeping;

/// <summary>
/// How far a sweep has come, in a file of a few kilobytes: which addresses were written, what lists have said of those that
/// were under way, and the numbers of summaries. A later run goes on from there.
/// </summary>
internal sealed class SweepState
{
    internal const string Header = "DelistTools sweep, version 1";

    private const string NoAnswer = "-";

    private readonly Dictionary<int, Entry> _ranges = new();

    private SweepState(string path, string lists, string resolver, string shard)
    {
        Path = path;
        Lists = lists;
        Resolver = resolver;
        Shard = shard;
    }

    internal string Path { get; }

    private string Lists { get; }

    private string Resolver { get; }

    private string Shard { get; }

    /// <summary>Reads what an earlier run left; a new state where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The lists and the resolver of this run.</param>
    /// <param name="shard">The part that this run is for.</param>
    /// <exception cref="SweepStateException">The file is none, or that of another run, or cannot be read.</exception>
    internal static SweepState Open(string path, BlocklistRun run, string? shard)
    {
        SweepState state = new(
            path, string.Join(" ", run.Lists.Select(l => l.List.Id + "@" + (l.List.File ?? ListQuestions.ShownZone(l.List)))), run.Resolver, shard ?? "1/1");
        string[] lines;
        try
        {
            if (Directory.Exists(path))
            {
                throw new SweepStateException("SweepStateNotRead", path, "It is a folder.");
            }

            if (!File.Exists(path))
            {
                // Better told now that it cannot be written than after hours.
                state.Write(state.Head());
                return state;
            }

            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SweepStateException("SweepStateNotRead", path, e.Message);
        }

        state.Read(lines, run.Lists.Count);
        return state;
    }

    /// <summary>What an earlier run left of a range; null where it had not come to it.</summary>
    /// <exception cref="SweepStateException">The earlier run had another range in this place.</exception>
    internal SweepRemainder? RemainderOf(SweepRange range)
    {
        if (!_ranges.TryGetValue(range.Number, out Entry? entry))
        {
            return null;
        }

        return entry.Input == range.Input && entry.Count == range.Count
            ? entry.Remainder
            : throw Other("the range number " + (range.Number + 1) + " of that run was " + entry.Input + ", and of this one it is " + range.Input);
    }

    /// <summary>The numbers that an earlier run counted of a range; null where it counted none.</summary>
    internal RangeTally? TallyOf(int number) => _ranges.TryGetValue(number, out Entry? entry) ? entry.Tally : null;

    /// <summary>Writes the file anew.</summary>
    /// <exception cref="SweepStateException">It cannot be written.</exception>
    internal void Save(AddressSweep sweep, IEnumerable<SweepRange> ranges, Func<int, RangeTally?> tallyOf)
    {
        List<string> lines = Head();
        foreach (SweepRange range in ranges)
        {
            sweep.Describe(range, tallyOf(range.Number), lines);
        }

        Write(lines);
    }

    /// <summary>The lines about one range. Called under the sweep's lock.</summary>
    internal static void Describe(SweepRange range, SweepWindow window, SweepLane[] lanes, RangeTally? tally, List<string> lines)
    {
        long reached = Math.Min(range.End, Math.Max(range.Start, window.First));
        string number = Text(range.Number);
        lines.Add("range " + number + " " + Text(range.Count) + " " + Text(range.OffsetOf(reached)) + " " + range.Input);
        if (tally is not null)
        {
            lines.Add("tally " + number + " " + tally.Write());
        }

        PlaceRuns written = new();
        for (long place = reached; place < Math.Min(range.End, window.Limit); place++)
        {
            long offset = range.OffsetOf(place);
            if (window.IsReleased(place) || range.Remainder?.IsWritten(offset) == true)
            {
                written.Add(offset);
                continue;
            }

            string[] answers = lanes.Select(lane => lane.AnswerAt(place) ?? range.Remainder?.AnswerOf(offset, lane.Index) ?? NoAnswer).ToArray();
            if (answers.Any(a => a != NoAnswer))
            {
                lines.Add("open " + number + " " + Text(offset) + " " + string.Join(" ", answers));
            }
        }

        if (written.Runs.Count > 0)
        {
            lines.Add("written " + number + " " + written);
        }
    }

    private List<string> Head() => new() { Header, "lists " + Lists, "resolver " + Resolver, "shard " + Shard };

    private void Write(List<string> lines)
    {
        try
        {
            OwnerOnlyFile.Replace(Path, string.Join("\n", lines) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SweepStateException("SweepStateNotWritten", Path, e.Message);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Read(string[] lines, int lists)
    {
        if (lines.Length < 4 || lines[0] != Header)
        {
            throw new SweepStateException("SweepStateInvalid", Path, "it does not begin with the line '" + Header + "'");
        }

        Compare(lines[1], "lists ", Lists, "asks other lists");
        Compare(lines[2], "resolver ", Resolver, "asks another resolver");
        Compare(lines[3], "shard ", Shard, "is another part");
        for (int i = 4; i < lines.Length; i++)
        {
            if (!ReadLine(lines[i], lists))
            {
                throw new SweepStateException("SweepStateInvalid", Path, "line " + (i + 1) + " cannot be read");
            }
        }
    }

    private void Compare(string line, string word, string expected, string difference)
    {
        if (!line.StartsWith(word, StringComparison.Ordinal))
        {
            throw new SweepStateException("SweepStateInvalid", Path, "the line '" + word.Trim() + "' is missing");
        }

        if (line != word + expected)
        {
            throw Other("that run " + difference + ": " + line.Substring(word.Length) + ", and this one " + expected);
        }
    }

    private SweepStateException Other(string reason) => new("SweepStateOfOtherRun", Path, reason);

    private bool ReadLine(string line, int lists)
    {
        string[] parts = line.Split(new[] { ' ' }, 3);
        if (parts.Length < 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        if (parts[0] == "range")
        {
            return ReadRange(number, parts[2]);
        }

        return _ranges.TryGetValue(number, out Entry? entry) && parts[0] switch
        {
            "tally" => (entry.Tally = RangeTally.TryRead(parts[2])) is not null,
            "written" => ReadWritten(entry, parts[2]),
            "open" => ReadOpen(entry, parts[2], lists),
            _ => false,
        };
    }

    private bool ReadRange(int number, string text)
    {
        string[] parts = text.Split(new[] { ' ' }, 3);
        if (parts.Length < 3 || !Number(parts[0], out long count) || !Number(parts[1], out long done) || done > count || _ranges.ContainsKey(number))
        {
            return false;
        }

        _ranges[number] = new Entry(parts[2], count) { Remainder = { Done = done } };
        return true;
    }

    private static bool ReadWritten(Entry entry, string text)
    {
        PlaceRuns? runs = PlaceRuns.TryRead(text);
        foreach ((long from, long to) in runs?.Runs ?? Array.Empty<(long, long)>())
        {
            if (to >= entry.Count)
            {
                return false;
            }

            for (long offset = from; offset <= to; offset++)
            {
                entry.Remainder.AddWritten(offset);
            }
        }

        return runs is not null;
    }

    private static bool ReadOpen(Entry entry, string text, int lists)
    {
        string[] parts = text.Split(' ');
        if (parts.Length != lists + 1 || !Number(parts[0], out long offset) || offset >= entry.Count
            || parts.Skip(1).Any(a => a != NoAnswer && !SweepAnswer.IsAnswer(a)))
        {
            return false;
        }

        entry.Remainder.AddAnswers(offset, parts.Skip(1).Select(a => a == NoAnswer ? null : a).ToArray());
        return true;
    }

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private sealed class Entry
    {
        internal Entry(string input, long count)
        {
            Input = input;
            Count = count;
        }

        internal string Input { get; }

        internal long Count { get; }

        internal SweepRemainder Remainder { get; } = new();

        internal RangeTally? Tally { get; set; }
    }
}
