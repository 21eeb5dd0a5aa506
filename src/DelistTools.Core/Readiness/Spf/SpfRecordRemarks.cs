using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Numerics;

namespace DelistTools.Readiness.Spf;

/// <summary>What can be said of a record as a whole and of its terms side by side.</summary>
internal static class SpfRecordRemarks
{
    /// <summary>An answer with this much text fits 512 octets with the name and the header (RFC 7208, section 3.4).</summary>
    internal const int ShortRecord = 450;

    private static readonly BigInteger WideIPv4 = BigInteger.Pow(2, 24);
    private static readonly BigInteger WideIPv6 = BigInteger.Pow(2, 112);

    internal static IReadOnlyList<SpfRemark> Of(SpfRecord record, SpfRemark? tooLarge)
    {
        if (tooLarge is not null)
        {
            return new[] { tooLarge };
        }

        List<SpfRemark> remarks = new();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        bool isAfterAll = false;
        foreach (SpfTerm term in record.Terms)
        {
            int before = remarks.Count;
            remarks.AddRange(OfTerm(record, term));
            bool isInvalid = remarks.Count > before && remarks[before].IsError;
            if (!seen.Add(Bare(term)) && !isInvalid)
            {
                remarks.Add(Remark(SpfRemarkKind.RepeatedTerm, term));
            }

            if (isAfterAll && term.IsMechanism)
            {
                remarks.Add(Remark(SpfRemarkKind.TermAfterAll, term));
            }

            isAfterAll |= term.Kind == SpfTermKind.All;
        }

        if (record.All is null && record.Redirect is null)
        {
            remarks.Add(new SpfRemark(SpfRemarkKind.AllMissing, "", record.Text.Length));
        }

        if (record.Text.Length > ShortRecord)
        {
            remarks.Add(new SpfRemark(SpfRemarkKind.LongRecord, "", 0));
        }

        return remarks.AsReadOnly();
    }

    /// <summary>A mechanism without its qualifier: with any other one it matches the same.</summary>
    internal static string Bare(SpfTerm term) =>
        term.IsMechanism && SpfTermReader.QualifierOf(term.Text[0]) is not null ? term.Text.Substring(1) : term.Text;

    private static IEnumerable<SpfRemark> OfTerm(SpfRecord record, SpfTerm term)
    {
        if (term.Fault is not null)
        {
            yield return term.Fault;
        }

        if (term.Domain is not null && term.Domain.Parts.All(p => p.Literal is not null)
            && !SpfName.IsAskable(SpfName.Fit(string.Concat(term.Domain.Parts.Select(p => p.Literal)))))
        {
            yield return Remark(SpfRemarkKind.ImpossibleDomain, term);
        }

        switch (term.Kind)
        {
            case SpfTermKind.Redirect or SpfTermKind.Explanation when !ReferenceEquals(term, term.Kind == SpfTermKind.Redirect ? record.Redirect : record.Explanation):
                yield return Remark(SpfRemarkKind.RepeatedModifier, term);
                break;
            case SpfTermKind.Redirect when record.All is not null:
                yield return Remark(SpfRemarkKind.RedirectIgnored, term);
                break;
            case SpfTermKind.All when term.Qualifier == SpfQualifier.Pass:
                yield return new SpfRemark(SpfRemarkKind.AllPasses, term.Text, term.Position, "-all");
                break;
            case SpfTermKind.All when term.Qualifier == SpfQualifier.Neutral:
                yield return new SpfRemark(SpfRemarkKind.AllNeutral, term.Text, term.Position, "~all");
                break;
            case SpfTermKind.Ptr:
                yield return Remark(SpfRemarkKind.PtrUsed, term);
                break;
            case SpfTermKind.Ip4 or SpfTermKind.Ip6 when term.Qualifier == SpfQualifier.Pass && IsWide(term.Range!):
                yield return Remark(SpfRemarkKind.WideRange, term);
                break;
            case SpfTermKind.OtherModifier when SpfSuggestion.ForModifier(term.Text) is { } meant:
                yield return new SpfRemark(SpfRemarkKind.ModifierLikeMechanism, term.Text, term.Position, meant);
                break;
            default:
                break;
        }
    }

    private static bool IsWide(AddressRange range) =>
        range.Count > (range.First.AddressFamily == AddressFamily.InterNetwork ? WideIPv4 : WideIPv6);

    private static SpfRemark Remark(SpfRemarkKind kind, SpfTerm term) => new(kind, term.Text, term.Position);
}
