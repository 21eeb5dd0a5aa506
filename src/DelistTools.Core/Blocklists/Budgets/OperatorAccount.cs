using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;

namespace DelistTools.Blocklists;

/// <summary>
/// What this process has taken beforehand of the questions to one operator, and what it knows of its refusals. Each list
/// goes by its own figures, counted together with all that the operator is asked: so the list with the strictest ones is
/// left out first.
/// </summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The semaphore's wait handle is never made, and the accounts live as long as the process.")]
internal sealed class OperatorAccount
{
    private readonly object _gate = new();
    private readonly List<Func<List<Breaker>, List<Breaker>>> _changes = new();
    private volatile IReadOnlyList<Breaker> _breakers = Array.Empty<Breaker>();
    private DateTime _day;
    private int _asked;
    private int _left;
    private TimeSpan _time;
    private TimeSpan _next;
    private TimeSpan _granted;
    private int _lease = BudgetRules.FirstLease;
    private int _wanted;
    private ListRules? _wantedFor;
    private bool _isUsed;
    private GivenUp? _usedUp;

    /// <param name="name">The operator.</param>
    /// <param name="isLocal">Somebody typed it: it is written nowhere.</param>
    internal OperatorAccount(string name, bool isLocal)
    {
        Name = name;
        IsLocal = isLocal;
    }

    internal string Name { get; }

    internal bool IsLocal { get; }

    /// <summary>Those who wait take turns, so that one of them looks at the time and the others at nothing.</summary>
    internal SemaphoreSlim Turn { get; } = new(1);

    /// <summary>What the operator has been asked on that day, as far as this process knows.</summary>
    internal int AskedOn(DateTime day)
    {
        lock (_gate)
        {
            return _day == day ? _asked : 0;
        }
    }

    /// <summary>Takes up to <paramref name="wanted"/> questions.</summary>
    /// <param name="rules">The list's figures.</param>
    /// <param name="wanted">How many at most.</param>
    /// <param name="utc">Now.</param>
    /// <param name="now">Now, by a clock that only goes forward.</param>
    /// <param name="granted">How many may go out.</param>
    /// <param name="wait">How long to wait where none may yet.</param>
    internal Taking Take(ListRules rules, int wanted, DateTime utc, TimeSpan now, out int granted, out TimeSpan wait)
    {
        granted = 0;
        wait = TimeSpan.Zero;
        lock (_gate)
        {
            bool isToday = _day == utc.Date;
            while (isToday && granted < wanted && _left > 0 && now - _granted < BudgetRules.LeaseLife && !BudgetRules.IsUsedUp(rules, _asked))
            {
                TimeSpan interval = BudgetRules.Interval(rules, _asked);
                TimeSpan earliest = now - BudgetRules.Burst;
                TimeSpan due = _next > earliest ? _next : earliest;
                if (due > now)
                {
                    wait = due - now;
                    break;
                }

                if (_time < interval)
                {
                    break;
                }

                _next = due + interval;
                _time -= interval;
                _left--;
                _asked++;
                granted++;
            }

            if (granted > 0)
            {
                wait = TimeSpan.Zero;
                _isUsed = true;
                return Taking.Granted;
            }

            if (wait > TimeSpan.Zero)
            {
                return Taking.Wait;
            }

            if (isToday && BudgetRules.IsUsedUp(rules, _asked))
            {
                return Taking.UsedUp;
            }

            int largest = BudgetRules.LargestLease(rules, _asked);
            _wanted = Math.Min(largest, Math.Max(wanted, _lease));
            _wantedFor = rules;
            return Taking.Settle;
        }
    }

    /// <summary>What a list says whose day's number is used up; made once a day, since thousands of targets may hear it.</summary>
    internal GivenUp UsedUp(ListRules rules, DateTime utc)
    {
        DateTime until = utc.Date.AddDays(1);
        GivenUp? told = _usedUp;
        return told is not null && told.Until == until && told.Limit == rules.DailyLimit
            ? told
            : _usedUp = GivenUp.UsedUp(Name, rules.DailyLimit, until);
    }

    /// <summary>Why a list is not asked through a resolver at present; null where it may be.</summary>
    internal Breaker? Stops(string list, string resolver, DateTime utc)
    {
        IReadOnlyList<Breaker> breakers = _breakers;
        for (int i = 0; i < breakers.Count; i++)
        {
            if (breakers[i].Until > utc && breakers[i].Concerns(list, resolver))
            {
                return breakers[i];
            }
        }

        return null;
    }

    /// <summary>Whether an earlier refusal of the list, or of all lists, is still remembered.</summary>
    internal bool RemembersRefusal(string list, string resolver) => _breakers.Any(b => b.Concerns(list, resolver));

    /// <summary>Changes what is known of refusals: here at once, and for others with the next settlement.</summary>
    internal IReadOnlyList<Breaker> Change(Func<List<Breaker>, List<Breaker>> change)
    {
        lock (_gate)
        {
            _changes.Add(change);
            return _breakers = change(_breakers.ToList());
        }
    }

    /// <summary>Gives what was taken beforehand to a settlement; null where there is nothing to settle.</summary>
    /// <param name="isClosing">Everything goes back, and nothing is wanted.</param>
    internal Settlement? Begin(bool isClosing)
    {
        lock (_gate)
        {
            // Whoever uses much of it will soon want more, and the disk is being touched anyway.
            bool isLow = _isUsed && !isClosing && _left * 2 <= _lease;
            _isUsed = false;
            if (_changes.Count == 0 && (isClosing ? _left == 0 : _wanted == 0 && !isLow))
            {
                return null;
            }

            Settlement settlement = new(Name)
            {
                Day = _day,
                ReturnedCount = _left,
                ReturnedTime = _time,
                Wanted = isClosing || _wantedFor is null ? 0 : Math.Max(_wanted, isLow ? Math.Min(_lease, BudgetRules.LargestLease(_wantedFor, _asked)) : 0),
                Rules = _wantedFor,
                Changes = _changes.ToArray(),
            };
            if (isClosing)
            {
                _lease = BudgetRules.FirstLease;
            }

            _changes.Clear();
            _left = 0;
            _time = TimeSpan.Zero;
            _wanted = 0;
            return settlement;
        }
    }

    /// <summary>Takes what a settlement brought.</summary>
    internal void End(Settlement settlement, DateTime utc, TimeSpan now)
    {
        lock (_gate)
        {
            _day = utc.Date;
            _asked = settlement.Asked;
            _left = settlement.Granted;
            _time = settlement.Time;
            _granted = now;
            if (settlement.Granted > 0)
            {
                _next = now + (settlement.Start - utc);
                _lease = Math.Min(_lease * 2, Math.Max(BudgetRules.FirstLease, BudgetRules.LargestLease(settlement.Rules!, _asked)));
            }
        }
    }

    /// <summary>Learns what others have asked, and whom operators have refused.</summary>
    internal void Learn(OperatorRecord record, DateTime utc)
    {
        lock (_gate)
        {
            if (_left == 0)
            {
                _day = utc.Date;
                _asked = record.Asked;
            }

            // What has changed here meanwhile comes with the next settlement, and holds here already.
            _breakers = _changes.Aggregate(record.Breakers.ToList(), (breakers, change) => change(breakers));
        }
    }
}
