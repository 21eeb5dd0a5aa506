using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.ListFiles;

namespace DelistTools.Blocklists;

/// <summary>
/// The way to lists that are files. What a file says is made into the answer that a name server with that file would send,
/// so that one set of rules reads both; and its health is told by what is in it instead of by test entries.
/// </summary>
internal sealed class FileQuestions
{
    private readonly FileListOptions _options;
    private readonly Action<string>? _trace;
    private readonly ConcurrentDictionary<string, Opened> _opened = new(StringComparer.Ordinal);

    internal FileQuestions(FileListOptions options, Action<string>? trace)
    {
        _options = options;
        _trace = trace;
    }

    /// <summary>Asks a list for a target: an address by its reversed labels, a domain by its name.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<FileReply> AskAsync(Blocklist list, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        ListFileState state = await StateAsync(list, cancellationToken).ConfigureAwait(false);
        Stopwatch watch = Stopwatch.StartNew();
        ListTestResult health = HealthOf(state, kind);
        if (state.List is not { } file || health.Health == ListHealth.Unreadable)
        {
            return new FileReply(DnsAnswer.Fail(LookupFailureKind.FileUnusable, health.Reason), health);
        }

        if (file.Kinds != BlocklistKind.None && (file.Kinds & kind) == 0)
        {
            return new FileReply(null, health);
        }

