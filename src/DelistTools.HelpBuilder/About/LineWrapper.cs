using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.HelpBuilder.About;

/// <summary>Breaks text at blanks. A word longer than the line stands alone, unbroken: it may be an address to copy.</summary>
internal static class LineWrapper
{
    /// <summary>The lines of a text, none longer than the columns unless it is one word.</summary>
    /// <param name="text">The text; its own line feeds stay.</param>
    /// <param name="columns">The width with the indentation.</param>
    /// <param name="indent">The blanks before every line.</param>
    internal static IEnumerable<string> Wrap(string text, int columns, int indent)
    {
        return text.Split('\n').SelectMany(line => WrapLine(line, columns, indent));
    }

    private static IEnumerable<string> WrapLine(string line, int columns, int indent)
    {
        // A list's lines hang below the text after their mark.
        int leading = line.Length - line.TrimStart(' ').Length;
        string first = new(' ', indent + leading);
        string further = new(' ', indent + leading + MarkLength(line.TrimStart(' ')));
        var current = new StringBuilder();
        string prefix = first;
        foreach (string word in line.Split(' ').Where(w => w.Length > 0))
        {
            if (current.Length > 0 && prefix.Length + current.Length + 1 + word.Length > columns)
            {
                yield return prefix + current;
                current.Clear();
                prefix = further;
            }

            current.Append(current.Length > 0 ? " " : string.Empty).Append(word);
        }

        yield return current.Length > 0 ? prefix + current : string.Empty;
    }

    private static int MarkLength(string line)
    {
        int digits = line.TakeWhile(char.IsAsciiDigit).Count();
        bool isNumbered = digits > 0 && line.Length > digits + 1 && line[digits] == '.' && line[digits + 1] == ' ';
        if (isNumbered)
        {
            return digits + 2;
        }

        return line.StartsWith("- ", System.StringComparison.Ordinal) ? 2 : 0;
    }
}
