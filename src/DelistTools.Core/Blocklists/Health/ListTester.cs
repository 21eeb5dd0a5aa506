using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Asks each list for its own test entries (RFC 5782, section 5) before its answers are believed: dead zones list
/// everything or nothing, and resolvers bend answers.
/// </summary>
internal sealed class ListTester
{
    private readonly ListQuestions _questions;
    private readonly ListTestMemory _memory;
    private readonly TimeSpan _timeout;
    private readonly TestReuse _reuse;
    private readonly Action<string>? _trace;
    private readonly Lazy<Task> _opening;
    private readonly ConcurrentDictionary<string, Lazy<Task<ListTestResult>>> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<ListTestResult>>> _proving = new(StringComparer.Ordinal);

    /// <param name="questions">The way to the lists.</param>
    /// <param name="options">Where results are kept for other runs, and which of theirs are taken.</param>
    internal ListTester(ListQuestions questions, BlocklistRunOptions options)
    {
        _questions = questions;
        _memory = options.TestMemory;
        _timeout = options.Timeout;
        _reuse = options.TestReuse;
        _trace = options.Trace;

        // Nobody's cancellation ends it for the others.
        _opening = new Lazy<Task>(async () =>
        {
            await _memory.OpenAsync().ConfigureAwait(false);
            if (_memory.Path is not null)
            {
                _trace?.Invoke("The health of lists is kept in " + _memory.Path + ".");
            }

            if (_memory.Warning() is { } warning)
            {
                options.Warn?.Invoke(warning);
            }
        });
    }

    /// <summary>Learns what earlier runs have left. Cheap after the first time.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task OpenAsync(CancellationToken cancellationToken) =>
        _opening.Value.IsCompleted ? _opening.Value : OperatorBudget.WaitForAsync(_opening.Value, cancellationToken);

    /// <summary>
    /// Tests a list for one kind of target, and not while what was found is fresh, by this run or an earlier one. A run over
    /// ranges may take days, and a list that has died in one would be believed to the end.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task<ListTestResult> TestAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        string id = IdOf(list, kind);
        Lazy<Task<ListTestResult>> test = _running.GetOrAdd(id, _ => Begin(list, kind, null, cancellationToken));
        if (test.IsValueCreated && test.Value.Status == TaskStatus.RanToCompletion && IsOver(test.Value.Result))
        {
            Lazy<Task<ListTestResult>> again = Begin(list, kind, test.Value.Result, cancellationToken);
            test = _running.TryUpdate(id, again, test) ? again : _running.GetOrAdd(id, again);
        }

