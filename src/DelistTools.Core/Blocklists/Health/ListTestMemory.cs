using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.State;

namespace DelistTools.Blocklists;

/// <summary>
/// Test results of this process, and where a file is given those of all processes of the machine. The file is read when a
/// run begins and written when its command ends. Safe for several threads at once.
/// </summary>
internal sealed class ListTestMemory
{
    private const string FileName = "health.json";

    // A dead process holds nothing. This is for machines that are busy beyond measure.
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(5);

    /// <summary>A command that ends early is not to be held up.</summary>
    internal static readonly TimeSpan ClosingPatience = TimeSpan.FromMilliseconds(300);

    private static readonly ConcurrentDictionary<string, ListTestMemory> Machine = new(StringComparer.Ordinal);

    private readonly object _gate = new();
    private readonly object _fileGate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Change> _changes = new(StringComparer.Ordinal);
    private readonly Func<TimeSpan> _now;
    private readonly IClock _clock;
    private readonly SharedStateFile? _file;
    private readonly string _machine;
    private readonly TimeSpan _patience;
    private ListTestState? _shared;
    private StateFault? _fault;
    private string? _news;
    private bool _isDamaged;

    /// <param name="now">A clock that only goes forward.</param>
    /// <param name="clock">The time of day.</param>
    /// <param name="file">Where results are shared; null: they are this object's alone.</param>
    /// <param name="machine">The machine's name.</param>
    /// <param name="patience">How long to wait for others that hold the file.</param>
    internal ListTestMemory(
        Func<TimeSpan>? now = null, IClock? clock = null, SharedStateFile? file = null, string? machine = null, TimeSpan? patience = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _now = now ?? (() => watch.Elapsed);
        _clock = clock ?? SystemClock.Instance;
        _file = file;
        _machine = machine ?? Environment.MachineName;
        _patience = patience ?? UsualPatience;
    }

    /// <summary>Results of this process alone.</summary>
    internal static ListTestMemory Process { get; } = new();

    /// <summary>The file's path; null where there is none.</summary>
    internal string? Path => _file?.Path;

    /// <summary>The time that results are stamped with.</summary>
    internal DateTime UtcNow => _clock.UtcNow;

    /// <summary>The results of the machine, in the user's own folder or where the environment names one.</summary>
    internal static ListTestMemory OfMachine()
    {
        string? path = SharedStateFile.PathOf(FileName);
        return Machine.GetOrAdd(path ?? "", _ => path is null
            ? new ListTestMemory
            {
                _news = "The health of lists is kept for this session only, because the environment variable "
                    + SharedStateFile.FolderVariable + " names no full path.",
            }
            : new ListTestMemory(file: new SharedStateFile(path, ListTestState.Kind, ListTestState.Version)));
    }

    /// <summary>Learns what other processes have left in the file.</summary>
    internal Task OpenAsync() => _file is null ? Task.CompletedTask : Task.Run(() =>
    {
        lock (_fileGate)
        {
            ListTestState? read = null;
            Settle(_file.Change(
                content =>
                {
                    read = content is null ? null : ListTestState.Read(content, _machine);
                    return null;
                },
                _patience,
                CancellationToken.None));
            lock (_gate)
            {
                _shared = read ?? _shared;
            }
        }
    });

    /// <summary>The newest result that holds; null where there is none.</summary>
    internal ListTestResult? Find(ListTestKey key)
    {
        DateTime utc = _clock.UtcNow;
        lock (_gate)
        {
            ListTestResult? own = _entries.TryGetValue(key.Identity, out Entry? entry) && entry.HoldsAt(utc, _now()) ? entry.Result : null;
            ListTestResult? shared = key.IsShared ? _shared?.Find(key, utc) : null;
            if (shared is null || own?.CheckedAt >= shared.CheckedAt)
            {
                return own;
            }

            _entries[key.Identity] = new Entry(shared with { IsRemembered = true }, _now() + shared.Lifetime - (utc - shared.CheckedAt));
            return _entries[key.Identity].Result;
        }
    }

