using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.State;

namespace DelistTools.Sweeping;

/// <summary>
/// How far a sweep has come, in a file of a few kilobytes: which addresses were written, what lists have said of those that
/// were under way, and the numbers of summaries. A later run goes on from there.
/// </summary>
internal sealed class SweepState : IDisposable
{
    internal const string Header = "DelistTools sweep, version 1";

    private const string NoAnswer = "-";

    // As long as any answer is remembered: older ones say how it was.
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(24);

    private readonly SortedDictionary<int, Entry> _ranges = new();
    private FileStream? _lock;

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

    /// <summary>Reads what an earlier run left; a new state where there is no file. Nobody else can until it is closed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The lists and the resolver of this run.</param>
    /// <param name="shard">The part that this run is for.</param>
    /// <exception cref="SweepStateException">The file is none, or that of another run, or in use, or cannot be read.</exception>
    internal static SweepState Open(string path, BlocklistRun run, string? shard)
    {
        SweepState state = new(
            path, string.Join(" ", run.Lists.Select(l => l.List.Id + "@" + (l.List.File ?? ListQuestions.ShownZone(l.List)))), run.Resolver, shard ?? "1/1");
        try
        {
            state.Open(run.Lists.Count);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>Lets others have the file.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private void Open(int lists)
    {
        string[] lines;
        bool isFresh;
        try
        {
            if (Directory.Exists(Path))
            {
                throw new SweepStateException("SweepStateNotRead", Path, "It is a folder.");
            }

            // Two runs at once would each write over how far the other has come.
            OwnerOnlyFile.MakeFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            _lock = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            if (!File.Exists(Path))
            {
                // Better told now that it cannot be written than after hours.
                Write(Head());
                return;
            }

            CompareHeader();
            isFresh = DateTime.UtcNow - File.GetLastWriteTimeUtc(Path) < Lasting;
            lines = File.ReadAllLines(Path);
        }
        catch (IOException e) when (SharedStateFile.IsHeldByOthers(e))
        {
            throw new SweepStateException("SweepStateNotRead", Path, "Another run is using it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SweepStateException("SweepStateNotRead", Path, e.Message);
        }

        Read(lines, lists, isFresh);
    }

    /// <summary>What an earlier run left of a range; null where it had not come to it.</summary>
    /// <param name="range">The range.</param>
    /// <param name="isCounted">This run counts results for a summary and gives none.</param>
    /// <exception cref="SweepStateException">The earlier run had another range in this place, or did something else with its results.</exception>
    internal SweepRemainder? RemainderOf(SweepRange range, bool isCounted)
    {
        if (!_ranges.TryGetValue(range.Number, out Entry? entry))
        {
            return null;
        }

        if (entry.Input != range.Input || entry.Count != range.Count)
        {
            throw Other("the range number " + (range.Number + 1) + " of that run was " + entry.Input + ", and of this one it is " + range.Input);
        }

        // Numbers of half a range would look like those of the whole, and results that were only counted are nowhere.
        return entry.Tally is not null == isCounted
            ? entry.Remainder
            : throw Other(isCounted ? "that run gave results, and this one gives a summary" : "that run gave a summary, and this one gives results");
    }

    /// <summary>The numbers that an earlier run counted of a range; null where it counted none.</summary>
    internal RangeTally? TallyOf(int number) => _ranges.TryGetValue(number, out Entry? entry) ? entry.Tally : null;

    /// <summary>Writes the file anew.</summary>
    /// <exception cref="SweepStateException">It cannot be written.</exception>
    internal void Save(AddressSweep sweep, IEnumerable<SweepRange> ranges, Func<int, RangeTally?> tallyOf)
    {
        List<string> lines = Head();
        HashSet<int> described = new();
        foreach (SweepRange range in ranges)
        {
            described.Add(range.Number);
            sweep.Describe(range, tallyOf(range.Number), lines);
        }

        // What this run has not come to, or was not given, is as the earlier one left it.
        foreach (KeyValuePair<int, Entry> entry in _ranges.Where(r => !described.Contains(r.Key)))
        {
            lines.AddRange(entry.Value.Lines);
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
        long limit = Math.Min(range.End, Math.Max(range.Start, window.Limit));
        for (long place = reached; place < limit; place++)
        {
            long offset = range.OffsetOf(place);
            if (window.IsReleased(place) || range.Remainder?.IsWritten(offset) == true)
            {
                written.Add(offset);
                continue;
            }

            AddOpen(number, offset, lanes.Select(lane => lane.AnswerAt(place) ?? range.Remainder?.AnswerOf(offset, lane.Index)), lines);
        }

        // Beyond the window there may be what an earlier run left.
        if (range.Remainder is { } earlier)
        {
            long beyond = range.OffsetOf(limit);
            written.Add(earlier.Written.From(beyond));
            foreach (KeyValuePair<long, string?[]> answers in earlier.Answers.Where(a => a.Key >= beyond))
            {
                AddOpen(number, answers.Key, answers.Value, lines);
            }
        }

        AddRuns("written", number, written, lines);
        AddRuns("left", number, range.Left, lines);
    }

    private static void AddOpen(string number, long offset, IEnumerable<string?> answers, List<string> lines)
    {
        string[] known = answers.Select(a => a ?? NoAnswer).ToArray();
        if (known.Any(a => a != NoAnswer))
        {
            lines.Add("open " + number + " " + Text(offset) + " " + string.Join(" ", known));
        }
    }

    private static void AddRuns(string word, string number, PlaceRuns runs, List<string> lines)
    {
        if (runs.Runs.Count > 0)
        {
            lines.Add(word + " " + number + " " + runs);
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

    /// <summary>Looks at the beginning alone: another file may be of any size.</summary>
    private void CompareHeader()
    {
        char[] start = new char[Header.Length];
        using StreamReader reader = new(Path);
        if (reader.ReadBlock(start, 0, start.Length) < start.Length || new string(start) != Header)
        {
            throw NoState();
        }
    }

    private SweepStateException NoState() => new("SweepStateInvalid", Path, "it does not begin with the line '" + Header + "'");

    private void Read(string[] lines, int lists, bool isFresh)
    {
        if (lines.Length < 4 || lines[0] != Header)
        {
            throw NoState();
        }

        Compare(lines[1], "lists ", Lists, "asks other lists");
        Compare(lines[2], "resolver ", Resolver, "asks another resolver");
        Compare(lines[3], "shard ", Shard, "is another part");
        for (int i = 4; i < lines.Length; i++)
        {
            if (!ReadLine(lines[i], lists, isFresh))
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

    private bool ReadLine(string line, int lists, bool isFresh)
    {
        string[] parts = line.Split(new[] { ' ' }, 3);
        if (parts.Length < 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        if (parts[0] == "range" && !ReadRange(number, parts[2]))
        {
            return false;
        }

        if (!_ranges.TryGetValue(number, out Entry? entry))
        {
            return false;
        }

        if (parts[0] != "open" || isFresh)
        {
            entry.Lines.Add(line);
        }

        return parts[0] switch
        {
            "range" => true,
            "tally" => (entry.Tally = RangeTally.TryRead(parts[2])) is not null,
            "written" => ReadRuns(entry, parts[2], entry.Remainder.Written.Add),
            "left" => ReadRuns(entry, parts[2], entry.Remainder.AddLeft),
            "open" => ReadOpen(entry, parts[2], lists, isFresh),
            _ => false,
        };
    }

    private bool ReadRange(int number, string text)
    {
        string[] parts = text.Split(new[] { ' ' }, 3);
        if (parts.Length < 3 || !Number(parts[0], out long count) || !Number(parts[1], out long done) || done > count || count > SweepRange.Widest
            || _ranges.ContainsKey(number))
        {
            return false;
        }

        Entry entry = new(parts[2], count);
        if (done > 0)
        {
            entry.Remainder.Written.Add(0, done - 1);
        }

        _ranges[number] = entry;
        return true;
    }

    private static bool ReadRuns(Entry entry, string text, Action<PlaceRuns> add)
    {
        if (PlaceRuns.TryRead(text) is not { } runs || runs.Runs.Any(r => r.To >= entry.Count))
        {
            return false;
        }

        add(runs);
        return true;
    }

    private static bool ReadOpen(Entry entry, string text, int lists, bool isFresh)
    {
        string[] parts = text.Split(' ');
        if (parts.Length != lists + 1 || !Number(parts[0], out long offset) || offset >= entry.Count
            || parts.Skip(1).Any(a => a != NoAnswer && !SweepAnswer.IsAnswer(a)))
        {
            return false;
        }

        if (isFresh)
        {
            entry.Remainder.AddAnswers(offset, parts.Skip(1).Select(a => a == NoAnswer ? null : a).ToArray());
        }

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

        /// <summary>As they stand in the file.</summary>
        internal List<string> Lines { get; } = new();
    }
}
