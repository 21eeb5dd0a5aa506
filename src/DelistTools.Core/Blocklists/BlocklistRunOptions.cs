using System;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>How a run asks.</summary>
internal sealed class BlocklistRunOptions
{
    /// <summary>What a list may take for all that concerns one target.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Questions under way at the same time, for all lists together.</summary>
    internal int InFlight { get; init; } = 100;

    internal OperatorPace Pace { get; init; } = OperatorPace.Process;

    /// <summary>Remembers answers for their TTL; null: every question is asked.</summary>
    internal DnsMemory? Memory { get; init; }

    internal ListTestMemory TestMemory { get; init; } = ListTestMemory.Process;

    internal FileListOptions Files { get; init; } = new();

    /// <summary>Told each question with its answer, from any thread; account keys never reach it.</summary>
    internal Action<string>? Trace { get; init; }
}
