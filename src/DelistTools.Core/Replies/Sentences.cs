using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Replies;

/// <summary>
/// The sentences of a text: what is said, and what is not said, belongs to one of them. Lines that a mail program broke are
/// put together; headings, rows of tables and items of lists stand alone.
/// </summary>
internal static class Sentences
{
    /// <summary>What is longer is cut: nobody says it at once.</summary>
    internal const int Longest = 600;

    private const int Most = 400;

    /// <summary>A line that is broken by a mail program is longer.</summary>
    private const int ShortLine = 45;

    private static readonly HashSet<string> Shortened = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nr", "dr", "mr", "mrs", "ms", "st", "vs", "ca", "cf", "bzw", "ggf", "inkl", "etc", "approx", "max", "min",
    };

    private static readonly BoundedRegex Item = new(@"^(?:[-*\u2022\u00b7+]\s|\(?\d{1,2}[.)]\s|\d{1,3}(?:\.\d{1,3}){3})");

    private static readonly BoundedRegex If = new(
        @"\b(?:if|once|unless|until|whether|in case|provided that|as soon as|should (?:you|the|your|it|this|there)|before (?:you|we|your|the)|when(?:ever)?|after (?:you|your|we)|wenn|falls|sofern|sobald|sollten?|nachdem|bevor|bis (?:sie|wir|die)|ob|si|s['\u2019]il|d\u00e8s que|lorsqu\w*|quand|au cas o\u00f9|une fois que?|apr\u00e8s que)\b");

    /// <summary>The sentences in their order, without control characters, their words parted by single spaces.</summary>
    /// <param name="text">The text, with line feeds.</param>
    internal static IReadOnlyList<string> Of(string text)
    {
        List<string> sentences = new();
        StringBuilder paragraph = new();
        string before = "";
        foreach (string line in text.Split('\n'))
        {
            string words = Plain(line);
            if (words.Length == 0 || !GoesOn(before, words))
            {
                Split(paragraph, sentences);
            }

            if (words.Length > 0 && sentences.Count < Most)
            {
                paragraph.Append(paragraph.Length > 0 ? " " : "").Append(words);
            }

            before = words;
        }

        Split(paragraph, sentences);
        return sentences;
    }

    /// <summary>The words before that place only suppose what follows: "if it was removed".</summary>
    internal static bool IsSupposed(string sentence, int at) => at > 0 && If.IsMatch(sentence.Substring(0, at));

    private static bool GoesOn(string before, string line) => before.Length > 0 && !Item.IsMatch(line)
        && (before.Length >= ShortLine || char.IsLower(line[0])) && before[before.Length - 1] is not ':';

    private static void Split(StringBuilder paragraph, List<string> sentences)
    {
        string text = paragraph.ToString();
        paragraph.Clear();
        int start = 0;
        for (int at = 0; at < text.Length && sentences.Count < Most; at++)
        {
            bool ends = text[at] is '.' or '!' or '?' && at + 2 < text.Length && text[at + 1] == ' ' && !char.IsLower(text[at + 2]) && !IsShort(text, start, at);
            if (ends || at == text.Length - 1 || at - start == Longest)
            {
                sentences.Add(text.Substring(start, at + 1 - start).Trim());
                start = at + 1;
            }
        }
    }

    /// <summary>"No. 5", "Dr. Who", "z. B. Ihre": a period behind these ends no sentence.</summary>
    private static bool IsShort(string text, int start, int at)
    {
        int letter = at;
        while (letter > start && char.IsLetter(text[letter - 1]))
        {
            letter--;
        }

        bool isWord = at > letter && (letter == 0 || text[letter - 1] is ' ' or '.' or '(');
        return text[at] == '.' && isWord && (at - letter == 1 || Shortened.Contains(text.Substring(letter, at - letter)));
    }

    private static string Plain(string line)
    {
        StringBuilder plain = new(line.Length);
        foreach (char c in NetworkText.WithoutControls(line))
        {
            bool space = char.IsWhiteSpace(c);
            if (!space || (plain.Length > 0 && plain[plain.Length - 1] != ' '))
            {
                plain.Append(space ? ' ' : c == '\u2019' ? '\'' : c is '\u2013' or '\u2014' ? '-' : c);
            }
        }

        return plain.ToString().Trim();
    }
}
