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
using DelistTools.ListFiles;

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
    private readonly HealthTest _health;
    private readonly CheckMaker _checks;
    private readonly FileQuestions _files;
    private readonly RunSuccession _succession;

    internal BlocklistRun(ListCatalog catalog, IReadOnlyList<SelectedList> lists, IDnsTransport transport, BlocklistRunOptions options)
    {
        _lists = lists;
        _options = options;
        _questions = new ListQuestions(transport, catalog.KeyOf, options);
        _tester = new ListTester(_questions, options);
        _diagnosis = new ResolverDiagnosis(_questions, stopping => _tester.TestDeepNameAsync(catalog, stopping));
        _files = new FileQuestions(options.Files, options.Trace);
        _checks = new CheckMaker(() => Resolver);
        _succession = new RunSuccession(
            transport, options.Succession, next => new BlocklistRun(catalog, lists, next, options));
        _health = new HealthTest(_questions, _tester, _files, _diagnosis, _succession);
    }

    /// <summary>The resolver; where nothing is asked by DNS, the files.</summary>
    internal string Resolver => _questions.Transport.Resolver is { Length: > 0 } resolver
        ? resolver
        : string.Join(", ", _lists.Select(l => l.List.File).OfType<string>());

    /// <summary>The resolver that is asked now.</summary>
    internal string CurrentResolver => _succession.Next?.CurrentResolver ?? Resolver;

    /// <summary>The lists, in the order in which results show them.</summary>
    internal IReadOnlyList<SelectedList> Lists => _lists;

    /// <summary>The run that asks another resolver since this one's stopped answering.</summary>
    internal RunSuccession Succession => _succession;

    internal CheckMaker Checks => _checks;

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
        List<SelectedList> lists = _lists.Where(l => l.IsNamed || (l.List.Kind & kind) != 0).ToList();
        Dictionary<string, Lazy<Task<BlocklistCheck>>> answers = new(StringComparer.Ordinal);
        foreach (SelectedList selected in lists)
        {
            Blocklist list = selected.List;
            Blocklist? whole = ContainedLists.WholeOf(list, lists, kind);
            answers[list.Id] = new Lazy<Task<BlocklistCheck>>(async () =>
                (whole is null ? null : ContainedLists.Derive(list, whole, await answers[whole.Id].Value.ConfigureAwait(false)))
                    ?? await checkList(list).ConfigureAwait(false));
        }

        await Task.WhenAll(lists.Select(async selected =>
        {
            BlocklistCheck check = await answers[selected.List.Id].Value.ConfigureAwait(false);
            checks.Enqueue(check);
            landed?.Invoke(check);
        })).ConfigureAwait(false);
        IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings = await DiagnoseAsync(cancellationToken).ConfigureAwait(false);
        return new BlocklistSummary(checks.ToArray(), _lists, Resolver, findings.Select(f => f.Value).ToList());
    }

    /// <summary>Tests one list by its test entries, for each kind of target that it holds.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task<BlocklistHealth> TestAsync(Blocklist list, CancellationToken cancellationToken) => _health.TestAsync(list, cancellationToken);

    /// <summary>What the run may ask, and which lists were left out.</summary>
    internal RunBudget Budget => _questions.Budget;

    /// <summary>What is wrong with the resolver, as far as the run has shown it, and which lists were left out until when.</summary>
    internal async Task<IReadOnlyList<KeyValuePair<ResolverFinding, string>>> DiagnoseAsync(CancellationToken cancellationToken)
    {
        List<KeyValuePair<ResolverFinding, string>> findings = new();
        if (_succession.Next is { } next)
        {
            findings.Add(new(ResolverFinding.StoppedAnswering, "The resolver " + Resolver + " stopped answering; " + next.Resolver + " was asked from then on."));
            findings.AddRange(await next.DiagnoseAsync(cancellationToken).ConfigureAwait(false));
        }
        else
        {
            findings.AddRange(await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false));
        }

        foreach (string sentence in Budget.Sentences())
        {
            if (findings.All(f => f.Value != sentence))
            {
                findings.Add(new(ResolverFinding.None, sentence));
            }
        }

        return findings;
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
        if (_succession.Next is { } next && list.File is null)
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
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (Unasked(list, kind) is { } unasked)
        {
            return _checks.Make(list, target, unasked);
        }

        if (list.File is not null)
        {
            return await CheckFileAsync(list, target, kind, labels, cancellationToken).ConfigureAwait(false);
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
        if (answer.Failure == LookupFailureKind.NotAsked && _questions.GaveUpOn(list) is { } leftOut)
        {
            // Perhaps by what its test entries have just shown, which the resolver may be the reason of.
            ListTestResult shown = await testing.ConfigureAwait(false);
            _diagnosis.Note(list, shown);
            return _checks.Make(list, target, CheckMaker.NotAsked(list, leftOut), null, shown.Health);
        }

        if (answer.WasHidden)
        {
            _diagnosis.NoteHidden();
        }

        WeighedAnswer weighed = AnswerRules.Weigh(list, answer);
        IReadOnlyList<string> texts = withText && HasText(answer, weighed)
            ? await AskTextAsync(list, labels, _options.Timeout - answer.Elapsed, cancellationToken).ConfigureAwait(false)
            : Array.Empty<string>();
        ListTestResult test = await testing.ConfigureAwait(false);
        if (weighed.Verdict == ListingVerdict.NotListed)
        {
            test = await _tester.ProveAsync(list, test, cancellationToken).ConfigureAwait(false);
        }

        _diagnosis.Note(list, test);
        _diagnosis.Note(list, weighed, texts);
        if (weighed.Verdict == ListingVerdict.Refused || test.Health == ListHealth.Refused)
        {
            _questions.NoteRefusal(list, weighed.Verdict == ListingVerdict.Refused ? answer : null);
        }

        WeighedAnswer trusted = ListTrust.Apply(weighed, test);
        return _checks.Make(list, target, trusted, askedAs, test.Health, answer, texts);
    }

    /// <summary>The resolver found a name only when it was asked for it again.</summary>
    internal void NoteHidden() => _diagnosis.NoteHidden();

    /// <summary>The list's operator counts questions, so that it is asked at a pace.</summary>
    internal bool HasBudget(Blocklist list) => !Budget.IsFree(list);

    /// <summary>What is said of a list that is not asked: it holds no such targets, or was given up; null where it is asked.</summary>
    internal WeighedAnswer? Unasked(Blocklist list, BlocklistKind kind)
    {
        if ((list.Kind & kind) == 0)
        {
            return CheckMaker.NotApplicable(list, kind);
        }

        return _questions.GaveUpOn(list) is { } gaveUp ? CheckMaker.NotAsked(list, gaveUp) : null;
    }

    /// <summary>Tests a list for one kind of target before it is asked for many, and notes what that says about the resolver.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ListTestResult> PrepareAsync(Blocklist list, BlocklistKind kind, CancellationToken cancellationToken)
    {
        if (list.File is not null)
        {
            return await _files.TestAsync(list, kind, cancellationToken).ConfigureAwait(false);
        }

        await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (Budget.LeftOut(list) is { } leftOut)
        {
            return new ListTestResult { Health = ListHealth.NotTested, Reason = leftOut.Reason.TrimEnd('.') };
        }

        ListTestResult test = await _tester.TestAsync(list, kind, cancellationToken).ConfigureAwait(false);
        _diagnosis.Note(list, test);
        if (test.Health == ListHealth.Refused)
        {
            _questions.NoteRefusal(list, null);
        }

        return test;
    }

    /// <summary>Learns what earlier runs have left.</summary>
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Budget.OpenAsync(cancellationToken).ConfigureAwait(false);
        await _tester.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<BlocklistCheck> CheckFileAsync(
        Blocklist list, string target, BlocklistKind kind, string labels, CancellationToken cancellationToken)
    {
        FileReply reply = await _files.AskAsync(list, kind, labels, cancellationToken).ConfigureAwait(false);
        if (reply.Answer is not { } answer)
        {
            return _checks.Make(list, target, CheckMaker.NotApplicable(list, kind), health: reply.Health.Health);
        }

        WeighedAnswer weighed = answer.Outcome == DnsOutcome.NameError ? Absence(list, reply.Health) : AnswerRules.Weigh(list, answer);
        IReadOnlyList<string> texts = HasText(answer, weighed)
            ? answer.Texts.Select(t => NetworkText.Clean(t)).Where(t => t.Length > 0).ToList().AsReadOnly()
            : Array.Empty<string>();
        string askedAs = kind == BlocklistKind.Domain ? labels : target;
        return _checks.Make(list, target, ListTrust.Apply(weighed, reply.Health), askedAs, reply.Health.Health, answer, texts);
    }

    /// <summary>What it means that a list has no such entry, before its health is weighed.</summary>
    internal static WeighedAnswer Absence(Blocklist list, ListTestResult test) => test.Absence is null
        ? AnswerRules.Weigh(list, new DnsAnswer { Outcome = DnsOutcome.NameError })
        : new WeighedAnswer { Verdict = ListingVerdict.NotListed, Scope = list.Scope, Reason = test.Absence };

    /// <summary>The file of a list, to look targets up in without waiting; null where it has to be asked as others are.</summary>
    internal LoadedList? FileOf(Blocklist list, BlocklistKind kind) => _files.Current(list, kind);

    /// <summary>A parked zone's text, or that of a neighbour in a shared zone, would explain nothing.</summary>
    private static bool HasText(DnsAnswer answer, WeighedAnswer weighed) =>
        answer.Outcome == DnsOutcome.Records && !weighed.IsForeign && weighed.Verdict != ListingVerdict.NotListed;

    /// <summary>The list's text, asked only where there is an entry or a refusal to explain, and never waited for long.</summary>
    private async Task<IReadOnlyList<string>> AskTextAsync(Blocklist list, string labels, TimeSpan left, CancellationToken cancellationToken)
    {
        DnsAnswer text = await _questions.AskTextAsync(list, labels, left, cancellationToken).ConfigureAwait(false);
        return text.Texts.Select(t => _questions.Show(list, t)).Where(t => t.Length > 0).ToList().AsReadOnly();
    }
}
