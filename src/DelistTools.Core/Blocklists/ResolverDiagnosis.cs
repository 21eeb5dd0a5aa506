using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Gathers what the lists' answers give away about the resolver between, and asks it a question of its own only where
/// there is something to explain, once a run each.
/// </summary>
internal sealed class ResolverDiagnosis
{
    private readonly ListQuestions _questions;
    private readonly Func<CancellationToken, Task<ListTestResult?>> _testDeepName;
    private readonly ConcurrentDictionary<string, ListHealth> _health = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refusedBy = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _seenAs = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private Task<string?>? _rewriteProbe;
    private Task<ListTestResult?>? _deepNameProbe;
    private Task<bool>? _reachProbe;
    private volatile bool _strips;
    private volatile bool _hides;
    private volatile bool _anyAnswer;
    private volatile bool _anySilence;
    private volatile bool _foreign;

    /// <param name="questions">Where the resolver is reached.</param>
    /// <param name="testDeepName">
    /// Tests a domain list that has both a one-label and a deeper test entry; gives null where the catalogue has none.
    /// </param>
    internal ResolverDiagnosis(ListQuestions questions, Func<CancellationToken, Task<ListTestResult?>> testDeepName)
    {
        _questions = questions;
        _testDeepName = testDeepName;
    }

    private string Resolver => _questions.Transport.Resolver;

    internal void Note(Blocklist list, ListTestResult test)
    {
        _health[test.Kind + " " + list.Id] = test.Health;

        // What is remembered of a list says nothing about whether the resolver answers now.
        _anyAnswer |= !test.IsRemembered && test.Health is not (ListHealth.Unreachable or ListHealth.NotTested);
        _anySilence |= test.Health == ListHealth.Unreachable;
        _strips |= test.Finding == ResolverFinding.FiltersLoopback;
        _hides |= test.Finding == ResolverFinding.StrictMinimisation;
        if (test.Health == ListHealth.Refused)
        {
            NoteRefusal(list, test.RefusalTexts);
        }
    }

    internal void Note(Blocklist list, WeighedAnswer answer, IReadOnlyList<string> texts)
    {
        bool isSilence = answer.Failure is LookupFailureKind.Timeout or LookupFailureKind.Unreachable;
        _anyAnswer |= !isSilence;
        _anySilence |= isSilence;
        if (answer.Verdict == ListingVerdict.Refused)
        {
            NoteRefusal(list, texts);
        }

        _foreign |= answer.IsForeign;
    }

    /// <summary>The resolver found a name only when it was asked for it again.</summary>
    internal void NoteHidden() => _hides = true;

    /// <summary>What is wrong with the resolver, as far as this run has shown it, each with its cure.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IReadOnlyList<KeyValuePair<ResolverFinding, string>>> ConcludeAsync(CancellationToken cancellationToken)
    {
        List<KeyValuePair<ResolverFinding, string>> findings = new();
        if (!_anyAnswer && _anySilence)
        {
            if (!await Once(ref _reachProbe, () => SystemResolver.IsReachableAsync(_questions.Transport, cancellationToken)).ConfigureAwait(false))
            {
                findings.Add(Finding(ResolverFinding.Unreachable,
                    "The resolver " + Resolver + " does not answer at all. Check its address and port and the way to it, or name another one with -NameServer."));
            }

            return findings;
        }

        await AddRewritingAsync(findings, cancellationToken).ConfigureAwait(false);
        if (_strips)
        {
            findings.Add(Finding(ResolverFinding.FiltersLoopback,
                "The resolver " + Resolver + " strips answers in 127.0.0.0/8 (rebinding protection), and with them every listing and every refusal. "
                + "Exempt the lists' zones (unbound: private-domain; dnsmasq: rebind-domain-ok), or name another resolver with -NameServer."));
        }

        await AddMinimisationAsync(findings, cancellationToken).ConfigureAwait(false);
        AddRefusals(findings);
        return findings;
    }

    private async Task AddRewritingAsync(List<KeyValuePair<ResolverFinding, string>> findings, CancellationToken cancellationToken)
    {
        if (!_foreign && !_health.Values.Any(h => h is ListHealth.Parked or ListHealth.ListsWorld))
        {
            return;
        }

        string? answer = await Once(ref _rewriteProbe, () => AskRandomNameAsync(cancellationToken)).ConfigureAwait(false);
        if (answer is not null)
        {
            findings.Add(Finding(ResolverFinding.RewritesAnswers,
                "The resolver " + Resolver + " answers for names that do not exist (a random name got " + answer + "), so no list can be read through it. "
                + "Name a resolver that leaves answers alone with -NameServer, best one of your own (unbound, BIND)."));
        }
    }

    private async Task AddMinimisationAsync(List<KeyValuePair<ResolverFinding, string>> findings, CancellationToken cancellationToken)
    {
        // One empty list is a dead list; when every list is, something stands between.
        bool suspicious = !_hides && !_health.IsEmpty && !_strips
            && _health.Values.All(h => h is ListHealth.Empty or ListHealth.Unreachable)
            && _health.Values.Any(h => h == ListHealth.Empty);
        if (suspicious)
        {
            ListTestResult? deep = await Once(ref _deepNameProbe, () => _testDeepName(cancellationToken)).ConfigureAwait(false);
            _hides |= deep?.Finding == ResolverFinding.StrictMinimisation;
        }

        if (_hides)
        {
            findings.Add(Finding(ResolverFinding.StrictMinimisation,
                "The resolver " + Resolver + " answers \"no such name\" for names of several labels, because it minimises questions strictly. "
                + "Turn that off (unbound: qname-minimisation-strict: no), or name another resolver with -NameServer."));
        }
    }

    private void AddRefusals(List<KeyValuePair<ResolverFinding, string>> findings)
    {
        if (_refusedBy.IsEmpty)
        {
            return;
        }

        string seen = _seenAs.IsEmpty ? "" : " (they see it as " + string.Join(", ", _seenAs.Keys.OrderBy(a => a, StringComparer.Ordinal)) + ")";
        findings.Add(Finding(ResolverFinding.RefusedByLists,
            string.Join(", ", _refusedBy.Keys.OrderBy(n => n, StringComparer.Ordinal)) + (_refusedBy.Count == 1 ? " refuses" : " refuse")
            + " the resolver " + Resolver + seen + ". Lists refuse public, shared, unregistered and busy resolvers. "
            + "Run a resolver of your own (unbound, BIND) and name it with -NameServer, or set the account key that the operator gives you with Set-BlocklistKey."));
    }

    private void NoteRefusal(Blocklist list, IReadOnlyList<string> texts)
    {
        _refusedBy[list.Id] = list.Id;
        if (SeenResolver.Find(texts) is { } seen)
        {
            _seenAs[seen] = true;
        }
    }

    /// <summary>Asks for a name that cannot exist under a zone that no list has, and gives the address that came back.</summary>
    private async Task<string?> AskRandomNameAsync(CancellationToken cancellationToken)
    {
        DnsAnswer answer = await _questions.Transport.AskAsync(
            "dt" + Guid.NewGuid().ToString("N") + ".example.com", DnsRecordKind.A, cancellationToken).ConfigureAwait(false);
        return answer.Addresses.Count > 0 ? answer.Addresses[0].ToString() : null;
    }

    private Task<T> Once<T>(ref Task<T>? task, Func<Task<T>> start)
    {
        lock (_gate)
        {
            return task ??= start();
        }
    }

    private static KeyValuePair<ResolverFinding, string> Finding(ResolverFinding finding, string advice) => new(finding, advice);
}
