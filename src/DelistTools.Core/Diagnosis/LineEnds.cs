using System;

namespace DelistTools.Diagnosis;

/// <summary>The line ends of texts that came through several programs.</summary>
internal static class LineEnds
{
    /// <summary>Shorter texts may well have been written with an empty line behind each line.</summary>
    private const int FewestLines = 12;

    /// <summary>The text with line feeds and spaces alone, and without the empty lines that programs have set behind every line.</summary>
    internal static string Unified(string text)
    {
        // A page sets spaces that do not break, which stand between the codes of what is copied from it. Windows turns the line feed of CR LF into CR LF once more where a program writes both as text; and where another one
        // reads that as lines, every second one is empty.
        string lines = text.Replace("\r\r\n", "\n").Replace("\r\n", "\n").Replace('\r', '\n').Replace('\u00A0', ' ');
        string[] parts = lines.Split('\n');
        if (parts.Length < FewestLines)
        {
            return lines;
        }

        for (int i = 1; i < parts.Length; i += 2)
        {
            if (parts[i].Length > 0)
            {
                return lines;
            }
        }

        string[] kept = new string[(parts.Length + 1) / 2];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = parts[2 * i];
        }

        return string.Join("\n", kept);
    }
}
