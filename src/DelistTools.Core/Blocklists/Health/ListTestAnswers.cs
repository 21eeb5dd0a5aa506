using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>The answers to a list's test entries, and what follows from them. An entry that was not asked is null.</summary>
internal sealed class ListTestAnswers
{
    internal ListTestAnswers(DnsAnswer? listed, DnsAnswer? notListed, DnsAnswer? shallow)
    {
        Listed = listed;
        NotListed = notListed;
        Shallow = shallow;
    }

    internal DnsAnswer? Listed { get; }

    internal DnsAnswer? NotListed { get; }

    internal DnsAnswer? Shallow { get; }

    private IEnumerable<DnsAnswer> All => new[] { Listed, NotListed, Shallow }.OfType<DnsAnswer>();

    private bool WasHidden => All.Any(a => a.WasHidden);

    private bool IsAuthoritative => All.Any() && All.All(a => a.IsAuthoritative);

    /// <summary>What the slowest of them took on the wire; they are asked side by side.</summary>
    internal TimeSpan Elapsed => All.Select(a => a.Elapsed).DefaultIfEmpty().Max();

    internal string? Refusal(Blocklist list) => RefusalIn(list, Listed) ?? RefusalIn(list, NotListed) ?? RefusalIn(list, Shallow);

    /// <summary>The answer that refuses.</summary>
    internal DnsAnswer Refusing(Blocklist list) => All.First(a => RefusalIn(list, a) is not null);

    /// <summary>The entry to ask for the text of the refusal.</summary>
    internal string? RefusedEntry(Blocklist list, ListTestEntry entry)
    {
        if (RefusalIn(list, Listed) is not null)
        {
            return entry.Listed;
        }

        return RefusalIn(list, NotListed) is not null ? entry.NotListed : entry.Shallow;
    }

    internal ListTestResult Conclude(
        Blocklist list, IReadOnlyList<string> evidence, string? refusal, IReadOnlyList<string> refusalTexts, bool textSurvives)
    {
        bool positive = IsEntry(list, Listed);
        bool negative = NotListed?.IsNegative == true;
        (ListHealth health, ResolverFinding finding, string reason) = Judge(list, refusal, textSurvives, positive, negative);
        return new ListTestResult
        {
            Health = health,
            Finding = finding == ResolverFinding.None && WasHidden ? ResolverFinding.StrictMinimisation : finding,
            Reason = reason,
            PositiveHolds = positive && health is (ListHealth.Healthy or ListHealth.Inconclusive),
            NegativeHolds = negative && health is not (ListHealth.Refused or ListHealth.Parked),
            IsAuthoritative = IsAuthoritative,
            IsComplete = All.All(a => a.Failure != LookupFailureKind.NotAsked),
            Evidence = evidence,
            RefusalTexts = refusalTexts,
        };
    }

    private (ListHealth Health, ResolverFinding Finding, string Reason) Judge(
        Blocklist list, string? refusal, bool textSurvives, bool positive, bool negative)
    {
        if (refusal is not null)
        {
            return (ListHealth.Refused, ResolverFinding.RefusedByLists, "it refuses this resolver: " + refusal);
        }

        if (IsForeign(Listed) || IsForeign(NotListed))
        {
            return (ListHealth.Parked, ResolverFinding.None,
                "it answers its test entries with addresses outside 127.0.0.0/8: the zone is parked, or the resolver rewrites answers");
        }

        if (NotListed?.Outcome == DnsOutcome.Records)
        {
            return (ListHealth.ListsWorld, ResolverFinding.None,
                "it lists the entry that must never be listed, so it lists everything, as dead zones do");
        }

        if (positive && negative)
        {
            return (ListHealth.Healthy, ResolverFinding.None, "its test entries answer as they should");
        }

        if (Listed is null && NotListed is null)
        {
            return (ListHealth.NoTestEntry, ResolverFinding.None, "no test entry of it is known, so nothing was asked, and its silence proves nothing");
        }

        if (Listed is null)
        {
            return negative
                ? (ListHealth.NoTestEntry, ResolverFinding.None, "it is known to have no test entry, so its silence cannot be told from a dead list's")
                : (ListHealth.Unreachable, ResolverFinding.None, "its test entry got no answer: " + NotListed?.FailureDetail);
        }

        if (Listed.IsNegative)
        {
            return JudgeMissing(list, textSurvives);
        }

        string? failure = Listed.FailureDetail ?? NotListed?.FailureDetail;
        return positive || negative
            ? (ListHealth.Inconclusive, ResolverFinding.None, "one of its test entries got no answer: " + failure)
            : (ListHealth.Unreachable, ResolverFinding.None, "its test entries got no answer: " + failure);
    }

    private (ListHealth Health, ResolverFinding Finding, string Reason) JudgeMissing(Blocklist list, bool textSurvives)
    {
        if (IsEntry(list, Shallow))
        {
            return (ListHealth.Filtered, ResolverFinding.StrictMinimisation,
                "its one-label test entry answers and the deeper one does not: the resolver's strict QNAME minimisation hides deep names");
        }

        if (textSurvives)
        {
            return (ListHealth.Filtered, ResolverFinding.FiltersLoopback,
                "the text of its test entry arrives without the address: the resolver strips answers in 127.0.0.0/8");
        }

        return Listed!.Outcome == DnsOutcome.NoData
            ? (ListHealth.Empty, ResolverFinding.None,
                "its test entry comes back without an address: the list is empty, or the resolver strips answers in 127.0.0.0/8")
            : (ListHealth.Empty, ResolverFinding.None,
                "it does not list its test entry: it is dead, lacks the entry, or the resolver hides its answers");
    }

    private static string? RefusalIn(Blocklist list, DnsAnswer? answer) =>
        answer is null ? null : AnswerRules.Refusal(list, answer.Addresses);

    private static bool IsForeign(DnsAnswer? answer) => answer is not null && answer.Addresses.Any(AnswerRules.IsForeign);

    /// <summary>Any answer in 127.0.0.0/8 that refuses nothing: test entries need not carry a code of the list.</summary>
    internal static bool IsEntry(Blocklist list, DnsAnswer? answer) =>
        answer?.Outcome == DnsOutcome.Records && !IsForeign(answer) && RefusalIn(list, answer) is null;
}
