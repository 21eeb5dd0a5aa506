using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Waiting;

/// <summary>Several entries that are waited for, each by itself; over when all are.</summary>
internal sealed class ListWait
{
    private readonly ListAsker _asker;
    private readonly IClock _clock;

    internal ListWait(ListAsker asker, IClock clock, IReadOnlyList<WaitedEntry> entries)
    {
        _asker = asker;
        _clock = clock;
        Entries = entries;
    }

    internal IReadOnlyList<WaitedEntry> Entries { get; }

    internal bool IsOver => Entries.All(e => e.IsOver);

    /// <summary>How many rounds of questions there were.</summary>
    internal int Asked { get; private set; }

    /// <summary>When something is asked next; null where nothing is left.</summary>
    internal DateTime? NextAt => IsOver ? null : Entries.Where(e => !e.IsOver).Min(e => e.NextAt);

    internal IReadOnlyList<BlocklistCheck> Checks => Entries.Select(e => e.Check).OfType<BlocklistCheck>().ToList().AsReadOnly();

    /// <summary>What it waits for, for a person.</summary>
    internal string Described => string.Join(", ", Entries.Where(e => !e.IsOver).Select(e => e.Described));

    /// <summary>Asks about those whose time has come, and gives them.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<WaitedEntry>> AskAsync(CancellationToken cancellationToken)
    {
        DateTime now = _clock.UtcNow;
        List<WaitedEntry> due = Entries.Where(e => !e.IsOver && e.NextAt <= now).ToList();
        if (due.Count == 0)
        {
            return due;
        }

        IReadOnlyList<BlocklistCheck> checks = await _asker.AskAsync(due.Select(e => (e.Target, e.List)).ToList(), cancellationToken).ConfigureAwait(false);
        Asked++;
        for (int i = 0; i < due.Count; i++)
        {
            due[i].Note(checks[i], _clock.UtcNow);
        }

        return due;
    }

    /// <summary>How it ended, once it has.</summary>
    internal (WaitEnd Ended, string Reason) End() => Entries.Any(e => e.Gone.IsGone && e.WasListed)
        ? (WaitEnd.Delisted, "Gone from " + Names(e => e.Gone.IsGone && e.WasListed) + ": asked twice, some time apart, and the list works.")
        : (WaitEnd.NotListed, Entries.Any(e => e.Gone.IsGone)
            ? "Not on " + Names(e => e.Gone.IsGone) + ", and was not when the wait began."
            : "The lists hold no targets of this kind.");

    private string Names(Func<WaitedEntry, bool> which) => string.Join(", ", Entries.Where(which).Select(e => e.List.Id).Distinct(StringComparer.Ordinal));
}
