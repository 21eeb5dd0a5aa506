using System;
using System.Collections.Concurrent;
using DelistTools.ListFiles;

namespace DelistTools.Blocklists;

/// <summary>How a run uses lists that are files.</summary>
internal sealed class FileListOptions
{
    internal ListFileStore Store { get; init; } = ListFileStore.Process;

    /// <summary>Lines that are no entries are left out; else a file with one is not used.</summary>
    internal bool IsLenient { get; init; }

    /// <summary>What has been told already, by all runs of these options.</summary>
    internal ConcurrentDictionary<object, bool> Told { get; } = new();

    /// <summary>Told once, from any thread, of a file that cannot be used.</summary>
    internal Action<Problem>? Report { get; init; }

    /// <summary>Told once, from any thread, of a file that is used although something is wrong with it.</summary>
    internal Action<Problem>? Warn { get; init; }
}