    /// <summary>Keeps a result for as long as it holds. One that holds for no time makes what was kept before forgotten.</summary>
    internal void Keep(ListTestKey key, ListTestResult result)
    {
        ListTestResult? kept = result.Lifetime > TimeSpan.Zero ? result with { IsRemembered = true } : null;
        lock (_gate)
        {
            if (kept is null)
            {
                _entries.Remove(key.Identity);
            }
            else
            {
                _entries[key.Identity] = new Entry(kept, _now() + kept.Lifetime);
            }

            if (_file is not null && key.IsShared)
            {
                _shared?.Put(key, kept, result.CheckedAt);
                _changes[key.Identity] = new Change(key, kept, result.CheckedAt);
            }
        }
    }

    /// <summary>Writes what is new into the file, beside what others have written meanwhile.</summary>
    /// <param name="patience">How long to wait for others.</param>
    /// <param name="cancellationToken">Ends that wait.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal void Close(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_file is null || !Monitor.TryEnter(_fileGate, patience))
        {
            return;
        }

        try
        {
            List<Change> changes;
            lock (_gate)
            {
                changes = _changes.Values.ToList();
            }

            if (changes.Count == 0 && !_isDamaged)
            {
                return;
            }

            ListTestState merged = null!;
            StateFault? fault = _file.Change(
                content =>
                {
                    merged = content is null ? new ListTestState(_machine) : ListTestState.Read(content, _machine);

                    // What is from the future goes first, or it would stay for being newer.
                    merged.Turn(_clock.UtcNow);
                    changes.ForEach(c => merged.Put(c.Key, c.Result, c.At));
                    merged.Turn(_clock.UtcNow);
                    return merged.Write;
                },
                patience,
                cancellationToken);
            Settle(fault);
            if (fault is null or { IsKept: true })
            {
                Written(changes, merged);
            }
        }
        finally
        {
            Monitor.Exit(_fileGate);
        }
    }

    /// <summary>The same with the patience of a command that has come to its end.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal void Close(CancellationToken cancellationToken) => Close(_patience, cancellationToken);

    /// <summary>What went wrong with the file; null where nothing did. What is over is told once.</summary>
    internal string? Warning()
    {
        string? news = Interlocked.Exchange(ref _news, null);
        return _fault is { IsKept: false } fault
            ? "The health of lists is kept for this session only, because the file " + _file!.Path + " cannot be used: " + fault.Reason + "."
            : news;
    }

    private void Settle(StateFault? fault)
    {
        _fault = fault;
        if (fault is { IsKept: true })
        {
            _isDamaged = true;
            _news = "The health of lists that was kept is lost: the file " + _file!.Path + " " + fault.Reason.Substring("it ".Length) + ".";
        }
    }

    private void Written(List<Change> changes, ListTestState merged)
    {
        lock (_gate)
        {
            _isDamaged = false;
            _shared = merged;
            foreach (Change change in changes)
            {
                if (ReferenceEquals(_changes[change.Key.Identity], change))
                {
                    _changes.Remove(change.Key.Identity);
                }
            }

            // What has come since then goes along at the next time, and holds here already.
            foreach (Change change in _changes.Values)
            {
                merged.Put(change.Key, change.Result, change.At);
            }
        }
    }

    private sealed class Entry
    {
        private readonly TimeSpan _until;

        internal Entry(ListTestResult result, TimeSpan until)
        {
            Result = result;
            _until = until;
        }

        internal ListTestResult Result { get; }

        /// <summary>By both clocks: one stands still while a machine sleeps, the other can be set.</summary>
        internal bool HoldsAt(DateTime utc, TimeSpan now) =>
            now < _until && Result.CheckedAt <= utc && utc - Result.CheckedAt < Result.Lifetime;
    }

    private sealed class Change
    {
        internal Change(ListTestKey key, ListTestResult? result, DateTime at)
        {
            Key = key;
            Result = result;
            At = at;
        }

        internal ListTestKey Key { get; }

        internal ListTestResult? Result { get; }

        internal DateTime At { get; }
    }
}
