using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DelistTools;

/// <summary>Text that came from the network, made safe to show on a terminal.</summary>
internal static class NetworkText
{
    private const int Longest = 1000;
    private const int LongestInSentence = 400;

    /// <summary>
    /// Turns every run of control characters and line breaks into a space and drops invisible formatting characters
    /// (direction marks, zero-width characters), so that the text can neither drive a terminal nor disguise itself.
    /// </summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="edit">Takes out what must not be shown, before a cut could leave a part of it.</param>
    internal static string Clean(string text, Func<string, string>? edit = null)
    {
        string clean = WithoutControls(text);
        clean = edit is null ? clean : edit(clean);
        return Cut(clean, Longest, "...");
    }

    /// <summary>The same; null where there is nothing to show.</summary>
    internal static string? CleanOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Clean(text!);

    /// <summary>The text as a part of a sentence; null where nothing is left of it.</summary>
    internal static string? Line(string? text)
    {
        string clean = text is null ? "" : WithoutControls(text).Trim();
        return clean.Length > 0 ? clean : null;
    }

    /// <summary>A text of several lines that somebody wrote: its lines stay, what else cannot be seen goes, and so do gaps around it.</summary>
    internal static string Lines(string text)
    {
        string[] lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = WithoutControls(lines[i]).TrimEnd();
        }

        return string.Join("\n", lines).Trim('\n');
    }

    /// <summary>The beginning of a text that is too long for a sentence.</summary>
    internal static string Shorten(string text) => Cut(text, LongestInSentence, " [...]");

    /// <summary>The same without a cut, for text that is worked on before it is shown.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal static string WithoutControls(string text)
    {
        int plain = 0;
        while (plain < text.Length && text[plain] is >= ' ' and <= '~')
        {
            plain++;
        }

        return plain == text.Length ? text : WithoutControlsOf(text);
    }

    private static string WithoutControlsOf(string text)
    {
        StringBuilder clean = new(text.Length);
        bool pending = false;
        for (int i = 0, units; i < text.Length; i += units)
        {
            units = char.IsSurrogatePair(text, i) ? 2 : 1;
            switch (CharUnicodeInfo.GetUnicodeCategory(text, i))
            {
                case UnicodeCategory.Control:
                case UnicodeCategory.LineSeparator:
                case UnicodeCategory.ParagraphSeparator:
                    pending = clean.Length > 0;
                    continue;
                case UnicodeCategory.Format:
                    continue;
                case UnicodeCategory.Surrogate:
                    // Half a pair is no character.
                    continue;
                default:
                    break;
            }

            if (pending)
            {
                clean.Append(' ');
                pending = false;
            }

            clean.Append(text, i, units);
        }

        return clean.ToString();
    }

    private static string Cut(string text, int longest, string mark) => text.Length <= longest
        ? text
        : text.Substring(0, char.IsSurrogatePair(text, longest - 1) ? longest - 1 : longest).TrimEnd() + mark;
}
