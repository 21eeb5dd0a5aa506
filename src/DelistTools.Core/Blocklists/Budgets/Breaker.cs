using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Blocklists;

/// <summary>An operator, or one list of its, refused a resolver, and is not asked through it for a while.</summary>
internal sealed class Breaker
{
    private GivenUp? _told;

    /// <param name="resolver">The resolver that was refused.</param>
    /// <param name="list">The only list that it stops; null: all lists of the operator.</param>
    /// <param name="by">The list that refused.</param>
    /// <param name="until">When it may be asked again (UTC).</param>
    /// <param name="times">How many times in a row.</param>
    internal Breaker(string resolver, string? list, string by, DateTime until, int times)
    {
        Resolver = resolver;
        List = list;
        By = by;
        Until = until;
        Times = times;
    }

    internal string Resolver { get; }

    internal string? List { get; }

    internal string By { get; }

    internal DateTime Until { get; }

    internal int Times { get; }

    /// <summary>Whether it is about this list, open or not.</summary>
    internal bool Concerns(string list, string resolver) =>
        Resolver == resolver && (List is null || string.Equals(List, list, StringComparison.Ordinal));

    /// <summary>What a list that it stops says; made once, since thousands of targets may hear it.</summary>
    internal GivenUp Tell(string operatorName) => _told ??= GivenUp.Refusing(operatorName, this);

    /// <summary>The state after a refusal. One that comes while questions are stopped is an answer to an earlier one.</summary>
    internal static List<Breaker> Opened(IEnumerable<Breaker> before, string resolver, string? list, string by, TimeSpan ttl, DateTime now)
    {
        List<Breaker> after = before.ToList();
        int at = after.FindIndex(b => b.Resolver == resolver && b.List == list);
        if (at >= 0 && after[at].Until > now)
        {
            return after;
        }

        int times = at >= 0 && now - after[at].Until < BudgetRules.Memory ? after[at].Times + 1 : 1;
        if (at >= 0)
        {
            after.RemoveAt(at);
        }

        after.Add(new Breaker(resolver, list, by, now + BudgetRules.Stop(times, ttl), times));
        return after;
    }

    /// <summary>The state after a list gave a good answer: neither it nor its operator refuses.</summary>
    internal static List<Breaker> Closed(IEnumerable<Breaker> before, string resolver, string list) =>
        before.Where(b => !b.Concerns(list, resolver)).ToList();
}
