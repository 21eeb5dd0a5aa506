using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>
/// Remembers answers for as long as their TTL says, per resolver, name and kind, for all runs of the process; and
/// lets those who ask the same at the same time share one question. Failures are not remembered.
/// </summary>
internal sealed class DnsMemory
{
    // A TTL of a day and more is no reason to keep telling somebody that he is listed.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private readonly ConcurrentDictionary<Key, Lazy<Task<DnsAnswer>>> _asking = new();
    private readonly Func<TimeSpan> _now;
    private readonly int _capacity;

    internal DnsMemory(Func<TimeSpan>? now = null, int capacity = 50_000)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _now = now ?? (() => watch.Elapsed);
        _capacity = capacity;
    }

    internal static DnsMemory Process { get; } = new();

    /// <summary>A transport that asks <paramref name="inner"/> only what is not remembered.</summary>
    internal IDnsTransport Over(IDnsTransport inner) => new Remembering(this, inner);

    private async Task<DnsAnswer> AskAsync(IDnsTransport inner, string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        Key key = new(inner.Resolver, name.ToLowerInvariant(), kind);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_entries.TryGetValue(key, out Entry? entry))
            {
                TimeSpan left = entry.Until - _now();
                if (left > TimeSpan.Zero)
                {
                    return entry.Answer.Remembered(left);
                }

                _entries.TryRemove(key, out _);
            }

            Lazy<Task<DnsAnswer>> mine = new(() => inner.AskAsync(name, kind, cancellationToken));
            Lazy<Task<DnsAnswer>> asking = _asking.GetOrAdd(key, mine);
            if (ReferenceEquals(asking, mine))
            {
                return await AskAndKeepAsync(key, mine).ConfigureAwait(false);
            }

            try
            {
                return await ShareAsync(asking.Value, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever asked gave up; this caller did not, and asks itself. The question may still stand there, if
                // this continuation runs before its owner's.
                Forget(key, asking);
            }
        }
    }

    private async Task<DnsAnswer> AskAndKeepAsync(Key key, Lazy<Task<DnsAnswer>> mine)
    {
        try
        {
            DnsAnswer answer = await mine.Value.ConfigureAwait(false);
            Keep(key, answer);
            return answer;
        }
        finally
        {
            Forget(key, mine);
        }
    }

    /// <summary>Waits for somebody else's question, and leaves it to him when the caller gives up.</summary>
    private static async Task<DnsAnswer> ShareAsync(Task<DnsAnswer> asking, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => leaving.TrySetResult(true)))
        {
            await Task.WhenAny(asking, leaving.Task).ConfigureAwait(false);
        }

        if (!asking.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await asking.ConfigureAwait(false);
    }

    private void Forget(Key key, Lazy<Task<DnsAnswer>> asking) =>
        ((ICollection<KeyValuePair<Key, Lazy<Task<DnsAnswer>>>>)_asking).Remove(new KeyValuePair<Key, Lazy<Task<DnsAnswer>>>(key, asking));

    private void Keep(Key key, DnsAnswer answer)
    {
        if (answer.Outcome == DnsOutcome.Failed || answer.Ttl <= TimeSpan.Zero)
        {
            return;
        }

        TimeSpan now = _now();
        if (_entries.Count >= _capacity)
        {
            Prune(now);
        }

        _entries[key] = new Entry(answer, now + (answer.Ttl < Longest ? answer.Ttl : Longest));
    }

    /// <summary>Drops what ran out, and if that is not enough, the half that would run out first.</summary>
    private void Prune(TimeSpan now)
    {
        List<KeyValuePair<Key, Entry>> entries = _entries.ToArray().OrderBy(e => e.Value.Until).ToList();
        int excess = entries.Count - (_capacity / 2);
        for (int i = 0; i < entries.Count && (i < excess || entries[i].Value.Until <= now); i++)
        {
            _entries.TryRemove(entries[i].Key, out _);
        }
    }

    private readonly record struct Key(string Resolver, string Name, DnsRecordKind Kind);

    private sealed record Entry(DnsAnswer Answer, TimeSpan Until);

    private sealed class Remembering : IDnsTransport
    {
        private readonly DnsMemory _memory;
        private readonly IDnsTransport _inner;

        internal Remembering(DnsMemory memory, IDnsTransport inner)
        {
            _memory = memory;
            _inner = inner;
        }

        public string Resolver => _inner.Resolver;

        public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
            _memory.AskAsync(_inner, name, kind, cancellationToken);
    }
}
