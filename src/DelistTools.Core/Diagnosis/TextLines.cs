using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>The lines of a text, one after the other, without holding them all.</summary>
internal static class TextLines
{
    /// <summary>
    /// What goes on longer in one line was written for a machine, and is not looked at further: no mail server's reply is
    /// that long, and a search takes the longer the longer the line is.
    /// </summary>
    private const int LongestLine = 65_536;

    /// <summary>The lines, without their line feeds, and without the marks that a mail program sets before lines that it quotes.</summary>
    internal static IEnumerable<string> Of(string text)
    {
        int start = 0;
        while (start <= text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            for (bool marked = true; marked;)
            {
                marked = start < end && text[start] == '>';
                start += marked ? start + 1 < end && text[start + 1] == ' ' ? 2 : 1 : 0;
            }

            yield return text.Substring(start, Math.Min(end - start, LongestLine));
            start = end + 1;
        }
    }
}
