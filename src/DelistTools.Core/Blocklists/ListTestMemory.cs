using System;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace DelistTools.Blocklists;

/// <summary>Test results of this process, kept for hours where all is well, for minutes where it is not: somebody may be mending it.</summary>
internal sealed class ListTestMemory
{
    // Hours, because asking the entries again and again is rude; few, because the resolver behind an address such as
    // 127.0.0.53 changes with the network, and a list may be given up at any time.
    internal static readonly TimeSpan Lasting = TimeSpan.FromHours(2);

    private static readonly TimeSpan Passing = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Func<TimeSpan> _now;

    internal ListTestMemory(Func<TimeSpan>? now = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _now = now ?? (() => watch.Elapsed);
    }

    internal static ListTestMemory Process { get; } = new();

    internal ListTestResult? Find(string key) =>
        _entries.TryGetValue(key, out Entry? entry) && entry.Until > _now() ? entry.Result : null;

    /// <summary>Keeps an older result for a while, since the list was silent when it was tested again.</summary>
    internal void KeepOn(string key, ListTestResult result) => _entries[key] = new Entry(result, _now() + Passing);

    /// <summary>Keeps a result; false where it is none to be kept.</summary>
    internal bool Keep(string key, ListTestResult result)
    {
        // Silence is forgotten at once: the next run may find the network mended, and asks two questions to know.
        if (result.Health is ListHealth.Unreachable or ListHealth.Inconclusive)
        {
            return false;
        }

        TimeSpan time = result.Health is ListHealth.Healthy or ListHealth.NoTestEntry ? Lasting : Passing;
        _entries[key] = new Entry(result, _now() + time);
        return true;
    }

    private sealed record Entry(ListTestResult Result, TimeSpan Until);
}
