using System.Globalization;
using System.Text;

namespace DelistTools;

/// <summary>Text from outside, made fit to stand within a sentence: one line, nothing that a terminal acts on.</summary>
internal static class OneLine
{
    private const int Long = 400;

    /// <summary>The text without control and direction characters and without broken surrogates; null where nothing is left.</summary>
    internal static string? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        StringBuilder line = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                line.Append(text[i]).Append(text[++i]);
            }
            else
            {
                line.Append(IsHarmless(text[i]) ? text[i] : ' ');
            }
        }

        string clean = line.ToString().Trim();
        return clean.Length > 0 ? clean : null;
    }

    /// <summary>The beginning of a text that is too long for a sentence.</summary>
    internal static string Shorten(string text)
    {
        if (text.Length <= Long)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[Long - 1]) ? Long - 1 : Long;
        return text.Substring(0, end).TrimEnd() + " [...]";
    }

    private static bool IsHarmless(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
