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
    internal static string Clean(string text)
    {
        StringBuilder clean = new(Math.Min(text.Length, Longest));
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

            if (clean.Length + (pending ? 1 : 0) + units > Longest)
            {
                return clean.Append("...").ToString();
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
