using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.State;

namespace DelistTools.Blocklists;

/// <summary>
/// How much operators may be asked: by all runs of this process, and where a file is given by all processes of the
/// machine. A process takes a few questions beforehand, in the file, and gives back what it did not use; a killed one loses
/// no more than that. Safe for several threads at once.
/// </summary>
internal sealed class OperatorBudget
{
    private const string FileName = "budgets.json";

    /// <summary>How soon to look again while the file is being asked for more.</summary>
    internal static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(5);

    // A dead process holds nothing. This is for machines that are busy beyond measure.
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ClosingPatience = TimeSpan.FromMilliseconds(300);

    private static readonly ConcurrentDictionary<string, OperatorBudget> Machine = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, OperatorAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly SharedStateFile? _file;
    private readonly BudgetLedger _ledger;
    private readonly IClock _clock;
    private readonly Func<TimeSpan> _now;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;
    private readonly object _settlingGate = new();
    private Task? _settling;

    /// <param name="file">Where the counts are shared; null: they are this object's alone.</param>
    /// <param name="clock">The time of day.</param>
    /// <param name="now">A clock that only goes forward.</param>
    /// <param name="delay">How to wait.</param>
    /// <param name="patience">How long to wait for others that hold the file.</param>
    internal OperatorBudget(
        SharedStateFile? file = null,
        IClock? clock = null,
        Func<TimeSpan>? now = null,
        Func<TimeSpan, CancellationToken, Task>? delay = null,
        TimeSpan? patience = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _file = file;
        _clock = clock ?? SystemClock.Instance;
        _now = now ?? (() => watch.Elapsed);
        _delay = delay ?? Task.Delay;
        _ledger = new BudgetLedger(file, patience ?? UsualPatience, _clock.UtcNow);
    }

    /// <summary>Counts for this process alone.</summary>
    internal static OperatorBudget Process { get; } = new();

    /// <summary>The file's path; null where there is none.</summary>
    internal string? Path => _file?.Path;

    /// <summary>The count of the machine, in the user's own folder or where the environment names one.</summary>
    internal static OperatorBudget OfMachine()
    {
        string? path = SharedStateFile.PathOf(FileName);
        return Machine.GetOrAdd(path ?? "", _ =>
        {
            OperatorBudget budget = new(path is null ? null : new SharedStateFile(path, BudgetState.Kind, BudgetState.Version));
            if (path is null)
            {
                budget._ledger.Tell(
                    "The counts of questions to operators are kept for this session only, because the environment variable "
                        + SharedStateFile.FolderVariable + " names no full path.");
            }

            return budget;
        });
    }

