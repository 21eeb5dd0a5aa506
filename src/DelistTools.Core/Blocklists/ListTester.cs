using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
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
    private readonly ConcurrentDictionary<string, Lazy<Task<ListTestResult>>> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ListTestResult> _known = new(StringComparer.Ordinal);

    /// <param name="questions">The way to the lists.</param>
    /// <param name="memory">Where results are kept for other runs.</param>
    /// <param name="timeout">What a test may take before its text is given up.</param>
    internal ListTester(ListQuestions questions, ListTestMemory memory, TimeSpan timeout)
    {
        _questions = questions;
        _memory = memory;
        _timeout = timeout;
    }

    /// <summary>Tests a list for one kind of target, and not again while the last result is fresh; one that is silent once a run.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task<ListTestResult> TestAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        string key = kind + " " + _questions.Identity(list);
        if (_memory.Find(key) is { } remembered)
        {
            _known[key] = remembered;
            _questions.Budget.NoteTest(list, remembered);
            return Task.FromResult(remembered);
        }

        return _running.GetOrAdd(key, _ => new Lazy<Task<ListTestResult>>(async () =>
        {
            ListTestResult result = await AskAsync(list, kind, cancellationToken).ConfigureAwait(false);
            if (result.IsComplete && _memory.Keep(key, result))
            {
                _known[key] = result;
            }
            else if (_known.TryGetValue(key, out ListTestResult? earlier))
            {
                // A moment's silence says nothing new of a list; one that lasts, its answers show.
                result = earlier;
                _memory.KeepOn(key, earlier);
            }
            else if (result.IsComplete)
            {
                return result;
            }

            // A run may outlast what kept it from asking, and what it learned.
            _running.TryRemove(key, out Lazy<Task<ListTestResult>>? _);
            return result;
        })).Value;
    }

    private async Task<ListTestResult> AskAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        bool domain = kind == BlocklistKind.Domain;
        ListTestEntry entry = list.Rules.TestFor(domain, list.Kind);
        Task<DnsAnswer?> listed = AskOneAsync(list, kind, entry.Listed, cancellationToken);
        Task<DnsAnswer?> notListed = AskOneAsync(list, kind, entry.NotListed, cancellationToken);
        Task<DnsAnswer?> shallow = AskOneAsync(list, kind, domain ? entry.Shallow : null, cancellationToken);
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

        ListTestResult result = answers.Conclude(list, evidence.AsReadOnly(), refusal, texts, strippedText);
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
