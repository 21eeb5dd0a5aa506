using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Readiness.Spf;

/// <summary>A text with macros, taken apart (RFC 7208, section 7.1).</summary>
internal sealed class SpfMacroText
{
    private const string DomainLetters = "slodiphv";
    private const string ExplanationLetters = "crt";
    private const string PossibleDelimiters = ".-+,/_=";

    private SpfMacroText(string text, IReadOnlyList<SpfMacroPart> parts)
    {
        Text = text;
        Parts = parts;
    }

    internal string Text { get; }

    internal IReadOnlyList<SpfMacroPart> Parts { get; }

    /// <summary>The value of a macro is asked for.</summary>
    internal bool Uses(char letter) => Parts.Any(p => p.Literal is null && p.Letter == letter);

    /// <summary>It comes out the same for every client and sender at the domain: no macros but %{d} and %{o}.</summary>
    internal bool DependsOnDomainOnly => Parts.All(p => p.Literal is not null || p.Letter is 'd' or 'o');

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">Visible ASCII characters; blanks too where it is an explanation.</param>
    /// <param name="isExplanation">The letters c, r and t are allowed, too.</param>
    /// <returns>Null where a percent sign begins no macro.</returns>
    internal static SpfMacroText? Parse(string text, bool isExplanation)
    {
        List<SpfMacroPart> parts = new();
        StringBuilder literal = new();
        for (int i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                literal.Append(text[i++]);
                continue;
            }

            if (literal.Length > 0)
            {
                parts.Add(new SpfMacroPart(literal.ToString()));
                literal.Clear();
            }

            SpfMacroPart? part = ReadMacro(text, ref i, isExplanation);
            if (part is null)
            {
                return null;
            }

            parts.Add(part);
        }

        if (literal.Length > 0)
        {
            parts.Add(new SpfMacroPart(literal.ToString()));
        }

        return new SpfMacroText(text, parts.AsReadOnly());
    }

    /// <summary>It can be a domain: ends in a macro, or in a dot and a label with a letter or an inner hyphen.</summary>
    internal bool IsDomain()
    {
        if (Parts.Count == 0)
        {
            return false;
        }

        SpfMacroPart last = Parts[Parts.Count - 1];
        if (last.Literal is null || last.IsEscape)
        {
            return true;
        }

        string end = last.Literal;
        end = end.EndsWith(".", StringComparison.Ordinal) ? end.Substring(0, end.Length - 1) : end;
        int dot = end.LastIndexOf('.');
        return dot >= 0 && IsTopLabel(end.Substring(dot + 1));
    }

    private static SpfMacroPart? ReadMacro(string text, ref int at, bool isExplanation)
    {
        char next = at + 1 < text.Length ? text[at + 1] : '\0';
        string? escape = next switch { '%' => "%", '_' => " ", '-' => "%20", _ => null };
        if (escape is not null)
        {
            at += 2;
            return new SpfMacroPart(escape, true);
        }

        int end = next == '{' ? text.IndexOf('}', at) : -1;
        if (end < at + 3)
        {
            return null;
        }

        char letter = char.ToLowerInvariant(text[at + 2]);
        if (DomainLetters.IndexOf(letter) < 0 && !(isExplanation && ExplanationLetters.IndexOf(letter) >= 0))
        {
            return null;
        }

        int i = at + 3;
        int keep = 0;
        bool hasDigits = false;
        for (; text[i] is >= '0' and <= '9'; i++)
        {
            // No value has a thousand parts: more digits say no more.
            keep = Math.Min(1000, (keep * 10) + (text[i] - '0'));
            hasDigits = true;
        }

        if (hasDigits && keep == 0)
        {
            return null;
        }

        bool isReversed = text[i] is 'r' or 'R';
        i += isReversed ? 1 : 0;
        string delimiters = text.Substring(i, end - i);
        bool isUpper = text[at + 2] != letter;
        at = end + 1;
        return delimiters.All(d => PossibleDelimiters.IndexOf(d) >= 0)
            ? new SpfMacroPart(letter, isUpper, keep, isReversed, delimiters.Distinct().ToArray())
            : null;
    }

    private static bool IsTopLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[label.Length - 1] != '-'
        && label.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-')
        && label.Any(c => c is < '0' or > '9');

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Text);
}
