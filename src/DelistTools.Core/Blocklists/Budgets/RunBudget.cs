using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// What one run may ask of its lists through its resolver: by the common budget, by the refusals that it meets, and
/// without any of it at a server of one's own. Remembers which lists were left out.
/// </summary>
internal sealed class RunBudget
{
    private readonly OperatorBudget _budget;
    private readonly string _resolver;
    private readonly bool _ignoresBreaker;
    private readonly Func<Blocklist, bool> _isKeyed;
    private readonly OwnServers _servers;
    private readonly Action<string>? _trace;
    private readonly Lazy<Task> _opening;
    private readonly ConcurrentDictionary<string, GivenUp> _stopped = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, GivenUp> _leftOut = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Blocklist> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="options">How the run asks.</param>
    /// <param name="resolver">Through whom.</param>
    /// <param name="isKeyed">Whether a list is asked with an account key.</param>
    internal RunBudget(BlocklistRunOptions options, string resolver, Func<Blocklist, bool> isKeyed)
    {
        _budget = options.Budget;
        _ignoresBreaker = options.IgnoresBreaker;
        _trace = options.Trace;
        _resolver = resolver;
        _isKeyed = isKeyed;
        _servers = new OwnServers(resolver);

        // Nobody's cancellation ends it for the others.
        _opening = new Lazy<Task>(async () =>
        {
            await _budget.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            if (_budget.Path is not null)
            {
                _trace?.Invoke("Questions to operators are counted in " + _budget.Path + ".");
            }

            if (_budget.Warning() is { } warning)
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
    /// Takes up to <paramref name="wanted"/> questions to a list, without waiting. All of them for a list without a budget.
    /// </summary>
    /// <param name="list">The list to ask.</param>
    /// <param name="wanted">How many at most.</param>
    /// <param name="granted">How many may go out now.</param>
    /// <param name="wait">Where none may: how soon to ask again.</param>
    /// <param name="leftOut">Where the list is not to be asked: why.</param>
    /// <returns>Whether any may go out now.</returns>
    internal bool TryTake(Blocklist list, int wanted, out int granted, out TimeSpan wait, out GivenUp? leftOut)
    {
        granted = wanted;
        wait = TimeSpan.Zero;
        leftOut = null;
        if (IsFree(list))
        {
            return true;
        }

        leftOut = Stopped(list);
        if (leftOut is not null)
        {
            granted = 0;
            Note(list, leftOut);
            return false;
        }

        bool any = _budget.TryTake(list, _resolver, IgnoresBreaker(list), wanted, out granted, out wait, out leftOut);
        Note(list, leftOut is null ? null : Stopped(list) ?? leftOut);
        return any;
    }

    /// <summary>Ends when one more question may go out; gives the reason where none may at all.</summary>
    /// <param name="list">The list to ask.</param>
    /// <param name="explains">The question is for the words of an answer: of a refusal, too.</param>
    /// <param name="cancellationToken">Ends the wait. Who gives up uses up nothing.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<GivenUp?> WaitAsync(Blocklist list, bool explains, CancellationToken cancellationToken)
    {
        if (IsFree(list))
        {
            return null;
        }

        bool ignores = explains || IgnoresBreaker(list);
        GivenUp? leftOut = (ignores ? null : Stopped(list)) ?? await _budget.WaitAsync(
            list, _resolver, ignores, _servers.ShownAsync(list), () => IsFree(list), cancellationToken).ConfigureAwait(false);

        // It may have refused while this question waited.
        leftOut = leftOut is null || ignores ? leftOut : Stopped(list) ?? leftOut;
        Note(list, leftOut);
        return leftOut;
    }

    /// <summary>Why the list is not to be asked at present; null where it may be.</summary>
    internal GivenUp? LeftOut(Blocklist list)
    {
        GivenUp? leftOut = IsFree(list) ? null : Stopped(list) ?? _budget.LeftOut(list, _resolver, IgnoresBreaker(list));
        Note(list, leftOut);
        return leftOut;
    }

    /// <summary>What the test entries showed, now or earlier in this process.</summary>
    internal void NoteTest(Blocklist list, ListTestResult test)
    {
        if (test.Health is not (ListHealth.Unreachable or ListHealth.Inconclusive or ListHealth.NotTested))
        {
            _servers.NoteTest(list, test.IsAuthoritative);
        }
    }

    /// <summary>An answer of the list to a question of this run.</summary>
    internal void NoteAnswer(Blocklist list, DnsAnswer answer)
    {
        if (answer.Outcome != DnsOutcome.Failed && !answer.IsRemembered)
        {
            NoteAuthority(list, answer.IsAuthoritative);
        }
    }

    /// <summary>An answer of the list came with authority, or without.</summary>
    internal void NoteAuthority(Blocklist list, bool isAuthoritative) => _servers.NoteAnswer(list, isAuthoritative);

    /// <summary>
    /// A list refused. Most refuse a resolver, and so do the operator's other lists: none of them is asked on, in this run
    /// and for a while after it. But one that answers only who is registered may refuse while its neighbours answer, and one
    /// that was asked with an account key refuses the key; such a one stops alone.
    /// </summary>
    /// <param name="list">The list.</param>
    /// <param name="answer">By what it refused. One that was remembered is no new refusal.</param>
    internal void NoteRefusal(Blocklist list, DnsAnswer answer)
    {
        if (answer.IsRemembered || IsFree(list) || _isKeyed(list))
        {
            return;
        }

        bool isAlone = list.PublicResolvers == PublicResolverPolicy.No;
        Breaker opened = _budget.NoteRefusal(list, _resolver, isAlone, answer.Ttl);
        _stopped.TryAdd(isAlone ? list.Id : list.Operator, GivenUp.Stopping(list.Operator, opened));
    }

    /// <summary>A list gave an answer that can be trusted, just now. Says nothing where it refused earlier in the same run.</summary>
    internal void NoteGood(Blocklist list, DnsAnswer answer)
    {
        if (!answer.IsRemembered && !IsFree(list) && !_isKeyed(list) && Refused(list) is null)
        {
            _budget.NoteAnswer(list, _resolver);
        }
    }

    /// <summary>Which lists were left out and until when, one sentence or two for each reason.</summary>
    internal IReadOnlyList<string> Sentences() => _leftOut.ToArray()
        .GroupBy(l => (l.Value.Until, l.Value.Summary))
        .OrderBy(g => g.Key.Until)
        .Select(g => "Left out until " + GivenUp.Moment(g.Key.Until!.Value) + ": "
            + string.Join(", ", g.Select(l => l.Key).OrderBy(i => i, StringComparer.Ordinal)) + ". " + g.Key.Summary)
        .ToList();

    /// <summary>Tells how far operators' numbers are used up, where they nearly are.</summary>
    internal void TraceNear()
    {
        foreach (Blocklist list in _asked.Values.OrderBy(l => l.Operator, StringComparer.Ordinal))
        {
            TraceNear(list);
        }
    }

    /// <summary>The list may be asked as much as one likes: it is on a server of one's own.</summary>
    internal bool IsFree(Blocklist list) => !list.Rules.HasBudget || _servers.Holds(list);

    // A key that was refused may have been replaced, and no file is to know which one it was.
    private bool IgnoresBreaker(Blocklist list) => _ignoresBreaker || _isKeyed(list);

    private GivenUp? Stopped(Blocklist list) => _stopped.IsEmpty || IgnoresBreaker(list) ? null : Refused(list);

    private GivenUp? Refused(Blocklist list) =>
        _stopped.TryGetValue(list.Operator, out GivenUp? stopped) || _stopped.TryGetValue(list.Id, out stopped) ? stopped : null;

    private void Note(Blocklist list, GivenUp? leftOut)
    {
        if (leftOut is not null)
        {
            // That a list refuses in this run, the run says anyway.
            if (leftOut.RefusedBy != list.Id)
            {
                _leftOut.TryAdd(list.Id, leftOut);
            }
        }
        else if (_trace is not null && !_asked.ContainsKey(list.Operator))
        {
            if (_asked.TryAdd(list.Operator, list))
            {
                TraceNear(list);
            }
        }
    }

    private void TraceNear(Blocklist list)
    {
        int asked = _budget.AskedToday(list);
        if (BudgetRules.IsNear(list.Rules, asked))
        {
            _trace?.Invoke(string.Format(
                CultureInfo.InvariantCulture, "{0} has been asked {1:N0} of {2:N0} questions today (UTC).", list.Operator, asked, list.Rules.DailyLimit));
        }
    }
}
