using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Readiness.Spf;

/// <summary>Makes of a domain's record one by which certain addresses pass.</summary>
internal static class SpfRecordAdvice
{
    // Each is compared with each; no record of so many terms becomes short.
    private const int MostToCompare = 1000;

    /// <summary>
    /// The record with the addresses named. They stand behind the addresses that lead the record and before all else:
    /// a check then ends with them before it looks anything up, and before a mechanism that could refuse them.
    /// </summary>
    /// <param name="current">The record that is there, valid or not; null for none.</param>
    /// <param name="addresses">Addresses that shall pass and do not yet; where one is named later in the record, its term moves.</param>
    /// <param name="ending">What becomes of all others where there is no record yet.</param>
    /// <exception cref="ArgumentException">The text does not begin as a record does.</exception>
    internal static SpfProposal Allow(string? current, IEnumerable<IPAddress> addresses, SpfQualifier ending = SpfQualifier.SoftFail)
    {
        SpfRecord record = SpfRecord.Parse(current ?? SpfRecord.Version);
        List<string> removed = new();
        List<KeyValuePair<string, string>> repaired = new();
        List<SpfTerm> terms = Repair(record, removed, repaired);

        int lead = terms.TakeWhile(IsPassingRange).Count();
        List<string> added = Ranges(addresses.Where(a => !terms.Take(lead).Any(t => Contains(t, a)))).ToList();
        List<SpfTerm> named = added.Select(a => SpfTermReader.Read(a, 0)).ToList();
        foreach (SpfTerm later in terms.Where(t => named.Any(n => Covers(n, t))).ToList())
        {
            terms.Remove(later);
            removed.Add(later.Text);
        }

        terms.InsertRange(lead, named);
        if (current is null)
        {
            added.Add(SpfTermReader.SignOf(ending) + "all");
            terms.Add(SpfTermReader.Read(added[added.Count - 1], 0));
        }

        if (Length(terms) > SpfRecordRemarks.ShortRecord && terms.Count <= MostToCompare)
        {
            terms = Shorten(terms, removed);
        }

        bool isChanged = current is null || added.Count > 0 || removed.Count > 0 || repaired.Count > 0;
        string text = isChanged ? string.Join(" ", terms.Select(t => t.Text).Prepend(SpfRecord.Version)) : current!;
        return new SpfProposal(text, isChanged)
        {
            Added = added.AsReadOnly(),
            Removed = removed.AsReadOnly(),
            Repaired = repaired.AsReadOnly(),
        };
    }

    /// <summary>The terms, with what was meant in the place of broken ones, and without second redirects and explanations.</summary>
    private static List<SpfTerm> Repair(SpfRecord record, List<string> removed, List<KeyValuePair<string, string>> repaired)
    {
        List<SpfTerm> terms = new();
        foreach (SpfTerm term in record.Terms)
        {
            if (term.Fault?.Suggestion is { } meant)
            {
                repaired.Add(new KeyValuePair<string, string>(term.Text, meant));
                terms.AddRange(meant.Split(' ').Select(m => SpfTermReader.Read(m, 0)));
            }
            else if (term.Fault is not null)
            {
                removed.Add(term.Text);
            }
            else
            {
                terms.Add(term);
            }
        }

        foreach (SpfTermKind kind in new[] { SpfTermKind.Redirect, SpfTermKind.Explanation })
        {
            foreach (SpfTerm second in terms.Where(t => t.Kind == kind).Skip(1).ToList())
            {
                terms.Remove(second);
                removed.Add(second.Text);
            }
        }

        return terms;
    }

    /// <summary>
    /// Without what can never match because an earlier term does: repetitions, whatever their qualifier, and addresses
    /// that an earlier range lets pass.
    /// </summary>
    private static List<SpfTerm> Shorten(List<SpfTerm> terms, List<string> removed)
    {
        List<SpfTerm> kept = new();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (SpfTerm term in terms)
        {
            if (kept.Any(k => Covers(k, term)) || (term.IsMechanism && !seen.Add(SpfRecordRemarks.Bare(term))))
            {
                removed.Add(term.Text);
                continue;
            }

            kept.Add(term);
        }

        return kept;
    }

    /// <summary>The terms for addresses; neighbours that fill a block are one term.</summary>
    private static IEnumerable<string> Ranges(IEnumerable<IPAddress> addresses)
    {
        List<(IPAddress First, int Length)> blocks = addresses.Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).Distinct()
            .OrderBy(a => a.AddressFamily).ThenBy(a => a, Comparer<IPAddress>.Create((a, b) => a.AddressFamily == b.AddressFamily ? AddressRange.Compare(a, b) : 0))
            .Select(a => (a, AddressRange.Bits(a.AddressFamily))).ToList();
        for (int i = 0; i + 1 < blocks.Count;)
        {
            (IPAddress first, int length) = blocks[i];
            AddressRange wider = AddressRange.FromPrefix(first, length - 1);
            AddressRange next = AddressRange.FromPrefix(blocks[i + 1].First, blocks[i + 1].Length);
            bool isPair = blocks[i + 1].Length == length && wider.First.Equals(first) && wider.Last.Equals(next.Last);
            if (isPair)
            {
                blocks[i] = (first, length - 1);
                blocks.RemoveAt(i + 1);
                i = Math.Max(0, i - 1);
            }
            else
            {
                i++;
            }
        }

        return blocks.Select(b => (b.First.AddressFamily == AddressFamily.InterNetwork ? "ip4:" : "ip6:") + b.First
            + (b.Length == AddressRange.Bits(b.First.AddressFamily) ? "" : "/" + b.Length));
    }

    private static bool IsPassingRange(SpfTerm term) => term.Range is not null && term.Qualifier == SpfQualifier.Pass;

    private static bool Contains(SpfTerm term, IPAddress address) =>
        term.Range!.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool Covers(SpfTerm wide, SpfTerm term) => wide.Range is not null && term.Range is not null
        && wide.Range.Contains(term.Range.First) && wide.Range.Contains(term.Range.Last);

    private static int Length(List<SpfTerm> terms) => SpfRecord.Version.Length + terms.Sum(t => t.Text.Length + 1);
}
