using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// Lines of several kinds, as somebody collects them who asks after a morning's trouble: replies, and lines of several
/// servers' logs. Each kind has a format of its own, and of a text only one is believed.
/// </summary>
internal static class MixedLines
{
    /// <summary>Words by which the lines of a log are told, in the order in which they are looked for.</summary>
    private static readonly (string Words, string Kind)[] Words =
    {
        ("postfix/", "Postfix"), (" said: ", "Postfix"), (" refused to talk to me: ", "Postfix"),
        (", stat=", "Sendmail"), ("sm-mta[", "Sendmail"), ("sendmail[", "Sendmail"),
        ("starting delivery ", "qmail"), (" delivery ", "qmail"), ("info msg ", "qmail"), ("new msg ", "qmail"), ("end msg ", "qmail"),
        (" ** ", "Exim"), (" == ", "Exim"), (" <= ", "Exim"), (" => ", "Exim"), (" Completed", "Exim"),
    };

    /// <summary>The text in parts of one kind each; as a whole where it is of one kind, or holds a line that is of none.</summary>
    /// <param name="text">The text, with line feeds alone.</param>
    internal static IEnumerable<string> Split(string text)
    {
        List<(string Kind, StringBuilder Lines)> parts = new();
        foreach (string line in TextLines.Of(text))
        {
            if (line.Trim().Length == 0)
            {
                continue;
            }

            if (KindOf(line) is not string kind)
            {
                return new[] { text };
            }

            StringBuilder? lines = parts.FirstOrDefault(p => p.Kind == kind).Lines;
            if (lines is null)
            {
                parts.Add((kind, lines = new StringBuilder()));
            }

            lines.Append(line).Append('\n');
        }

        return parts.Count > 1 ? parts.Select(p => p.Lines.ToString()) : new[] { text };
    }

    private static string? KindOf(string line)
    {
        if (SmtpReplyText.Code(line.TrimStart()) is not null)
        {
            return "Reply";
        }

        foreach ((string words, string kind) in Words)
        {
            if (line.IndexOf(words, StringComparison.Ordinal) >= 0)
            {
                return kind;
            }
        }

        return null;
    }
}
