using System;
using System.Collections.Generic;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>Makes checks out of what was found.</summary>
internal sealed class CheckMaker
{
    private readonly Func<string> _resolver;

    /// <param name="resolver">The resolver, as checks show it.</param>
    internal CheckMaker(Func<string> resolver)
    {
        _resolver = resolver;
    }

    internal static WeighedAnswer NotAsked(Blocklist list, GivenUp gaveUp) =>
        new() { Verdict = gaveUp.Verdict, Failure = LookupFailureKind.NotAsked, Scope = list.Scope, Reason = gaveUp.Reason };

    internal static WeighedAnswer NotApplicable(Blocklist list, BlocklistKind kind) => new()
    {
        Verdict = ListingVerdict.NotApplicable,
        Scope = list.Scope,
        Reason = "The list holds no " + kind + " targets, so it was not asked.",
    };

    internal BlocklistCheck Make(
        Blocklist list,
        string target,
        WeighedAnswer weighed,
        string? askedAs = null,
        ListHealth health = ListHealth.NotTested,
        DnsAnswer? answer = null,
        IReadOnlyList<string>? texts = null) =>
        Make(list, target, weighed, askedAs, health, answer?.Ttl ?? TimeSpan.Zero, answer?.Elapsed ?? TimeSpan.Zero, DateTime.UtcNow, answer?.IsPartial == true, texts);

    /// <summary>A check with everything that it says, of an answer that nobody keeps.</summary>
    internal BlocklistCheck Make(
        Blocklist list,
        string target,
        WeighedAnswer weighed,
        string? askedAs,
        ListHealth health,
        TimeSpan ttl,
        TimeSpan elapsed,
        DateTime at,
        bool isPartial = false,
        IReadOnlyList<string>? texts = null)
    {
        return new BlocklistCheck
        {
            Target = target,
            AskedAs = askedAs,
            Blocklist = list.Id,
            Operator = list.Operator,
            Zone = list.Zone,
            Verdict = weighed.Verdict,
            Codes = weighed.Codes,
            Meanings = weighed.Meanings,
            Components = weighed.Components,
            Texts = texts ?? Array.Empty<string>(),
            IsPartial = isPartial,
            Reason = texts is { Count: > 0 } ? weighed.Reason + " [" + string.Join("; ", texts) + "]" : weighed.Reason,
            Scope = weighed.Scope,
            Impact = list.Impact,
            FailureKind = weighed.Failure,
            Health = health,
            Ttl = ttl,
            Elapsed = elapsed,
            Resolver = list.File ?? _resolver(),
            CheckedAt = at,
        };
    }
}
