using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.ListFiles;

/// <summary>
/// The files that this process asks, so that a command does not read again what the one before it has read. Those that were
/// asked longest ago go when there are too many, or too much is in them; a run keeps what it has opened.
/// </summary>
internal sealed class ListFileStore
{
    private const int MostFiles = 64;
    private const long MostEntries = 10_000_000;

    private readonly object _gate = new();
    private readonly IClock _clock;
    private readonly Dictionary<string, Kept> _files = new(StringComparer.Ordinal);
    private long _uses;

    internal ListFileStore(IClock clock)
    {
        _clock = clock;
    }

    internal static ListFileStore Process { get; } = new(SystemClock.Instance);

    /// <summary>A file, which is not read before it is asked.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="lenient">Lines that are no entries are left out.</param>
    internal ListFile Open(string path, ListFileFormat format, bool lenient)
    {
        string key = (lenient ? "+" : "-") + format + " " + path;
        lock (_gate)
        {
            if (!_files.TryGetValue(key, out Kept? kept))
            {
                while (_files.Count > 0 && (_files.Count >= MostFiles || _files.Values.Sum(f => (long)f.File.Entries) > MostEntries))
                {
                    _files.Remove(_files.OrderBy(f => f.Value.LastUse).First().Key);
                }

                kept = new Kept(new ListFile(path, format, lenient, _clock));
                _files.Add(key, kept);
            }

            kept.LastUse = ++_uses;
            return kept.File;
        }
    }

    private sealed class Kept
    {
        internal Kept(ListFile file)
        {
            File = file;
        }

        internal ListFile File { get; }

        internal long LastUse { get; set; }
    }
}
