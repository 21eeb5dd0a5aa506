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
    private readonly RunSuccession _succession;

    internal BlocklistRun(ListCatalog catalog, IReadOnlyList<SelectedList> lists, IDnsTransport transport, BlocklistRunOptions options)
    {
        _catalog = catalog;
        _lists = lists;
        _options = options;
        _questions = new ListQuestions(transport, catalog.KeyOf, options);
        _tester = new ListTester(_questions, options.TestMemory, options.Timeout);
        _diagnosis = new ResolverDiagnosis(_questions, TestDeepNameAsync);
        _succession = new RunSuccession(
            transport, options.Succession, next => new BlocklistRun(catalog, lists, next, options));
    }

    internal string Resolver => _questions.Transport.Resolver;

    /// <summary>The resolver that is asked now.</summary>
    internal string CurrentResolver => _succession.Next?.CurrentResolver ?? Resolver;

    /// <summary>The lists, in the order in which results show them.</summary>
    internal IReadOnlyList<SelectedList> Lists => _lists;

    /// <summary>The run that asks another resolver since this one's stopped answering.</summary>
    internal RunSuccession Succession => _succession;

    /// <summary>The way to the lists.</summary>
    internal ListQuestions Questions => _questions;

    /// <summary>Asks every list about one address. <paramref name="landed"/> is called from any thread, once a check.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IpBlocklistResult> CheckAsync(
        IPAddress address, string? hostName, Action<BlocklistCheck>? landed, CancellationToken cancellationToken)
    {
        BlocklistKind kind = address.AddressFamily == AddressFamily.InterNetworkV6 ? BlocklistKind.IPv6 : BlocklistKind.IPv4;
        string target = address.ToString();
        string labels = QuestionName.Labels(address);
        BlocklistSummary summary = await CheckListsAsync(
            kind, list => CheckListAsync(list, target, kind, labels, cancellationToken), landed, cancellationToken).ConfigureAwait(false);
        return summary.ForAddress(target, hostName);
    }

    /// <summary>Asks every list about one domain. <paramref name="landed"/> is called from any thread, once a check.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<DomainBlocklistResult> CheckAsync(
        DomainTarget domain, Action<BlocklistCheck>? landed, CancellationToken cancellationToken)
    {
        BlocklistSummary summary = await CheckListsAsync(
            BlocklistKind.Domain, list => CheckListAsync(list, domain, cancellationToken), landed, cancellationToken).ConfigureAwait(false);
        return summary.ForDomain(domain);
    }

    /// <summary>Asks every list about one target of a kind.</summary>
    private async Task<BlocklistSummary> CheckListsAsync(
        BlocklistKind kind, Func<Blocklist, Task<BlocklistCheck>> checkList, Action<BlocklistCheck>? landed, CancellationToken cancellationToken)
    {
        ConcurrentQueue<BlocklistCheck> checks = new();

        // A list that holds no targets of this kind is worth a word only to somebody who asked for that list.
        IEnumerable<SelectedList> lists = _lists.Where(l => l.IsNamed || (l.List.Kind & kind) != 0);
        await Task.WhenAll(lists.Select(async selected =>
        {
            BlocklistCheck check = await checkList(selected.List).ConfigureAwait(false);
            checks.Enqueue(check);
            landed?.Invoke(check);
        })).ConfigureAwait(false);
        IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings = await DiagnoseAsync(cancellationToken).ConfigureAwait(false);
        return new BlocklistSummary(checks.ToArray(), _lists, Resolver, findings.Select(f => f.Value).ToList());
    }

    /// <summary>Tests one list by its test entries, afresh.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistHealth> TestAsync(Blocklist list, CancellationToken cancellationToken)
    {
        if (_succession.Next is { } already)
        {
            return await already.TestAsync(list, cancellationToken).ConfigureAwait(false);
        }

        ListTestResult test = await _tester.TestAsync(list, TestedKind(list), cancellationToken).ConfigureAwait(false);
        _diagnosis.Note(list, test);
        if (test.Health == ListHealth.Unreachable && await _succession.FindAsync(list, isGivenUp: false, cancellationToken).ConfigureAwait(false) is { } next)
        {
            return await next.TestAsync(list, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings =
            await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false);
        // What the whole run knows about the resolver explains this list only where the list shows the same sign.
        List<KeyValuePair<ResolverFinding, string>> explaining = findings.Where(f => Explains(f.Key, test.Health)).ToList();
        return new BlocklistHealth
        {
            Name = list.Id,
            Zone = list.Zone,
            Health = test.Health,
            ResolverFinding = explaining.Count > 0 ? explaining[0].Key : test.Finding,
            Reason = Sentence(test.Reason),
            Advice = explaining.Select(f => f.Value).Concat(Registration(list, test.Health)).ToList().AsReadOnly(),
            Evidence = test.Evidence,
            Resolver = Resolver,
            CheckedAt = DateTime.UtcNow,
        };
    }

    /// <summary>What is wrong with the resolver, as far as the run has shown it.</summary>
    internal async Task<IReadOnlyList<KeyValuePair<ResolverFinding, string>>> DiagnoseAsync(CancellationToken cancellationToken)
    {
        if (_succession.Next is not { } next)
        {
            return await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false);
        }

        List<KeyValuePair<ResolverFinding, string>> findings = new()
        {
            new(ResolverFinding.StoppedAnswering, "The resolver " + Resolver + " stopped answering; " + next.Resolver + " was asked from then on."),
        };
        findings.AddRange(await next.DiagnoseAsync(cancellationToken).ConfigureAwait(false));
        return findings;
    }

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

    /// <summary>Asks one list about one domain, for the names that the list has.</summary>
    private async Task<BlocklistCheck> CheckListAsync(Blocklist list, DomainTarget domain, CancellationToken cancellationToken)
    {
        BlocklistCheck? check = null;
        foreach (string name in domain.NamesFor(list))
        {
            check = await CheckListAsync(list, domain.Name, BlocklistKind.Domain, name, cancellationToken).ConfigureAwait(false);
            if (check.Verdict != ListingVerdict.NotListed)
            {
                break;
            }
        }

        return check!;
    }

    /// <summary>
    /// A list's questions go to another resolver, since this run's has stopped answering; or may have to, since the list was
    /// given up and nobody has looked at the resolver since.
    /// </summary>
    internal bool IsAskedElsewhere(Blocklist list) => _succession.Next is not null
        || (_questions.GaveUpOn(list) is { Verdict: ListingVerdict.Failed } && _succession.MayAnswerElsewhere(list));

    /// <summary>Asks one list about one target: <paramref name="labels"/> is what stands before the zone.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistCheck> CheckListAsync(
        Blocklist list, string target, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        if (_succession.Next is { } next)
        {
            return await next.CheckListAsync(list, target, kind, labels, cancellationToken).ConfigureAwait(false);
        }

        BlocklistCheck check = await CheckHereAsync(list, target, kind, labels, cancellationToken).ConfigureAwait(false);
        return await OrElsewhereAsync(check, list, kind, labels, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The same check by another resolver, with that one's own test of the list, where this check failed because its
    /// resolver had stopped answering. An answer that came stays, whatever another resolver would say.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistCheck> OrElsewhereAsync(
        BlocklistCheck check, Blocklist list, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        bool isGivenUp = check.FailureKind == LookupFailureKind.NotAsked;
        bool isSilence = check.Verdict == ListingVerdict.Failed && (isGivenUp || ResolverSuccession.IsSilence(check.FailureKind));
        return isSilence && await _succession.FindAsync(list, isGivenUp, cancellationToken).ConfigureAwait(false) is { } next
            ? await next.CheckListAsync(list, check.Target, kind, labels, cancellationToken).ConfigureAwait(false)
            : check;
    }

    private async Task<BlocklistCheck> CheckHereAsync(
        Blocklist list, string target, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        if (Unasked(list, kind) is { } unasked)
        {
            return Check(list, target, unasked);
        }

        Task<ListTestResult> testing = _tester.TestAsync(list, kind, cancellationToken);
        DnsAnswer answer = await _questions.AskAsync(list, labels, DnsRecordKind.A, cancellationToken).ConfigureAwait(false);
        string askedAs = kind == BlocklistKind.Domain ? labels : target;
        return await ConcludeAsync(list, target, askedAs, labels, answer, testing, withText: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a check of a list's answer, by the list's rules and its health.</summary>
    /// <param name="list">The list.</param>
    /// <param name="target">What the answer is about.</param>
    /// <param name="askedAs">The name or address that the list was asked for.</param>
    /// <param name="labels">What stood before the zone.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="testing">What the list's test entries say.</param>
    /// <param name="withText">Ask for the text of an entry, too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistCheck> ConcludeAsync(
        Blocklist list,
        string target,
        string askedAs,
        string labels,
        DnsAnswer answer,
        Task<ListTestResult> testing,
        bool withText,
        CancellationToken cancellationToken)
    {
        if (answer.WasHidden)
        {
            _diagnosis.NoteHidden();
        }

        WeighedAnswer weighed = AnswerRules.Weigh(list, answer);
        IReadOnlyList<string> texts = withText && HasText(answer, weighed)
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
        return Check(list, target, trusted, askedAs, test.Health, answer, texts);
    }

    /// <summary>The resolver found a name only when it was asked for it again.</summary>
    internal void NoteHidden() => _diagnosis.NoteHidden();

    /// <summary>The list's operator counts questions, so that it is asked at a pace.</summary>
    internal static bool HasBudget(Blocklist list) => list.Rules.Pace > 0;

    /// <summary>What is said of a list that is not asked: it holds no such targets, or was given up; null where it is asked.</summary>
    internal WeighedAnswer? Unasked(Blocklist list, BlocklistKind kind)
    {
        if ((list.Kind & kind) == 0)
        {
            return new WeighedAnswer
            {
                Verdict = ListingVerdict.NotApplicable,
                Scope = list.Scope,
                Reason = "The list holds no " + kind + " targets, so it was not asked.",
            };
        }

        return _questions.GaveUpOn(list) is not { } gaveUp ? null : new WeighedAnswer
        {
            Verdict = gaveUp.Verdict,
            Failure = LookupFailureKind.NotAsked,
            Scope = list.Scope,
            Reason = gaveUp.Reason,
        };
    }

    /// <summary>Tests a list for one kind of target before it is asked for many, and notes what that says about the resolver.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ListTestResult> PrepareAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        ListTestResult test = await _tester.TestAsync(list, kind, cancellationToken).ConfigureAwait(false);
        _diagnosis.Note(list, test);
        if (test.Health == ListHealth.Refused)
        {
            _questions.NoteRefusal(list);
        }

        return test;
    }

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
            && l.Rules.PublicZone is not null && (l.Kind & BlocklistKind.Domain) != 0
            && l.Rules.TestFor(isDomain: true, l.Kind) is { Shallow: not null, Listed: not null });
        return list is null ? null : await _tester.TestAsync(list, BlocklistKind.Domain, cancellationToken).ConfigureAwait(false);
    }

    private BlocklistCheck Check(
        Blocklist list,
        string target,
        WeighedAnswer weighed,
        string? askedAs = null,
        ListHealth health = ListHealth.NotTested,
        DnsAnswer? answer = null,
        IReadOnlyList<string>? texts = null) =>
        Check(list, target, weighed, askedAs, health, answer?.Ttl ?? TimeSpan.Zero, answer?.Elapsed ?? TimeSpan.Zero, DateTime.UtcNow, answer?.IsPartial == true, texts);

    /// <summary>A check with everything that it says, of an answer that nobody keeps.</summary>
    internal BlocklistCheck Check(
        Blocklist list,
        string target,
        WeighedAnswer weighed,
        string? askedAs,
        ListHealth health,
        TimeSpan ttl,
        TimeSpan elapsed,
        DateTime at,
        bool isPartial = false,
        IReadOnlyList<string>? texts = null)
    {
        return new BlocklistCheck
        {
            Target = target,
            AskedAs = askedAs,
            Blocklist = list.Id,
            Operator = list.Operator,
            Zone = list.Zone,
            Verdict = weighed.Verdict,
            Codes = weighed.Codes,
            Meanings = weighed.Meanings,
            Components = weighed.Components,
            Texts = texts ?? Array.Empty<string>(),
            IsPartial = isPartial,
            Reason = texts is { Count: > 0 } ? weighed.Reason + " [" + string.Join("; ", texts) + "]" : weighed.Reason,
            Scope = weighed.Scope,
            Impact = list.Impact,
            FailureKind = weighed.Failure,
            Health = health,
            Ttl = ttl,
            Elapsed = elapsed,
            Resolver = Resolver,
            CheckedAt = at,
        };
    }

    /// <summary>A list that wants its askers registered may stay silent, or answer "no" to everything, until they are.</summary>
    private static IEnumerable<string> Registration(Blocklist list, ListHealth health) =>
        list.Registration is not null && health is (ListHealth.Refused or ListHealth.Empty or ListHealth.Unreachable)
            ? new[] { "Who may ask " + list.Id + ": " + list.Registration }
            : Array.Empty<string>();

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason.Substring(1) + ".";
}