        FileAnswer? found = kind == BlocklistKind.Domain
            ? file.Find(labels)
            : QuestionName.TryReadLabels(labels) is { } address ? file.Find(address) : null;
        DnsAnswer answer = found is null
            ? new DnsAnswer { Outcome = DnsOutcome.NameError, Ttl = file.NegativeTtl, Elapsed = watch.Elapsed }
            : new DnsAnswer
            {
                Outcome = DnsOutcome.Records,
                Addresses = DnsAnswer.Sorted(found.Addresses),
                Texts = found.Texts,
                Ttl = found.Ttl,
                Elapsed = watch.Elapsed,
            };
        return new FileReply(answer, health);
    }

    /// <summary>The file of a list that is in order and holds targets of a kind, to look them up without waiting; else null.</summary>
    internal LoadedList? Current(Blocklist list, BlocklistKind kind) =>
        _opened.TryGetValue(Key(list), out Opened? opened) && opened.Current is { List: { } file } state && (file.Kinds & kind) != 0
            && HealthOf(state, kind).Health == ListHealth.Healthy
            ? file
            : null;

    /// <summary>What can be made of what the file of a list says about one kind of target.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ListTestResult> TestAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken) =>
        HealthOf(await StateAsync(list, cancellationToken).ConfigureAwait(false), kind);

    /// <summary>
    /// What is in the file of a list, and what can be made of it, for each kind of target that it holds; for none, where it
    /// holds nothing or cannot be read.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<ListTestResult>> TestAsync(Blocklist list, CancellationToken cancellationToken)
    {
        ListFileState state = await StateAsync(list, cancellationToken).ConfigureAwait(false);
        BlocklistKind[] kinds = { BlocklistKind.IPv4, BlocklistKind.IPv6, BlocklistKind.Domain };
        return kinds.Where(k => ((state.List?.Kinds ?? BlocklistKind.None) & k) != 0)
            .DefaultIfEmpty(BlocklistKind.None).Select(k => HealthOf(state, k)).ToList();
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Key(Blocklist list) => list.FileFormat + " " + list.File;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private async Task<ListFileState> StateAsync(Blocklist list, CancellationToken cancellationToken)
    {
        Opened opened = _opened.GetOrAdd(Key(list), _ => new Opened(_options.Store.Open(list.File!, list.FileFormat, _options.IsLenient)));
        ListFileState state = await opened.AskAsync(cancellationToken).ConfigureAwait(false);
        Tell(list.File!, state);
        return state;
    }

    /// <summary>Says once what is wrong.</summary>
    private void Tell(string path, ListFileState state)
    {
        if (state.Fault is { } fault && _options.Told.TryAdd(fault, true))
        {
            if (state.List is null)
            {
                _options.Report?.Invoke(fault.Problem);
            }
            else
            {
                _options.Warn?.Invoke(new Problem("ListFileKept", path, fault.Message, Time(state.List.Stamp.ChangedAt)));
            }
        }

        if (state.List is not { } list || !_options.Told.TryAdd(list, true))
        {
            return;
        }

        _trace?.Invoke(string.Join(" ", Evidence(state)));
        if (list.LeftOut > 0)
        {
            _options.Warn?.Invoke(new Problem("ListFileLinesLeftOut", path, path, Number(list.LeftOut), string.Join("; ", list.Faults)));
        }
    }

    private static ListTestResult HealthOf(ListFileState state, BlocklistKind kind)
    {
        ListHealth health;
        string reason;
        if (state.List is not { } list)
        {
            health = ListHealth.Unreadable;
            reason = state.Fault!.Message;
        }
        else if (list.ExpiresAt is { } end && end < DateTime.UtcNow)
        {
            health = ListHealth.Unreadable;
            reason = list.Path + " says by its $TIMESTAMP that it must not be used after " + Time(end);
        }
        else if (list.Kinds == BlocklistKind.None)
        {
            health = ListHealth.Empty;
            reason = "its file holds no entry";
        }
        else if (list.ListsWorld(kind))
        {
            health = ListHealth.ListsWorld;
            reason = "its file lists everything, or " + Unlistable(kind) + ", which no list may list";
        }
        else
        {
            health = ListHealth.Healthy;
            reason = "its file was read, and holds " + Number(list.Entries) + (list.Entries == 1 ? " entry" : " entries");
        }

        return new ListTestResult
        {
            Kind = kind,
            CheckedAt = DateTime.UtcNow,
            Health = health,
            PositiveHolds = health == ListHealth.Healthy,
            NegativeHolds = health is ListHealth.Healthy or ListHealth.Empty,
            Reason = reason,
            Evidence = Evidence(state),
            Absence = state.List is null ? null : "The file has no such entry; it was last changed " + Time(state.List.Stamp.ChangedAt) + ".",
        };
    }

    private static string Unlistable(BlocklistKind kind) => kind switch
    {
        BlocklistKind.IPv4 => ListTestEntry.Address.NotListed!,
        BlocklistKind.IPv6 => "::ffff:" + ListTestEntry.Address.NotListed,
        _ => ListTestEntry.Domain.NotListed!,
    };

    private static IReadOnlyList<string> Evidence(ListFileState state)
    {
        List<string> evidence = new();
        if (state.List is { } list)
        {
            evidence.Add(list.Path + ": " + Number(list.Entries) + (list.Entries == 1 ? " entry" : " entries") + ", read as "
                + list.Format.ToString().ToLowerInvariant() + ", last changed " + Time(list.Stamp.ChangedAt) + " (" + Age(list.Stamp.ChangedAt) + ").");
            if (list.LeftOut > 0)
            {
                evidence.Add("Lines left out: " + Number(list.LeftOut) + ". The first: " + string.Join("; ", list.Faults) + ".");
            }
        }

        if (state.Fault is { } fault)
        {
            evidence.Add((state.List is null ? "" : "Not used as it is now: ") + fault.Message + ".");
        }

        return evidence.AsReadOnly();
    }

    private static string Age(DateTime changedAt)
    {
        TimeSpan age = DateTime.UtcNow - changedAt;
        (double number, string unit) = age.TotalDays >= 1 ? (age.TotalDays, "day") : age.TotalHours >= 1 ? (age.TotalHours, "hour") : (age.TotalMinutes, "minute");
        int whole = Math.Max(0, (int)number);
        return whole.ToString(CultureInfo.InvariantCulture) + " " + unit + (whole == 1 ? "" : "s") + " ago";
    }

    /// <summary>A file of the run, which begins with it as it is and not with what an earlier run has read.</summary>
    private sealed class Opened
    {
        private readonly ListFile _file;
        private readonly Lazy<Task<ListFileState>> _first;

        internal Opened(ListFile file)
        {
            _file = file;
            _first = new Lazy<Task<ListFileState>>(() => file.AskAsync(isFresh: true, CancellationToken.None));
        }

        internal ListFileState? Current => _file.Current();

        internal async Task<ListFileState> AskAsync(CancellationToken cancellationToken)
        {
            if (_first.IsValueCreated && _first.Value.IsCompleted)
            {
                return await _file.AskAsync(isFresh: false, cancellationToken).ConfigureAwait(false);
            }

            return await ListFile.WithinAsync(_first.Value, cancellationToken).ConfigureAwait(false);
        }
    }
}
