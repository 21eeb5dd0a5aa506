using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Readiness.Spf;

/// <summary>A record taken apart; what is wrong with it does not depend on who sends.</summary>
internal sealed class SpfRecord
{
    internal const string Version = "v=spf1";

    // RDATA of a TXT record (RFC 1035, section 3.2.1): more comes from no name server.
    private const int Longest = 65_535;

    private SpfRecord(string text, IReadOnlyList<SpfTerm> terms, SpfRemark? tooLarge)
    {
        Text = text;
        Terms = terms;
        Mechanisms = terms.Where(t => t.IsMechanism).ToList().AsReadOnly();
        Redirect = terms.FirstOrDefault(t => t.Kind == SpfTermKind.Redirect);
        Explanation = terms.FirstOrDefault(t => t.Kind == SpfTermKind.Explanation);
        All = terms.FirstOrDefault(t => t.Kind == SpfTermKind.All);
        Remarks = SpfRecordRemarks.Of(this, tooLarge);
        Fault = Remarks.FirstOrDefault(r => r.IsError);
    }

    /// <summary>The strings of the TXT record, joined; not cleaned.</summary>
    internal string Text { get; }

    /// <summary>All terms as they stand, broken ones too.</summary>
    internal IReadOnlyList<SpfTerm> Terms { get; }

    internal IReadOnlyList<SpfTerm> Mechanisms { get; }

    internal SpfTerm? Redirect { get; }

    internal SpfTerm? Explanation { get; }

    /// <summary>The first <c>all</c>.</summary>
    internal SpfTerm? All { get; }

    /// <summary>Faults and cautions, in the order of the record.</summary>
    internal IReadOnlyList<SpfRemark> Remarks { get; }

    /// <summary>The first that makes the record invalid; null for a valid record (RFC 7208, section 4.6).</summary>
    internal SpfRemark? Fault { get; }

    /// <summary>
    /// The terms that a check comes to at most, in its order: the mechanisms up to <c>all</c>, and where there is no
    /// <c>all</c> the redirect.
    /// </summary>
    internal IEnumerable<SpfTerm> Reachable
    {
        get
        {
            foreach (SpfTerm mechanism in Mechanisms)
            {
                yield return mechanism;
                if (mechanism.Kind == SpfTermKind.All)
                {
                    yield break;
                }
            }

            if (Redirect is not null)
            {
                yield return Redirect;
            }
        }
    }

    /// <summary>It begins with the version and a blank, or is nothing but the version (RFC 7208, section 4.5).</summary>
    internal static bool IsRecord(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    /// <summary>Takes a record apart; never fails, but says what is wrong.</summary>
    /// <param name="text">The strings of the TXT record, joined.</param>
    /// <exception cref="ArgumentException">The text does not begin as a record does.</exception>
    internal static SpfRecord Parse(string text)
    {
        if (!IsRecord(text))
        {
            throw new ArgumentException("An SPF record begins with its version.", nameof(text));
        }

        if (text.Length > Longest)
        {
            return new SpfRecord(text, Array.Empty<SpfTerm>(), new SpfRemark(SpfRemarkKind.RecordTooLarge, "", 0));
        }

        List<SpfTerm> terms = new();
        for (int i = Version.Length; i < text.Length;)
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            int end = text.IndexOf(' ', i);
            end = end < 0 ? text.Length : end;
            terms.Add(SpfTermReader.Read(text.Substring(i, end - i), i));
            i = end;
        }

        return new SpfRecord(text, terms.AsReadOnly(), null);
    }

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Text);
}
