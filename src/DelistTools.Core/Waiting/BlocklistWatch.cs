using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Cases;

namespace DelistTools.Waiting;

/// <summary>Asks lists about a set of addresses, round after round, and tells what has changed since it last told.</summary>
internal sealed class BlocklistWatch
{
    /// <summary>At least so long nothing is asked where a round takes longer than its interval.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly string _name;
    private readonly WatchStore _store;
    private readonly ListAsker _asker;
    private readonly IReadOnlyList<SelectedList> _lists;
    private readonly int _window;
    private readonly WaitOptions _options;
    private readonly bool _isQuiet;

    private readonly ConcurrentDictionary<(string Address, string Blocklist), WatchEntry> _entries = new();
    private IReadOnlyDictionary<string, WatchedList> _known = new Dictionary<string, WatchedList>();

    /// <param name="name">The name of the watch.</param>
    /// <param name="store">Where it keeps what it has told.</param>
    /// <param name="asker">The way to the lists.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="window">Addresses under way at the same time.</param>
    /// <param name="options">The clock, and who wants to hear.</param>
    /// <param name="isQuiet">What is listed when it is first asked about is not told.</param>
    internal BlocklistWatch(
        string name, WatchStore store, ListAsker asker, IReadOnlyList<SelectedList> lists, int window, WaitOptions options, bool isQuiet)
    {
        _name = name;
        _store = store;
        _asker = asker;
        _lists = lists;
        _window = window;
        _options = options;
        _isQuiet = isQuiet;
    }

    /// <summary>Takes up where the last run of that name ended, and gives what that one had seen and not handed over.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    internal IReadOnlyList<BlocklistEvent> Resume(CancellationToken cancellationToken)
    {
        bool isNew = _store.Begin(_name, _options.Clock.UtcNow, cancellationToken);
        foreach (WatchEntry entry in _store.Entries(_name, cancellationToken))
        {
            _entries[(entry.Address, entry.Blocklist)] = entry;
        }

        _known = _store.Lists(_name, cancellationToken);
        IReadOnlyList<BlocklistEvent> untold = _store.Untold(_name, cancellationToken);
        _options.Trace?.Invoke(isNew ? "The watch '" + _name + "' begins." : "The watch '" + _name + "' goes on: " + _entries.Count + " answers are known.");
        return untold;
    }

