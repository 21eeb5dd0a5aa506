using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Answers for a list out of the answer of one that contains it, where that one's codes tell its parts apart: the operator
/// need not be asked twice for the same data.
/// </summary>
internal static class ContainedLists
{
    /// <summary>
    /// The list of a run that answers for another one too; null where that has to be asked itself. Of a domain, lists are
    /// not all asked for the same name.
    /// </summary>
    internal static Blocklist? WholeOf(Blocklist part, IEnumerable<SelectedList> lists, BlocklistKind kind) => (part.Kind & kind) == 0 || (kind & BlocklistKind.Domain) != 0
        ? null
        : lists.Select(l => l.List).OrderByDescending(l => l.Includes.Count).FirstOrDefault(l => (l.Kind & kind) != 0 && l.Includes.Contains(part.Id)
            && !l.Rules.IsBitmask && !l.Rules.SharesZone && l.Rules.Codes.Any(c => IsOf(part, c)));

    /// <summary>
    /// What the whole's answer says about its part; null where it does not say: it is none that can be trusted, was cut off,
    /// or has a code that stands for no part, which may hide one that does.
    /// </summary>
    internal static BlocklistCheck? Derive(Blocklist part, Blocklist whole, BlocklistCheck answer)
    {
        if (answer.Verdict is not (ListingVerdict.Listed or ListingVerdict.NotListed) || answer.IsPartial)
        {
            return null;
        }

        List<IPAddress> codes = answer.Codes.Select(IPAddress.Parse).ToList();
        if (codes.Any(a => Named(whole, a) is not { IsInformational: false, Component: not null }))
        {
            return null;
        }

        List<IPAddress> own = codes.Where(a => IsOf(part, Named(whole, a)!)).ToList();
        string source = whole.Id + ", which contains this list, was asked for both";
        WeighedAnswer weighed = own.Count == 0
            ? new WeighedAnswer { Verdict = ListingVerdict.NotListed, Scope = part.Scope, Reason = "The list has no such entry (" + source + ")." }
            : AnswerRules.Weigh(whole, new DnsAnswer { Outcome = DnsOutcome.Records, Addresses = own });
        IReadOnlyList<string> texts = own.Count > 0 && own.Count == codes.Count ? answer.Texts : Array.Empty<string>();
        return new BlocklistCheck
        {
            Target = answer.Target,
            Blocklist = part.Id,
            Operator = part.Operator,
            Zone = answer.Zone,
            AskedAs = answer.AskedAs,
            Verdict = weighed.Verdict,
            Codes = weighed.Codes,
            Meanings = weighed.Meanings,
            Components = weighed.Components.Where(c => c != part.Id).ToList().AsReadOnly(),
            Texts = texts,
            Reason = own.Count == 0 ? weighed.Reason : weighed.Reason + " (" + source + ")" + (texts.Count > 0 ? " [" + string.Join("; ", texts) + "]" : ""),
            Scope = weighed.Scope,
            Impact = part.Impact,
            Health = answer.Health,
            Ttl = answer.Ttl,
            Elapsed = answer.Elapsed,
            Resolver = answer.Resolver,
            CheckedAt = answer.CheckedAt,
        };
    }

    private static ListingCode? Named(Blocklist whole, IPAddress code) =>
        whole.Rules.Codes.FirstOrDefault(c => c.Matches(IpAddressText.ToUInt32(code)));

    private static bool IsOf(Blocklist part, ListingCode code) =>
        !code.IsInformational && code.Component is { } component && (component == part.Id || part.Includes.Contains(component));
}
