using System;
using System.Collections.Generic;
using System.Threading;
using DelistTools.State;

namespace DelistTools.Blocklists;

/// <summary>
/// The common counts of all operators: in a file where there is one and it can be had, else in memory. One settlement at a
/// time.
/// </summary>
internal sealed class BudgetLedger
{
    // A file that could not be had is not tried again for each question.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly SharedStateFile? _file;
    private readonly TimeSpan _patience;
    private readonly BudgetState _local = new();
    private BudgetState _state = new();
    private StateFault? _fault;
    private TimeSpan _retryAt;
    private volatile bool _retries;
    private string? _news;

    /// <param name="file">The file; null: memory alone.</param>
    /// <param name="patience">How long to wait for others that hold it.</param>
    /// <param name="utc">Now.</param>
    internal BudgetLedger(SharedStateFile? file, TimeSpan patience, DateTime utc)
    {
        _file = file;
        _patience = patience;
        _state.Turn(utc);
        _local.Turn(utc);
    }

    /// <summary>Settles what accounts give back and want.</summary>
    internal void Settle(IEnumerable<OperatorAccount> accounts, DateTime utc, TimeSpan now) =>
        Exchange(accounts, isClosing: false, _patience, utc, now);

    /// <summary>Takes back everything, unless that takes too long.</summary>
    internal void Close(IEnumerable<OperatorAccount> accounts, TimeSpan patience, DateTime utc, TimeSpan now)
    {
        if (Monitor.TryEnter(_gate, patience))
        {
            try
            {
                Exchange(accounts, isClosing: true, patience, utc, now);
            }
            finally
            {
                Monitor.Exit(_gate);
            }
        }
    }

    /// <summary>Tells a new account what is known of its operator.</summary>
    internal void Inform(OperatorAccount account, DateTime utc)
    {
        lock (_gate)
        {
            Learn(account, utc);
        }
    }

    /// <summary>Tries the file again at the next settlement, whatever was wrong with it.</summary>
    internal void Retry() => _retries = true;

    /// <summary>Has a warning told once.</summary>
    internal void Tell(string news) => _news = news;

    /// <summary>What went wrong with the file; null where nothing did. What is over is told once.</summary>
    internal string? Warning()
    {
        string? news = Interlocked.Exchange(ref _news, null);
        return _fault is { IsKept: false } fault
            ? "The counts of questions to operators are kept for this session only, because the file " + _file!.Path + " cannot be used: " + fault.Reason + "."
            : news;
    }

    private void Exchange(IEnumerable<OperatorAccount> accounts, bool isClosing, TimeSpan patience, DateTime utc, TimeSpan now)
    {
        lock (_gate)
        {
            List<KeyValuePair<OperatorAccount, Settlement>> settlements = new();
            foreach (OperatorAccount account in accounts)
            {
                if (account.Begin(isClosing) is { } settlement)
                {
                    settlements.Add(new KeyValuePair<OperatorAccount, Settlement>(account, settlement));
                }
            }

            _local.Turn(utc);
            Apply(settlements, _local, isLocal: true);
            if (!TryShare(settlements, patience, utc, now))
            {
                _state.Turn(utc);
                Apply(settlements, _state, isLocal: false);
            }

            foreach (KeyValuePair<OperatorAccount, Settlement> settlement in settlements)
            {
                settlement.Key.End(settlement.Value, utc, now);
            }

            foreach (OperatorAccount account in accounts)
            {
                Learn(account, utc);
            }
        }
    }

    /// <summary>Settles in the file; false where what it holds is not known. What could not be written holds here all the same.</summary>
    private bool TryShare(List<KeyValuePair<OperatorAccount, Settlement>> settlements, TimeSpan patience, DateTime utc, TimeSpan now)
    {
        bool isOut = _fault is { IsKept: false };
        if (_file is null || (isOut && !_retries && now < _retryAt))
        {
            return false;
        }

        _retries = false;
        BudgetState? shared = null;
        StateFault? fault = _file.Change(
            content =>
            {
                BudgetState state = content is null ? new BudgetState() : BudgetState.Read(content);
                state.Turn(utc);
                if (isOut)
                {
                    state.Raise(_state);
                }

                bool isChanged = Apply(settlements, state, isLocal: false) || isOut;
                shared = state;
                return isChanged ? state.Write : null;
            },
            patience,
            CancellationToken.None);
        if (fault is { IsKept: true })
        {
            _news = "The counts of questions to operators were lost: the file " + _file.Path + " " + fault.Reason.Substring("it ".Length) + ".";
        }

        _fault = fault;
        _retryAt = now + RetryAfter;
        _state = shared ?? _state;
        return shared is not null;
    }

    private static bool Apply(List<KeyValuePair<OperatorAccount, Settlement>> settlements, BudgetState state, bool isLocal)
    {
        bool any = false;
        foreach (KeyValuePair<OperatorAccount, Settlement> settlement in settlements)
        {
            if (settlement.Key.IsLocal == isLocal)
            {
                state.Settle(settlement.Value);
                any = true;
            }
        }

        return any;
    }

    private void Learn(OperatorAccount account, DateTime utc)
    {
        if ((account.IsLocal ? _local : _state).Find(account.Name) is { } record)
        {
            account.Learn(record, utc);
        }
    }
}
