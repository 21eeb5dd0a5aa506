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

    /// <summary>How much operators may be asked; the process's own where left out, which touches no file.</summary>
    internal OperatorBudget Budget { get; init; } = OperatorBudget.Process;

    /// <summary>Ask also operators that refused the resolver a while ago.</summary>
    internal bool IgnoresBreaker { get; init; }

    /// <summary>Remembers answers for their TTL; null: every question is asked.</summary>
    internal DnsMemory? Memory { get; init; }

    /// <summary>Remembers tests of lists; the process's own where left out, which touches no file.</summary>
    internal ListTestMemory TestMemory { get; init; } = ListTestMemory.Process;

    internal TestReuse TestReuse { get; init; }

    internal FileListOptions Files { get; init; } = new();

    /// <summary>Where to go when the resolver has stopped answering; null: nowhere.</summary>
    internal ResolverSuccession? Succession { get; init; }

    /// <summary>Told each question with its answer, from any thread; account keys never reach it.</summary>
    internal Action<string>? Trace { get; init; }

    /// <summary>Told what is wrong with the counts of questions, from any thread, perhaps more than once.</summary>
    internal Action<string>? Warn { get; init; }
}