    /// <summary>Learns what other processes have left in the file.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            _ledger.Retry();
            await WaitForAsync(SettleAsync(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes up to <paramref name="wanted"/> questions, without waiting and, but for the first of many, without allocating.
    /// </summary>
    /// <param name="list">The list to ask.</param>
    /// <param name="resolver">The resolver to ask through.</param>
    /// <param name="ignoresBreaker">Ask although the operator refused the resolver.</param>
    /// <param name="wanted">How many at most.</param>
    /// <param name="granted">How many may go out now.</param>
    /// <param name="wait">Where none may: how soon to ask again.</param>
    /// <param name="leftOut">Where the list is not to be asked: why.</param>
    /// <returns>Whether any may go out now.</returns>
    internal bool TryTake(
        Blocklist list, string resolver, bool ignoresBreaker, int wanted, out int granted, out TimeSpan wait, out GivenUp? leftOut) =>
        Take(list, resolver, ignoresBreaker, wanted, out granted, out wait, out leftOut) == Taking.Granted;

    /// <summary>Ends when one more question may go out; gives the reason where none may at all.</summary>
    /// <param name="list">The list to ask.</param>
    /// <param name="resolver">The resolver to ask through.</param>
    /// <param name="ignoresBreaker">Ask although the operator refused the resolver.</param>
    /// <param name="freed">Ends when it turns out that the list has no budget; null where that cannot be.</param>
    /// <param name="isFree">Whether that is so.</param>
    /// <param name="cancellationToken">Ends the wait. Who gives up uses up nothing.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<GivenUp?> WaitAsync(
        Blocklist list, string resolver, bool ignoresBreaker, Task? freed, Func<bool> isFree, CancellationToken cancellationToken)
    {
        if (isFree())
        {
            return null;
        }

        SemaphoreSlim turn = AccountOf(list).Turn;
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!isFree())
            {
                switch (Take(list, resolver, ignoresBreaker, 1, out _, out TimeSpan wait, out GivenUp? leftOut))
                {
                    case Taking.Granted:
                        return null;
                    case Taking.UsedUp:
                        return leftOut;
                    case Taking.Settle:
                        await WaitForAsync(SettleAsync(), cancellationToken).ConfigureAwait(false);
                        break;
                    default:
                        await DelayAsync(wait, freed, cancellationToken).ConfigureAwait(false);
                        break;
                }
            }

            return null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Why the list is not to be asked at present; null where it may be.</summary>
    internal GivenUp? LeftOut(Blocklist list, string resolver, bool ignoresBreaker)
    {
        if (!list.Rules.HasBudget)
        {
            return null;
        }

        OperatorAccount account = AccountOf(list);
        DateTime utc = _clock.UtcNow;
        return ignoresBreaker || account.Stops(list.Id, resolver, utc) is not { } breaker
            ? BudgetRules.IsUsedUp(list.Rules, account.AskedOn(utc.Date)) ? account.UsedUp(list.Rules, utc) : null
            : breaker.Tell(account.Name);
    }

    /// <summary>The list refused the resolver.</summary>
    /// <param name="list">The list.</param>
    /// <param name="resolver">The resolver.</param>
    /// <param name="isAlone">It speaks for itself and for no other list of the operator.</param>
    /// <param name="ttl">For how long its answer holds.</param>
    /// <returns>What stops the questions now.</returns>
    internal Breaker NoteRefusal(Blocklist list, string resolver, bool isAlone, TimeSpan ttl)
    {
        DateTime utc = _clock.UtcNow;
        string? only = isAlone ? list.Id : null;
        OperatorAccount account = AccountOf(list);
        Breaker opened = account.Change(before => Breaker.Opened(before, resolver, only, list.Id, ttl, utc))
            .First(b => b.Resolver == resolver && b.List == only);
        Settle();
        return opened;
    }

    /// <summary>The list gave a good answer through the resolver, so that earlier refusals are forgotten.</summary>
    internal void NoteAnswer(Blocklist list, string resolver)
    {
        OperatorAccount account = AccountOf(list);
        if (account.RemembersRefusal(list.Id, resolver))
        {
            account.Change(before => Breaker.Closed(before, resolver, list.Id));
            Settle();
        }
    }

    /// <summary>What the operator of the list has been asked today, as far as is known.</summary>
    internal int AskedToday(Blocklist list) => AccountOf(list).AskedOn(_clock.UtcNow.Date);

    /// <summary>What went wrong with the file; null where nothing did. What is over is told once.</summary>
    internal string? Warning() => _ledger.Warning();

    /// <summary>Gives back what was taken beforehand. Takes no longer than a moment.</summary>
    internal void Close()
    {
        if (_file is null)
        {
            return;
        }

        Task? settling;
        lock (_settlingGate)
        {
            settling = _settling;
        }

        // Whoever is there already brings what is taken beforehand, which goes back at once.
        settling?.Wait(ClosingPatience);
        _ledger.Close(Accounts(), ClosingPatience, _clock.UtcNow, _now());
    }

    private Taking Take(
        Blocklist list, string resolver, bool ignoresBreaker, int wanted, out int granted, out TimeSpan wait, out GivenUp? leftOut)
    {
        leftOut = null;
        wait = TimeSpan.Zero;
        granted = wanted;
        if (!list.Rules.HasBudget)
        {
            return Taking.Granted;
        }

        OperatorAccount account = AccountOf(list);
        DateTime utc = _clock.UtcNow;
        TimeSpan now = _now();
        if (!ignoresBreaker && account.Stops(list.Id, resolver, utc) is { } breaker)
        {
            granted = 0;
            leftOut = breaker.Tell(account.Name);
            return Taking.UsedUp;
        }

        Taking taking = account.Take(list.Rules, wanted, utc, now, out granted, out wait);
        if (taking == Taking.Settle && _file is null)
        {
            _ledger.Settle(Accounts(), utc, now);
            taking = account.Take(list.Rules, wanted, utc, now, out granted, out wait);
        }

        switch (taking)
        {
            case Taking.Settle:
                wait = SettleTime;
                Settle();
                break;
            case Taking.UsedUp:
                leftOut = account.UsedUp(list.Rules, utc);
                break;
            default:
                break;
        }

        return taking;
    }

    private OperatorAccount AccountOf(Blocklist list) => _accounts.TryGetValue(list.Operator, out OperatorAccount? account) ? account : Add(list);

    private OperatorAccount Add(Blocklist list)
    {
        OperatorAccount account = _accounts.GetOrAdd(list.Operator, name => new OperatorAccount(name, list.IsAdHoc));
        _ledger.Inform(account, _clock.UtcNow);
        return account;
    }

    private IEnumerable<OperatorAccount> Accounts() => _accounts.Select(a => a.Value);

    private void Settle()
    {
        if (_file is null)
        {
            _ledger.Settle(Accounts(), _clock.UtcNow, _now());
        }
        else
        {
            _ = SettleAsync();
        }
    }

    /// <summary>Goes to the file; those who want to while somebody is there go together afterwards.</summary>
    private Task SettleAsync()
    {
        lock (_settlingGate)
        {
            return _settling ??= Task.Run(() =>
            {
                try
                {
                    _ledger.Settle(Accounts(), _clock.UtcNow, _now());
                }
                finally
                {
                    lock (_settlingGate)
                    {
                        _settling = null;
                    }
                }
            });
        }
    }

    private async Task DelayAsync(TimeSpan time, Task? freed, CancellationToken cancellationToken)
    {
        if (freed is null)
        {
            await _delay(time, cancellationToken).ConfigureAwait(false);
            return;
        }

        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = _delay(time, ended.Token);
        await Task.WhenAny(delay, freed).ConfigureAwait(false);
        ended.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for what others wait for, too, and leaves it to them when the caller gives up.</summary>
    internal static async Task WaitForAsync(Task task, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => leaving.TrySetResult(true)))
        {
            await Task.WhenAny(task, leaving.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await task.ConfigureAwait(false);
    }
}
