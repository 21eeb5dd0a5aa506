using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Readiness.Spf;

namespace DelistTools.Readiness;

/// <summary>The SPF record for whoever sends: what makes it invalid, what it costs, what its author may not have meant.</summary>
internal sealed class SpfRecordCheck
{
    private const string Expected = "One record without faults and with no more than ten look-ups, which ends in ~all or -all";

    private readonly CheckWriter _writer;

    internal SpfRecordCheck(CheckWriter writer)
    {
        _writer = writer;
    }

    /// <param name="domain">The domain.</param>
    /// <param name="tree">Its record and those below, read without a failure at the top.</param>
    /// <param name="results">What checks of addresses came to: the tree asks for no hosts, and they do.</param>
    internal ReadinessCheck Of(string domain, SpfTree tree, IReadOnlyList<SpfCheckResult> results)
    {
        if (tree.Root.Error is { Kind: SpfErrorKind.NoRecord })
        {
            return _writer.Write(
                CheckTopics.SpfRecord, domain, ReadinessStatus.Fail, "No SPF record." + (SpfWords.Of(tree.Root.Near) is { } near ? " " + near : ""), Expected,
                "Publish one that names whatever sends for you.",
                ZoneLine.Txt(domain, tree.Root.Near.Select(n => n.Suggestion).FirstOrDefault(s => s is not null) ?? "v=spf1 mx ~all"));
        }

        IReadOnlyList<SpfRemark> remarks = tree.Root.Record?.Remarks ?? Array.Empty<SpfRemark>();
        List<string> faults = Faults(tree, remarks, results);
        List<string> unread = tree.Errors.Where(e => e.Kind == SpfErrorKind.DnsFailure)
            .Select(e => "the record of " + e.Domain + " could not be looked up: " + e.Detail).Distinct().ToList();
        List<string> odd = unread.Concat(remarks.Where(r => !r.IsError && r.Kind != SpfRemarkKind.AllPasses).Select(SpfWords.Of)).ToList();
        string text = tree.Root.Record?.Text ?? "";
        string cost = " - " + (tree.IsComplete && unread.Count == 0 ? "" : "at least ") + tree.Lookups + " of ten look-ups";
        if (faults.Count > 0)
        {
            SpfProposal? repaired = Repaired(tree);
            return _writer.Write(
                CheckTopics.SpfRecord, domain, ReadinessStatus.Fail, string.Join("; ", faults.Concat(odd)) + (text.Length == 0 ? "." : ". It says: " + text), Expected,
                (tree.IsOverLimit ? "Name addresses (ip4:, ip6:) in place of include, a and mx, and leave out services that you no longer use." : "Mend the record.")
                + SpfWords.Of(repaired),
                repaired is null ? null : ZoneLine.Txt(domain, repaired.Text));
        }

        return odd.Count == 0
            ? _writer.Write(CheckTopics.SpfRecord, domain, ReadinessStatus.Pass, text + cost, Expected)
            : _writer.Write(
                CheckTopics.SpfRecord, domain, unread.Count > 0 ? ReadinessStatus.Unknown : ReadinessStatus.Warn, text + cost + "; " + string.Join("; ", odd) + ".", Expected,
                unread.Count > 0 ? "Test again; if it stays so, the records of that domain need a look." : "Look whether that is meant.");
    }

    private static List<string> Faults(SpfTree tree, IReadOnlyList<SpfRemark> remarks, IReadOnlyList<SpfCheckResult> results)
    {
        List<string> faults = tree.Errors.Where(e => e.Kind != SpfErrorKind.DnsFailure).Select(SpfWords.Of)
            .Concat(remarks.Where(r => r.Kind == SpfRemarkKind.AllPasses).Select(SpfWords.Of)).ToList();
        if (tree.IsOverLimit)
        {
            faults.Insert(0, tree.Lookups + " look-ups, and receivers stop after ten");
        }

        // Names that are not there, and too many hosts, show only to somebody who looks them up.
        faults.AddRange(results.Where(r => r is { Result: SpfResult.PermError, Error.Kind: SpfErrorKind.TooManyVoidLookups or SpfErrorKind.TooManyMxHosts })
            .Select(r => SpfWords.Of(r.Error!)));
        return faults.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
    }

    /// <summary>The record with what was meant in the place of what is broken; null where nothing can be made of it.</summary>
    private static SpfProposal? Repaired(SpfTree tree)
    {
        if (tree.Root.Record is not { Fault: not null } record)
        {
            return null;
        }

        SpfProposal proposal = SpfRecordAdvice.Allow(record.Text, Array.Empty<System.Net.IPAddress>());
        return proposal.IsChanged ? proposal : null;
    }
}