        return test.Value;
    }

    private bool IsOver(ListTestResult result) => _memory.UtcNow - result.CheckedAt >= result.LifetimeInRun;

    private Lazy<Task<ListTestResult>> Begin(Blocklist list, BlocklistKind kind, ListTestResult? earlier, CancellationToken cancellationToken) => new(async () =>
    {
        if (earlier is null && Remembered(list, kind) is { } remembered)
        {
            _questions.Budget.NoteTest(list, remembered);
            return remembered;
        }

        ListTestResult result = await AskAndKeepAsync(list, kind, cancellationToken).ConfigureAwait(false);
        if (earlier is not null && earlier.Lifetime > TimeSpan.Zero && result.Lifetime == TimeSpan.Zero)
        {
            // A moment's silence says nothing new of a list; one that lasts, its answers show. It is tested again soon.
            return earlier with { CheckedAt = _memory.UtcNow - earlier.Lifetime + ListTestResult.Passing };
        }

        if (!result.IsComplete)
        {
            // A run may outlast what kept it from asking.
            _running.TryRemove(IdOf(list, kind), out Lazy<Task<ListTestResult>>? _);
        }

        return result;
    });

    /// <summary>A test that an absence can be believed by: one of this run, where the run believes no other.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task<ListTestResult> ProveAsync(Blocklist list, ListTestResult test, CancellationToken cancellationToken) =>
        !test.IsRemembered || _reuse == TestReuse.Kept
            ? Task.FromResult(test)
            : _proving.GetOrAdd(IdOf(list, test.Kind), _ => new Lazy<Task<ListTestResult>>(
                () => AskAndKeepAsync(list, test.Kind, cancellationToken))).Value;

    /// <summary>
    /// A domain list with a shallow and a deep test entry shows whether the resolver hides deep names; null where the
    /// catalogue has none.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ListTestResult?> TestDeepNameAsync(ListCatalog catalog, CancellationToken cancellationToken)
    {
        Blocklist? list = catalog.Blocklists.FirstOrDefault(l => l.Status == BlocklistStatus.Live && !l.IsPrivate
            && l.Rules.PublicZone is not null && (l.Kind & BlocklistKind.Domain) != 0
            && l.Rules.TestFor(BlocklistKind.Domain, l.Kind) is { Shallow: not null, Listed: not null });
        return list is null ? null : await TestAsync(list, BlocklistKind.Domain, cancellationToken).ConfigureAwait(false);
    }

    private static string IdOf(Blocklist list, BlocklistKind kind) => kind + " " + list.Id + " " + list.Zone;

    private ListTestResult? Remembered(Blocklist list, BlocklistKind kind)
    {
        ListTestResult? kept = _reuse == TestReuse.None ? null : _memory.Find(_questions.TestKey(list, kind));
        if (kept is null || (_reuse == TestReuse.Listings && kept.Health != ListHealth.Healthy))
        {
            return null;
        }

        _trace?.Invoke(list.Id + " was " + kept.Health + " for " + kind + " on " + kept.CheckedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            + " UTC, and is not tested again yet.");
        return kept;
    }

    private async Task<ListTestResult> AskAndKeepAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        // By the time of the question: an answer is no younger than that.
        DateTime at = _memory.UtcNow;
        ListTestResult result = await AskAsync(list, kind, cancellationToken).ConfigureAwait(false) with { Kind = kind, CheckedAt = at };
        if (result.IsComplete)
        {
            _memory.Keep(_questions.TestKey(list, kind), result);
        }

        return result;
    }

    private async Task<ListTestResult> AskAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        ListTestEntry entry = list.Rules.TestFor(kind, list.Kind);
        Task<DnsAnswer?> listed = AskOneAsync(list, kind, entry.Listed, cancellationToken);
        Task<DnsAnswer?> notListed = AskOneAsync(list, kind, entry.NotListed, cancellationToken);
        Task<DnsAnswer?> shallow = AskOneAsync(list, kind, kind == BlocklistKind.Domain ? entry.Shallow : null, cancellationToken);
        ListTestAnswers answers = new(
            await listed.ConfigureAwait(false), await notListed.ConfigureAwait(false), await shallow.ConfigureAwait(false));

        List<string> evidence = new();
        Note(evidence, list, kind, entry.Listed, answers.Listed);
        Note(evidence, list, kind, entry.NotListed, answers.NotListed);
        Note(evidence, list, kind, entry.Shallow, answers.Shallow);

        string? refusal = answers.Refusal(list);
        IReadOnlyList<string> texts = Array.Empty<string>();
        bool strippedText = false;
        if (refusal is not null)
        {
            string labels = Labels(kind, answers.RefusedEntry(list, entry)!);
            DnsAnswer text = await _questions.AskTextAsync(list, labels, _timeout - answers.Elapsed, cancellationToken).ConfigureAwait(false);
            evidence.Add(_questions.Describe(list, labels, DnsRecordKind.Txt, text));
            texts = text.Texts.Select(t => _questions.Show(list, t)).ToList();
        }
        else if (answers.Listed?.Outcome == DnsOutcome.NoData)
        {
            // Rebinding protection takes the address away and leaves the text: that tells it from an empty list.
            string labels = Labels(kind, entry.Listed!);
            DnsAnswer text = await _questions.AskTextAsync(list, labels, _timeout - answers.Elapsed, cancellationToken).ConfigureAwait(false);
            evidence.Add(_questions.Describe(list, labels, DnsRecordKind.Txt, text));
            strippedText = text.Texts.Count > 0;
        }

        ListTestResult result = answers.Conclude(list, evidence.AsReadOnly(), refusal, texts, strippedText) with { Depths = Depths(list, kind, entry, answers) };
        _questions.Budget.NoteTest(list, result);
        if (refusal is not null)
        {
            _questions.NoteRefusal(list, answers.Refusing(list));
        }
        else if (result.Health == ListHealth.Healthy)
        {
            _questions.Budget.NoteGood(list, answers.Listed!);
        }

        return result;
    }

    private async Task<DnsAnswer?> AskOneAsync(Blocklist list, BlocklistKind kind, string? target, CancellationToken cancellationToken) =>
        target is null
            ? null
            : await _questions.AskAsync(list, Labels(kind, target), DnsRecordKind.A, cancellationToken).ConfigureAwait(false);

    private static IReadOnlyList<TestEntryDepth> Depths(Blocklist list, BlocklistKind kind, ListTestEntry entry, ListTestAnswers answers)
    {
        List<TestEntryDepth> depths = new();
        foreach ((string? target, DnsAnswer? answer) in new[] { (entry.Shallow, answers.Shallow), (entry.Listed, answers.Listed) })
        {
            if (target is not null && answer is not null)
            {
                string labels = Labels(kind, target);
                depths.Add(new TestEntryDepth
                {
                    Labels = labels.Count(c => c == '.') + 1,
                    Entry = labels,
                    Found = answer.Outcome == DnsOutcome.Failed ? null : ListTestAnswers.IsEntry(list, answer),
                    WasHidden = answer.WasHidden,
                    Answer = ListQuestions.Describe(answer),
                });
            }
        }

        return depths.OrderBy(d => d.Labels).ToList().AsReadOnly();
    }

    private void Note(List<string> evidence, Blocklist list, BlocklistKind kind, string? target, DnsAnswer? answer)
    {
        if (target is not null && answer is not null)
        {
            evidence.Add(_questions.Describe(list, Labels(kind, target), DnsRecordKind.A, answer));
        }
    }

    /// <summary>What stands before the zone in a question for a test entry.</summary>
    internal static string Labels(BlocklistKind kind, string target)
    {
        if (!IpAddressText.TryParse(target, out System.Net.IPAddress? address))
        {
            return target;
        }

        // An IPv6 list's entries are the IPv4 ones, mapped and not unmapped (RFC 5782, section 5).
        return kind == BlocklistKind.IPv6 && address.AddressFamily == AddressFamily.InterNetwork
            ? QuestionName.MappedLabels(address.ToString())
            : QuestionName.Labels(address);
    }
}
