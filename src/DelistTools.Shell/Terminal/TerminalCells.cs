using System.Globalization;
using System.Text;

namespace DelistTools.Shell.Terminal;

/// <summary>How many columns of a terminal text takes.</summary>
internal static class TerminalCells
{
    /// <summary>
    /// 0 for combining and control characters, 2 for East Asian wide and emoji, 1 else. The ranges are the common part
    /// of the W and F classes of Unicode Annex 11; the rare remainder shows a cursor one column off.
    /// </summary>
    internal static int Width(Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.Control)
        {
            return 0;
        }

        return rune.Value switch
        {
            < 0x1100 => 1,
            <= 0x115F => 2,
            >= 0x2E80 and <= 0xA4CF => 2,
            >= 0xAC00 and <= 0xD7A3 => 2,
            >= 0xF900 and <= 0xFAFF => 2,
            >= 0xFE30 and <= 0xFE6F => 2,
            >= 0xFF00 and <= 0xFF60 => 2,
            >= 0xFFE0 and <= 0xFFE6 => 2,
            >= 0x1F300 and <= 0x1F64F => 2,
            >= 0x1F680 and <= 0x1F9FF => 2,
            >= 0x20000 and <= 0x3FFFD => 2,
            _ => 1,
        };
    }

    /// <summary>The columns of the whole text, which holds no escape sequence.</summary>
    internal static int Width(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>As much of the text's beginning as fits in the columns.</summary>
    internal static string Truncate(string text, int columns)
    {
        int width = 0;
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Width(rune);
            if (width > columns)
            {
                return text[..length];
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }
}
