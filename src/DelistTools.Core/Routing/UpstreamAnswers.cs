using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>What lists said when they were asked for the plan; empty where nobody asked.</summary>
internal sealed class UpstreamAnswers
{
    private readonly Dictionary<string, BlocklistCheck> _checks = new(StringComparer.OrdinalIgnoreCase);

    internal static UpstreamAnswers None { get; } = new();

    /// <summary>Somebody asked, whether or not a list could be asked at all.</summary>
    internal bool WereAsked { get; private set; }

    internal static UpstreamAnswers Of(IEnumerable<BlocklistCheck> checks)
    {
        UpstreamAnswers answers = new() { WereAsked = true };
        foreach (BlocklistCheck check in checks)
        {
            answers._checks[Key(check.Blocklist, check.Target)] = check;
        }

        return answers;
    }

    /// <summary>What a list said about a target, by itself or by the mouth of an asked list that contains it; null where nobody asked.</summary>
    internal BlocklistCheck? Find(Blocklist list, string? target, ListCatalog lists)
    {
        if (target is null || !WereAsked)
        {
            return null;
        }

        if (_checks.TryGetValue(Key(list.Id, target), out BlocklistCheck? own))
        {
            return own;
        }

        BlocklistCheck? whole = lists.Blocklists.Where(l => l.Includes.Contains(list.Id))
            .Select(l => _checks.TryGetValue(Key(l.Id, target), out BlocklistCheck? check) ? check : null)
            .OfType<BlocklistCheck>().OrderByDescending(c => c.IsAnswered).FirstOrDefault();
        return whole is null ? null : Part(list, whole);
    }

    /// <summary>What the answer of a list that contains another one says about that one.</summary>
    private static BlocklistCheck Part(Blocklist list, BlocklistCheck whole)
    {
        List<string> named = whole.Components.Where(c => c == list.Id || list.Includes.Contains(c)).ToList();
        (ListingVerdict verdict, string reason) = whole switch
        {
            { Verdict: not ListingVerdict.Listed } => (whole.Verdict, ": " + whole.Reason),
            _ when named.Count > 0 => (whole.Verdict, ": " + whole.Reason),
            { Components.Count: 0 } or { IsPartial: true } => (ListingVerdict.Unverified, ", has an entry, but does not say of which part."),
            _ => (ListingVerdict.NotListed, ", names other parts only: " + whole.Reason),
        };
        return new BlocklistCheck
        {
            Target = whole.Target,
            AskedAs = whole.AskedAs,
            Blocklist = list.Id,
            Operator = list.Operator,
            Zone = whole.Zone,
            Verdict = verdict,
            Codes = whole.Codes,
            Meanings = whole.Meanings,
            Components = named,
            Texts = whole.Texts,
            IsPartial = whole.IsPartial,
            Reason = whole.Blocklist + ", which contains " + list.Id + reason,
            Scope = list.Scope,
            Impact = list.Impact,
            FailureKind = whole.FailureKind,
            Health = whole.Health,
            Ttl = whole.Ttl,
            Elapsed = whole.Elapsed,
            Resolver = whole.Resolver,
            CheckedAt = whole.CheckedAt,
        };
    }

    private static string Key(string list, string target) => list + "|" + target;
}
