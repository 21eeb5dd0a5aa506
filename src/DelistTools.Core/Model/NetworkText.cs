using System;
using System.Globalization;
using System.Text;

namespace DelistTools;

/// <summary>Text that came from the network, made safe to show on a terminal.</summary>
internal static class NetworkText
{
    private const int Longest = 1000;

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
        if (clean.Length <= Longest)
        {
            return clean;
        }

        return clean.Substring(0, char.IsSurrogatePair(clean, Longest - 1) ? Longest - 1 : Longest) + "...";
    }

    /// <summary>The same without a cut, for text that is worked on before it is shown.</summary>
    internal static string WithoutControls(string text)
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
}
