using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>
/// Compares what an example printed with what its page says. Exact but for what no two runs have in common:
/// times of day and the dates beside them, how long something took and how long it is until something, random ids, and the
/// ports of the laboratory. On a line that has one of these the number of spaces does not count either: a column's
/// padding depends on it. A date without a time of day is a fact of the catalogue and counts.
/// </summary>
internal static partial class ShownText
{
    private const string Mark = "\u00A7";

    /// <summary>
    /// Text as a page has it: no spaces at the ends of lines, one empty line at most between others, and lines that are wider
    /// than the window (messages, which a terminal wraps and the engine does not) broken between words.
    /// </summary>
    internal static string Tidy(string screen)
    {
        List<string> lines = [];
        foreach (string line in screen.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()))
        {
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0))
            {
                lines.AddRange(Wrap(line));
            }
        }

        return string.Join('\n', lines).TrimEnd('\n');
    }

    /// <summary>The text without what differs from run to run.</summary>
    /// <param name="text">Tidy text.</param>
    /// <param name="isUnordered">Whether its lines may come in any order.</param>
    internal static string Comparable(string text, bool isUnordered)
    {
        text = Times().Replace(LongTimes().Replace(text, Mark + "time"), Mark + "time");
        text = Spans().Replace(text, Mark + "span");
        text = Milliseconds().Replace(text, Mark + "span");
        text = Ids().Replace(text, Mark + "id");
        text = Ports().Replace(text, "$1" + Mark + "port");
        IEnumerable<string> lines = text.Split('\n').Select(l => l.Contains(Mark, StringComparison.Ordinal) ? Spaces().Replace(l, " ") : l);
        return string.Join('\n', isUnordered ? lines.Order(StringComparer.Ordinal) : lines);
    }

    private static IEnumerable<string> Wrap(string line)
    {
        while (line.Length > ExampleSession.Width)
        {
            int space = line.LastIndexOf(' ', ExampleSession.Width);
            if (space <= 0 || line[..space].Trim().Length == 0)
            {
                break;
            }

            yield return line[..space].TrimEnd();
            line = line[(space + 1)..];
        }

        yield return line;
    }

    // 2026-11-28 09:30Z; Sat 2026-11-28 09:30; 11/28/2026 12:00:03 PM; 09:30:15; Sat, 28 Nov 2026 09:30:15 +0000
    [GeneratedRegex(@"\b((Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(\d{4}-\d\d-\d\d(T|\s+)|\d{1,2}/\d{1,2}/\d{4} |\d{1,2} [A-Z][a-z]{2} \d{4} )\d{1,2}:\d\d(:\d\d)?(\.\d+)?(\s[AP]M)?( ?Z| UTC| ?[+-]\d\d:?\d\d)?")]
    private static partial Regex Times();

    // Saturday, November 28, 2026 9:30:15 AM
    [GeneratedRegex(@"\b[A-Z][a-z]+day, [A-Z][a-z]+ \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d\s[AP]M")]
    private static partial Regex LongTimes();

    // The first column of a transcript.
    [GeneratedRegex(@"^ *\d+(?= [A-Z][A-Za-z]+ +(->|<-|--) )", RegexOptions.Multiline)]
    private static partial Regex Milliseconds();

    // 00:00:12.345; 120 ms; 1.5 s; in 3 days; 2 hours ago
    [GeneratedRegex(@"(?<![\d:.])\d{1,2}(\.\d\d)?:\d\d:\d\d(\.\d+)?|\b\d+(\.\d+)? m?s\b|\b(in )?\d+ (seconds?|minutes?|hours?|days?) (from now|ago)\b|\bin \d+ (seconds?|minutes?|hours?|days?|[smhd])\b|(?<=\()\d+ (seconds?|minutes?|hours?|days?)(?=\))")]
    private static partial Regex Spans();

    [GeneratedRegex(@"\b[0-9a-f]{32}\b|\b[0-9A-Z]{10,14}\.[0-9A-Z]{10,14}(?=@)|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\b(127\.0\.0\.\d+|localhost|\[::1\]):\d{4,5}\b")]
    private static partial Regex Ports();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Spaces();
}
