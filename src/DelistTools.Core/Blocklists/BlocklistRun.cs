using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Asks a set of lists about any number of targets through one resolver. Lists are asked side by side; a silent one
/// costs its own time-out and nobody else's. Safe for several targets at once.
/// </summary>
internal sealed class BlocklistRun
{
    private readonly IReadOnlyList<SelectedList> _lists;
    private readonly BlocklistRunOptions _options;
    private readonly ListQuestions _questions;
    private readonly ListTester _tester;
    private readonly ResolverDiagnosis _diagnosis;
    private readonly ListCatalog _catalog;
    private readonly FileQuestions _files;

    internal BlocklistRun(ListCatalog catalog, IReadOnlyList<SelectedList> lists, IDnsTransport transport, BlocklistRunOptions options)
    {
        _catalog = catalog;
        _lists = lists;
        _options = options;
        _questions = new ListQuestions(transport, catalog.KeyOf, options);
        _tester = new ListTester(_questions, options.TestMemory, options.Timeout);
        _diagnosis = new ResolverDiagnosis(_questions, TestDeepNameAsync);
        _files = new FileQuestions(options.Files, options.Trace);
    }

    internal string Resolver => _questions.Transport.Resolver;

    /// <summary>Asks every list about one address. <paramref name="landed"/> is called from any thread, once a check.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IpBlocklistResult> CheckAsync(
        IPAddress address, string? hostName, Action<BlocklistCheck>? landed, CancellationToken cancellationToken)
    {
        BlocklistKind kind = address.AddressFamily == AddressFamily.InterNetworkV6 ? BlocklistKind.IPv6 : BlocklistKind.IPv4;
        string target = address.ToString();
        string labels = QuestionName.Labels(address);
        BlocklistSummary summary = await CheckListsAsync(target, kind, _ => labels, landed, cancellationToken).ConfigureAwait(false);
        return summary.ForAddress(target, hostName);
    }

    /// <summary>Asks every list about one target, for the labels that each list is to be asked for.</summary>
    private async Task<BlocklistSummary> CheckListsAsync(
        string target, BlocklistKind kind, Func<Blocklist, string> labelsFor, Action<BlocklistCheck>? landed, CancellationToken cancellationToken)
    {
        ConcurrentQueue<BlocklistCheck> checks = new();

        // A list that holds no targets of this kind is worth a word only to somebody who asked for that list.
        IEnumerable<SelectedList> lists = _lists.Where(l => l.IsNamed || (l.List.Kind & kind) != 0);
        await Task.WhenAll(lists.Select(async selected =>
        {
            BlocklistCheck check = await CheckListAsync(
                selected.List, target, kind, labelsFor(selected.List), cancellationToken).ConfigureAwait(false);
            checks.Enqueue(check);
            landed?.Invoke(check);
        })).ConfigureAwait(false);
        IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings =
            await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false);
        string resolver = Resolver.Length > 0 ? Resolver : string.Join(", ", checks.Select(c => c.Resolver).Where(r => r.Length > 0).Distinct());
        return new BlocklistSummary(checks.ToArray(), _lists, resolver, findings.Select(f => f.Value).ToList());
    }

    /// <summary>Tests one list by its test entries, afresh.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistHealth> TestAsync(Blocklist list, CancellationToken cancellationToken)
    {
        if (list.File is not null)
        {
            return Health(list, await _files.TestAsync(list, cancellationToken).ConfigureAwait(false), Array.Empty<KeyValuePair<ResolverFinding, string>>());
        }

        ListTestResult test = await _tester.TestAsync(list, TestedKind(list), cancellationToken).ConfigureAwait(false);
        _diagnosis.Note(list, test);
        IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings =
            await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false);
        // What the whole run knows about the resolver explains this list only where the list shows the same sign.
        return Health(list, test, findings.Where(f => Explains(f.Key, test.Health)).ToList());
    }

    private BlocklistHealth Health(Blocklist list, ListTestResult test, IReadOnlyList<KeyValuePair<ResolverFinding, string>> explaining) => new()
    {
        Name = list.Id,
        Zone = list.Zone,
        Health = test.Health,
        ResolverFinding = explaining.Count > 0 ? explaining[0].Key : test.Finding,
        Reason = Sentence(test.Reason),
        Advice = explaining.Select(f => f.Value).Concat(Registration(list, test.Health)).ToList().AsReadOnly(),
        Evidence = test.Evidence,
        Resolver = list.File ?? Resolver,
        CheckedAt = DateTime.UtcNow,
    };

    /// <summary>What is wrong with the resolver, as far as the run has shown it.</summary>
    internal Task<IReadOnlyList<KeyValuePair<ResolverFinding, string>>> DiagnoseAsync(CancellationToken cancellationToken) =>
        _diagnosis.ConcludeAsync(cancellationToken);

    private static bool Explains(ResolverFinding finding, ListHealth health) => finding switch
    {
        ResolverFinding.RewritesAnswers => health is ListHealth.Parked or ListHealth.ListsWorld,
        ResolverFinding.FiltersLoopback => health is ListHealth.Filtered or ListHealth.Empty,
        ResolverFinding.StrictMinimisation => health is ListHealth.Filtered or ListHealth.Empty or ListHealth.Healthy,
        ResolverFinding.RefusedByLists => health is ListHealth.Refused,
        ResolverFinding.Unreachable => health is ListHealth.Unreachable,
        _ => false,
    };

    private static BlocklistKind TestedKind(Blocklist list)
    {
        if ((list.Kind & BlocklistKind.IPv4) != 0)
        {
            return BlocklistKind.IPv4;
        }

        return (list.Kind & BlocklistKind.IPv6) != 0 ? BlocklistKind.IPv6 : BlocklistKind.Domain;
    }

    /// <summary>Asks one list about one target: <paramref name="labels"/> is what stands before the zone.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistCheck> CheckListAsync(
        Blocklist list, string target, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        if ((list.Kind & kind) == 0)
        {
            return Check(list, target, NotApplicable(list, kind));
        }

        if (list.File is not null)
        {
            return await CheckFileAsync(list, target, kind, labels, cancellationToken).ConfigureAwait(false);
        }

        if (_questions.GaveUpOn(list) is { } gaveUp)
        {
            return Check(list, target, new WeighedAnswer
            {
                Verdict = gaveUp.Verdict,
                Failure = LookupFailureKind.NotAsked,
                Scope = list.Scope,
                Reason = gaveUp.Reason,
            });
        }

        Task<ListTestResult> testing = _tester.TestAsync(list, kind, cancellationToken);
        DnsAnswer answer = await _questions.AskAsync(list, labels, DnsRecordKind.A, cancellationToken).ConfigureAwait(false);
        if (answer.WasHidden)
        {
            _diagnosis.NoteHidden();
        }

        WeighedAnswer weighed = AnswerRules.Weigh(list, answer);
        IReadOnlyList<string> texts = HasText(answer, weighed)
            ? await AskTextAsync(list, labels, _options.Timeout - answer.Elapsed, cancellationToken).ConfigureAwait(false)
            : Array.Empty<string>();
        ListTestResult test = await testing.ConfigureAwait(false);
        _diagnosis.Note(list, test);
        _diagnosis.Note(list, weighed, texts);
        if (weighed.Verdict == ListingVerdict.Refused || test.Health == ListHealth.Refused)
        {
            _questions.NoteRefusal(list);
        }

        WeighedAnswer trusted = ListTrust.Apply(weighed, test);
        return Check(list, target, trusted, test.Health, answer, texts);
    }

    private async Task<BlocklistCheck> CheckFileAsync(
        Blocklist list, string target, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        FileReply reply = await _files.AskAsync(list, kind, labels, cancellationToken).ConfigureAwait(false);
        if (reply.Answer is not { } answer)
        {
            return Check(list, target, NotApplicable(list, kind), reply.Health.Health);
        }

        WeighedAnswer weighed = answer.Outcome == DnsOutcome.NameError
            ? new WeighedAnswer { Verdict = ListingVerdict.NotListed, Scope = list.Scope, Reason = reply.Absence }
            : AnswerRules.Weigh(list, answer);
        IReadOnlyList<string> texts = HasText(answer, weighed)
            ? answer.Texts.Select(t => NetworkText.Clean(t)).Where(t => t.Length > 0).ToList().AsReadOnly()
            : Array.Empty<string>();
        return Check(list, target, ListTrust.Apply(weighed, reply.Health), reply.Health.Health, answer, texts);
    }

    private static WeighedAnswer NotApplicable(Blocklist list, BlocklistKind kind) => new()
    {
        Verdict = ListingVerdict.NotApplicable,
        Scope = list.Scope,
        Reason = "The list holds no " + kind + " targets, so it was not asked.",
    };

    /// <summary>A parked zone's text, or that of a neighbour in a shared zone, would explain nothing.</summary>
    private static bool HasText(DnsAnswer answer, WeighedAnswer weighed) =>
        answer.Outcome == DnsOutcome.Records && !weighed.IsForeign && weighed.Verdict != ListingVerdict.NotListed;

    /// <summary>The list's text, asked only where there is an entry or a refusal to explain, and never waited for long.</summary>
    private async Task<IReadOnlyList<string>> AskTextAsync(Blocklist list, string labels, TimeSpan left, CancellationToken cancellationToken)
    {
        DnsAnswer text = await _questions.AskTextAsync(list, labels, left, cancellationToken).ConfigureAwait(false);
        return text.Texts.Select(t => _questions.Show(list, t)).Where(t => t.Length > 0).ToList().AsReadOnly();
    }

    /// <summary>A domain list with a shallow and a deep test entry shows whether the resolver hides deep names.</summary>
    private async Task<ListTestResult?> TestDeepNameAsync(CancellationToken cancellationToken)
    {
        Blocklist? list = _catalog.Blocklists.FirstOrDefault(l => l.Status == BlocklistStatus.Live && !l.IsPrivate
            && l.Rules.PublicZone is not null && l.Rules.Test is { Shallow: not null, Listed: not null }
            && (l.Kind & BlocklistKind.Domain) != 0);
        return list is null ? null : await _tester.TestAsync(list, BlocklistKind.Domain, cancellationToken).ConfigureAwait(false);
    }

    private BlocklistCheck Check(
        Blocklist list,
        string target,
        WeighedAnswer weighed,
        ListHealth health = ListHealth.NotTested,
        DnsAnswer? answer = null,
        IReadOnlyList<string>? texts = null)
    {
        return new BlocklistCheck
        {
            Target = target,
            Blocklist = list.Id,
            Operator = list.Operator,
            Zone = list.Zone,
            Verdict = weighed.Verdict,
            Codes = weighed.Codes,
            Meanings = weighed.Meanings,
            Components = weighed.Components,
            Texts = texts ?? Array.Empty<string>(),
            IsPartial = answer?.IsPartial == true,
            Reason = texts is { Count: > 0 } ? weighed.Reason + " [" + string.Join("; ", texts) + "]" : weighed.Reason,
            Scope = weighed.Scope,
            Impact = list.Impact,
            FailureKind = weighed.Failure,
            Health = health,
            Ttl = answer?.Ttl ?? TimeSpan.Zero,
            Elapsed = answer?.Elapsed ?? TimeSpan.Zero,
            Resolver = list.File ?? Resolver,
            CheckedAt = DateTime.UtcNow,
        };
    }

    /// <summary>A list that wants its askers registered may stay silent, or answer "no" to everything, until they are.</summary>
    private static IEnumerable<string> Registration(Blocklist list, ListHealth health) =>
        list.Registration is not null && health is (ListHealth.Refused or ListHealth.Empty or ListHealth.Unreachable)
            ? new[] { "Who may ask " + list.Id + ": " + list.Registration }
            : Array.Empty<string>();

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason.Substring(1) + ".";
}