    /// <summary>Asks everything again and again, until it is stopped.</summary>
    /// <param name="addresses">What is watched.</param>
    /// <param name="interval">From the beginning of one round to that of the next.</param>
    /// <param name="told">Called from any thread, once a change.</param>
    /// <param name="faulted">Told once when rounds begin to fail: why; and null when they no longer do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task RunAsync(
        IReadOnlyList<IPAddress> addresses, TimeSpan interval, Action<BlocklistEvent> told, Action<Problem?> faulted, CancellationToken cancellationToken)
    {
        AskSchedule retries = AskSchedule.OfRetries();
        bool isFaulted = false;
        while (true)
        {
            DateTime begun = _options.Clock.UtcNow;
            Problem? fault = null;
            bool isSilent = false;
            try
            {
                fault = await RoundAsync(addresses, told, cancellationToken).ConfigureAwait(false) ? null : SilentRound();
                isSilent = fault is not null;
            }
            catch (StoreException e)
            {
                // What could not be written down is not told either, and is still a change at the next round. That one comes
                // when it would have: lists are not asked more often because a file of ours is locked.
                fault = e.Problem;
            }

            DateTime now = _options.Clock.UtcNow;
            if (fault is not null != isFaulted)
            {
                isFaulted = fault is not null;
                faulted(fault);
            }

            DateTime usual = begun + interval;
            DateTime next = isSilent ? retries.AfterFailure(now) : usual;
            if (!isSilent)
            {
                retries = AskSchedule.OfRetries();
            }

            next = isSilent && next > usual && usual > now ? usual : next;
            _options.Status?.Invoke(AddressWait.Line("the watch '" + _name + "'", next));
            await _options.Clock.DelayAsync(next - now > Pause ? next - now : interval < Pause ? interval : Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is told of a round in which nothing came back, not from the resolver either.</summary>
    internal Problem SilentRound() => new("WatchRoundFailed", _name, _name);

    /// <summary>Asks everything once. <paramref name="told"/> is called from any thread, once a change.</summary>
    /// <returns>False where nothing came back, not from the resolver either: the round says nothing about anything.</returns>
    /// <exception cref="StoreException">The store cannot be used; the rest of the round was not made.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<bool> RoundAsync(IReadOnlyList<IPAddress> addresses, Action<BlocklistEvent> told, CancellationToken cancellationToken)
    {
        BlocklistRun run = await _asker.OpenAsync(_lists, cancellationToken).ConfigureAwait(false);
        ConcurrentDictionary<string, ListRound> rounds = new(StringComparer.Ordinal);
        ConcurrentBag<BlocklistCheck> silent = new();
        using SemaphoreSlim places = new(_window);
        using SemaphoreSlim writing = new(1);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken stopping = stop.Token;
        int done = 0;
        await Task.WhenAll(addresses.Select(async address =>
        {
            await places.WaitAsync(stopping).ConfigureAwait(false);
            try
            {
                IpBlocklistResult result = await run.CheckAsync(address, null, null, stopping).ConfigureAwait(false);
                foreach (BlocklistCheck check in result.Checks.Where(c => c.Verdict != ListingVerdict.NotApplicable))
                {
                    rounds.GetOrAdd(check.Blocklist, _ => new ListRound()).Note(check);
                    if (!check.IsAnswered && check.WasAsked)
                    {
                        silent.Add(check);
                    }
                }

                if (Changed(result) is { Count: > 0 } changed)
                {
                    // One at a time: side by side they would only wait for one another's lock of the file.
                    await writing.WaitAsync(stopping).ConfigureAwait(false);
                    try
                    {
                        Note(result.Address, changed, told, stopping);
                    }
                    catch (StoreException)
                    {
                        // A file that is locked holds each writer for a minute, and no question is worth asking whose answer is lost.
                        stop.Cancel();
                        throw;
                    }
                    finally
                    {
                        writing.Release();
                    }
                }

                _options.Status?.Invoke(Interlocked.Increment(ref done) + " of " + addresses.Count + " addresses asked about");
            }
            finally
            {
                places.Release();
            }
        })).ConfigureAwait(false);

        // Bad health comes from answers. Silence may be the network's, unless a list or the resolver does answer.
        bool isHeard = rounds.Any(r => r.Value.IsHeard) || await _asker.IsResolverAliveAsync(cancellationToken).ConfigureAwait(false);
        if (isHeard)
        {
            NoteLists(rounds, told, cancellationToken);
            NoteSilences(silent.Where(c => rounds[c.Blocklist].IsAnswered), told, cancellationToken);
        }

        return isHeard;
    }

    /// <summary>What of an address's answers is not as it was.</summary>
    private List<BlocklistCheck> Changed(IpBlocklistResult result)
    {
        DateTime now = _options.Clock.UtcNow;
        return result.Checks.Where(c => c.Verdict != ListingVerdict.NotApplicable && !ReferenceEquals(Step(Known(c), c, now).After, Known(c))).ToList();
    }

    private void Note(string address, List<BlocklistCheck> changed, Action<BlocklistEvent> told, CancellationToken cancellationToken)
    {
        DateTime now = _options.Clock.UtcNow;
        Note(address, changed, (before, check) => Step(before, check, now), now, told, cancellationToken);
    }

    /// <summary>Addresses that a list says nothing about, round after round, although it answers for others.</summary>
    private void NoteSilences(IEnumerable<BlocklistCheck> silent, Action<BlocklistEvent> told, CancellationToken cancellationToken)
    {
        DateTime now = _options.Clock.UtcNow;
        foreach (IGrouping<string, BlocklistCheck> address in silent
            .Where(c => !ReferenceEquals(WatchEntry.Silenced(Known(c), c, now).After, Known(c)))
            .GroupBy(c => c.Target, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Note(address.Key, address.ToList(), (before, check) => WatchEntry.Silenced(before, check, now), now, told, cancellationToken);
        }
    }

    private void Note(
        string address, List<BlocklistCheck> changed, Func<WatchEntry?, BlocklistCheck, (WatchEntry? After, BlocklistChange? Change)> step, DateTime now,
        Action<BlocklistEvent> told, CancellationToken cancellationToken)
    {
        (IReadOnlyList<WatchEntry> entries, IReadOnlyList<BlocklistEvent> events) = _store.Note(
            _name,
            address,
            known => changed.Select(check =>
            {
                known.TryGetValue(check.Blocklist, out WatchEntry? before);
                (WatchEntry? after, BlocklistChange? change) = step(before, check);
                return (after!, change is null ? null : Event(change.Value, check.Target, check, now, before?.Since));
            }).Where(s => s.Item1 is not null),
            cancellationToken);
        foreach (WatchEntry entry in entries)
        {
            _entries[(entry.Address, entry.Blocklist)] = entry;
        }

        events.ToList().ForEach(told);
    }

    private void NoteLists(IEnumerable<KeyValuePair<string, ListRound>> rounds, Action<BlocklistEvent> told, CancellationToken cancellationToken)
    {
        DateTime now = _options.Clock.UtcNow;
        List<KeyValuePair<string, ListRound>> changed = rounds.Where(r => After(_known, r, now, out _) != Before(_known, r.Key, now)).OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        (_known, IReadOnlyList<BlocklistEvent> events) = _store.NoteLists(
            _name,
            known => changed.Select(r =>
            {
                WatchedList after = After(known, r, now, out BlocklistChange? change);
                return (r.Key, after, change is null ? null : Event(
                    change.Value, null, r.Value.Telling, now, known.TryGetValue(r.Key, out WatchedList before) ? before.Since : null));
            }),
            cancellationToken);
        events.ToList().ForEach(told);
    }

    private static WatchedList Before(IReadOnlyDictionary<string, WatchedList> known, string list, DateTime now) =>
        known.TryGetValue(list, out WatchedList found) ? found : new WatchedList(WatchTold.Clear, now, 0);

    private static WatchedList After(IReadOnlyDictionary<string, WatchedList> known, KeyValuePair<string, ListRound> round, DateTime now, out BlocklistChange? change) =>
        Before(known, round.Key, now).After(round.Value.IsAnswered, round.Value.Telling.Health, now, out change);

    private WatchEntry? Known(BlocklistCheck check) => _entries.TryGetValue((check.Target, check.Blocklist), out WatchEntry? entry) ? entry : null;

    private (WatchEntry? After, BlocklistChange? Change) Step(WatchEntry? before, BlocklistCheck check, DateTime now) =>
        WatchEntry.Next(before, _lists.First(l => l.List.Id == check.Blocklist).List, check, _isQuiet, now);

    private static BlocklistEvent Event(BlocklistChange change, string? address, BlocklistCheck check, DateTime now, DateTime? since) => new()
    {
        At = now,
        Address = address,
        Blocklist = check.Blocklist,
        Change = change,
        Verdict = check.Verdict,
        Codes = address is null ? Array.Empty<string>() : check.Codes,
        Reason = check.Reason,
        Since = since,
    };

    /// <summary>What one list said in a round about any address.</summary>
    private sealed class ListRound
    {
        private readonly object _gate = new();
        private BlocklistCheck? _telling;

        internal bool IsAnswered => Telling.IsAnswered;

        /// <summary>Something came back from it, be it nothing that one can use.</summary>
        internal bool IsHeard => IsAnswered || Telling.Verdict is ListingVerdict.Refused || WatchedList.IsBad(Telling.Health);

        /// <summary>An answer, or where there was none, the first reason why.</summary>
        internal BlocklistCheck Telling => _telling!;

        internal void Note(BlocklistCheck check)
        {
            lock (_gate)
            {
                _telling = _telling is null || (check.IsAnswered && !_telling.IsAnswered) || (!_telling.IsAnswered && _telling.Health == ListHealth.NotTested) ? check : _telling;
            }
        }
    }
}
