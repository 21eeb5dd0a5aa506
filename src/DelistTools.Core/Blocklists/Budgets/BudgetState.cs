using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DelistTools.State;

namespace DelistTools.Blocklists;

/// <summary>
/// The questions of a day to all operators, as processes share them. Not safe for several threads at once. No account
/// key and nothing that a user typed is in it: operators are the catalogue's.
/// </summary>
internal sealed class BudgetState
{
    internal const string Kind = "operator-budgets";

    internal const int Version = 1;

    private const string DayForm = "yyyy-MM-dd";

    // Machines that share a home folder do not agree to the second.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    // Nobody takes this much beforehand. What a damaged file says to come later would keep everybody waiting.
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    // More than any day's number, and far from what a number holds.
    private const int MostAsked = 1_000_000_000;

    private const int MostTimes = 1000;

    private readonly Dictionary<string, OperatorRecord> _records = new(StringComparer.OrdinalIgnoreCase);
    private DateTime _day;
    private DateTime _at;

    internal OperatorRecord? Find(string name) => _records.TryGetValue(name, out OperatorRecord? record) ? record : null;

    internal OperatorRecord Of(string name)
    {
        if (!_records.TryGetValue(name, out OperatorRecord? record))
        {
            record = new OperatorRecord(name);
            _records.Add(name, record);
        }

        return record;
    }

    /// <summary>
    /// Comes to the present. A new day counts from nothing. Where the clock has gone back, what was yet to come keeps its
    /// distance from now, and the count stays, since nobody knows which day was right.
    /// </summary>
    internal void Turn(DateTime now)
    {
        TimeSpan back = _at > now + Tolerance ? _at - now : TimeSpan.Zero;
        foreach (OperatorRecord record in _records.Values)
        {
            record.Asked = now.Date > _day ? 0 : record.Asked;
            record.Rewind(back);
            record.Next = record.Next - now <= MostAhead ? record.Next : now + MostAhead;
            record.Breakers = record.Breakers
                .Where(b => now - b.Until < BudgetRules.Memory)
                .Select(b => b.Until - now <= BudgetRules.LongestStop ? b : new Breaker(b.Resolver, b.List, b.By, now + BudgetRules.LongestStop, b.Times))
                .ToList();
        }

        _day = now.Date;
        _at = now;
    }

    /// <summary>Takes back what a process did not use, and gives it what it wants of what is left.</summary>
    internal void Settle(Settlement settlement)
    {
        OperatorRecord record = Of(settlement.Operator);
        record.Asked = settlement.Day == _day ? Math.Max(0, record.Asked - settlement.ReturnedCount) : record.Asked;
        record.Rewind(settlement.ReturnedTime);
        foreach (Func<List<Breaker>, List<Breaker>> change in settlement.Changes)
        {
            record.Breakers = change(record.Breakers);
        }

        settlement.Asked = record.Asked;
        if (settlement.Wanted > 0)
        {
            ListRules rules = settlement.Rules!;
            int left = rules.DailyLimit > 0 ? Math.Max(0, rules.DailyLimit - record.Asked) : int.MaxValue;
            DateTime earliest = _at - BudgetRules.Burst;
            settlement.Start = record.Next > earliest ? record.Next : earliest;
            settlement.Granted = Math.Min(settlement.Wanted, left);
            settlement.Time = TimeSpan.FromTicks(BudgetRules.Interval(rules, record.Asked).Ticks * settlement.Granted);
            record.Asked = Math.Min(MostAsked, record.Asked + settlement.Granted);
            record.Next = settlement.Start + settlement.Time;
        }
    }

    /// <summary>Takes over what was counted while the file could not be had.</summary>
    internal void Raise(BudgetState other)
    {
        foreach (OperatorRecord record in other._records.Values)
        {
            OperatorRecord mine = Of(record.Name);
            mine.Asked = other._day == _day ? Math.Max(mine.Asked, record.Asked) : mine.Asked;
            mine.Next = mine.Next > record.Next ? mine.Next : record.Next;
            mine.Breakers.AddRange(record.Breakers.Where(b => mine.Breakers.All(m => m.Resolver != b.Resolver || m.List != b.List)));
        }
    }

    /// <exception cref="FormatException">It is no such state.</exception>
    internal static BudgetState Read(JsonFields fields)
    {
        BudgetState state = new() { _day = ReadDay(fields.Text("day")), _at = fields.Time("at") };
        foreach (OperatorRecord record in fields.Objects("operators", ReadRecord))
        {
            state._records[record.Name] = record;
        }

        return state;
    }

    internal void Write(JsonText text)
    {
        text.Text("day", _day.ToString(DayForm, CultureInfo.InvariantCulture));
        text.Time("at", _at);
        IEnumerable<OperatorRecord> known = _records.Values
            .Where(r => r.Asked > 0 || r.Breakers.Count > 0 || r.Next > _at - BudgetRules.Burst).OrderBy(r => r.Name, StringComparer.Ordinal);
        text.Objects("operators", known, record =>
        {
            text.Text("name", record.Name);
            text.Number("asked", record.Asked);
            text.Time("next", record.Next);
            text.Objects("refusals", record.Breakers, breaker =>
            {
                text.Text("resolver", breaker.Resolver);
                text.Text("list", breaker.List);
                text.Text("by", breaker.By);
                text.Time("until", breaker.Until);
                text.Number("times", breaker.Times);
            });
        });
    }

    private static OperatorRecord ReadRecord(JsonFields fields) => new(fields.Text("name"))
    {
        Asked = Math.Min(MostAsked, Natural(fields, "asked")),
        Next = fields.Time("next"),
        Breakers = fields.Objects("refusals", b => new Breaker(
            b.Text("resolver"), b.OptionalText("list"), b.Text("by"), b.Time("until"), Math.Min(MostTimes, Natural(b, "times")))).ToList(),
    };

    private static int Natural(JsonFields fields, string name) =>
        fields.Number(name) is >= 0 and int number ? number : throw new FormatException("field '" + name + "': it is below zero");

    private static DateTime ReadDay(string text) => DateTime.TryParseExact(
        text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime day)
        ? day
        : throw new FormatException("field 'day': '" + text + "' is no day");
}
