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
        StringBuilder clean = new(text.Length);
        bool pending = false;
        foreach (char c in text)
        {
            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.Control:
                case UnicodeCategory.LineSeparator:
                case UnicodeCategory.ParagraphSeparator:
                    pending = clean.Length > 0;
                    break;
                case UnicodeCategory.Format:
                    break;
                default:
                    if (pending)
                    {
                        clean.Append(' ');
                        pending = false;
                    }

                    clean.Append(c);
                    break;
            }

            if (clean.Length >= Longest)
            {
                clean.Append("...");
                break;
            }
        }

        return clean.ToString();
    }
}
