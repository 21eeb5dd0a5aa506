using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>
/// Parts what a mail server writes from what it sends back behind it in the same text. The marks between the two are many;
/// the header of the returned message shows where there is none that is known.
/// </summary>
internal static class ReturnedText
{
    private const int LongestHeader = 400;

    /// <summary>A line that announces what was sent back.</summary>
    private static readonly BoundedRegex Mark = new(
        @"^[\s>*#=_|+.-]*(?:(?:the\s+)?(?:this|below|included|here|attach\w*|following|start of|begin\w*|end of)?\b.{0,40}?\b(?:is|are|follows|below)?\b.{0,40}?"
        + @"(?:copy of (?:the|your) (?:mail|message|e-?mail|header)|(?:original|returned|undelivered|unsent|failed|rejected) (?:e-?mail\s+)?(?:message|mail)(?:\s+(?:headers?|text|follows|below|attached))?"
        + @"|message (?:header|text|headers)s? follows|(?:full )?message headers?:|header of the (?:original|source) (?:message|mail)|source mail attached|forwarded message|original message headers"
        + @"|copy of (?:the|your) (?:original )?message|unsent message below|returned mail follows|your message reads|lines of (?:your|the) (?:original )?message))"
        + @"[^@]{0,60}$");

    private static readonly HashSet<string> Trace = new(StringComparer.OrdinalIgnoreCase)
    {
        "Received", "Message-ID", "Return-Path", "MIME-Version", "DKIM-Signature", "Delivered-To", "X-Mailer", "Content-Type", "X-Originating-IP",
    };

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Subject", "Date", "Cc", "Reply-To", "Sender", "References", "In-Reply-To", "Content-Transfer-Encoding", "Precedence",
    };

    /// <summary>The server's own words, and the header fields of what follows them.</summary>
    /// <param name="text">The text, its line ends turned into line feeds.</param>
    /// <param name="returned">The fields; null where none follow.</param>
    internal static string Split(string text, out MailFields? returned)
    {
        List<string> lines = text.Split('\n').ToList();
        returned = null;
        for (int i = 0; i < lines.Count; i++)
        {
            bool marked = i > 0 && IsMark(lines[i]);
            if (!marked && !(IsTrace(lines[i]) && IsHeader(lines, i)))
            {
                continue;
            }

            int header = i;
            while (header < lines.Count && header < i + 12 && !(FieldOf(lines[header]) is not null && IsHeader(lines, header)))
            {
                header++;
            }

            bool found = header < lines.Count && header < i + 12;
            if (!marked && !found)
            {
                continue;
            }

            if (found)
            {
                IEnumerable<string> block = lines.Skip(header).Take(LongestHeader).TakeWhile(l => l.Trim().Length > 0).Select(Unquoted);
                returned = MailFieldReader.Groups(string.Join("\n", block)) is { Count: > 0 } groups ? groups[0] : null;
            }

            return string.Join("\n", lines.Take(i));
        }

        return text;
    }

    private static bool IsMark(string line) =>
        line.Length is > 8 and < 120 && (line.IndexOf("essage", StringComparison.Ordinal) >= 0 || line.IndexOf("ESSAGE", StringComparison.Ordinal) >= 0
            || line.IndexOf("mail", StringComparison.OrdinalIgnoreCase) >= 0)
        && HasMarkShape(line) && Mark.IsMatch(line);

    /// <summary>A line of its own: drawn with hyphens or the like, or a short one that ends in a colon or a period.</summary>
    private static bool HasMarkShape(string line)
    {
        string trimmed = line.Trim();
        return trimmed.StartsWith("--", StringComparison.Ordinal) || trimmed.StartsWith("==", StringComparison.Ordinal)
            || trimmed.StartsWith("**", StringComparison.Ordinal) || trimmed.StartsWith("|-", StringComparison.Ordinal)
            || trimmed.EndsWith("follows.", StringComparison.OrdinalIgnoreCase) || trimmed.EndsWith("follows:", StringComparison.OrdinalIgnoreCase)
            || trimmed.EndsWith("headers:", StringComparison.OrdinalIgnoreCase) || trimmed.EndsWith("below:", StringComparison.OrdinalIgnoreCase)
            || trimmed.EndsWith("below this line:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Several fields in a row, one of them such as only a header has.</summary>
    private static bool IsHeader(List<string> lines, int start)
    {
        int fields = 0;
        bool trace = false;
        for (int i = start; i < lines.Count && i < start + 40 && lines[i].Trim().Length > 0; i++)
        {
            string line = Unquoted(lines[i]);
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                continue;
            }

            string? name = FieldOf(line);
            if (name is null)
            {
                break;
            }

            trace |= Trace.Contains(name);
            fields += Trace.Contains(name) || Fields.Contains(name) ? 1 : 0;
        }

        return trace && fields >= 2;
    }

    private static bool IsTrace(string line) => FieldOf(line) is string name && Trace.Contains(name);

    private static string? FieldOf(string line)
    {
        string field = Unquoted(line);
        int colon = MailFieldReader.NameEnd(field);
        return colon > 0 ? field.Substring(0, colon).TrimEnd() : null;
    }

    private static string Unquoted(string line) => line.StartsWith("> ", StringComparison.Ordinal) ? line.Substring(2)
        : line.StartsWith(">", StringComparison.Ordinal) ? line.Substring(1) : line.StartsWith("   ", StringComparison.Ordinal) ? line.Trim() : line;
}
