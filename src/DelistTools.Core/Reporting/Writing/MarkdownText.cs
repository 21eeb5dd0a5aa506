using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Reporting;

/// <summary>Text in GitHub's Markdown: what it says, and nothing that it would do.</summary>
internal static class MarkdownText
{
    /// <summary>The text with nothing in it that makes a link, an image, code, a cell, or HTML.</summary>
    internal static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case ':' when string.CompareOrdinal(text, i, "://", 0, 3) == 0:
                    // An address in the text would become a link by itself.
                    escaped.Append("&#58;");
                    break;
                case '.' when i >= 3 && string.Compare(text, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0:
                    escaped.Append("&#46;");
                    break;
                case '@':
                    escaped.Append("&#64;");
                    break;
                case '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '!' or '|' or '~' or '$':
                    escaped.Append('\\').Append(c);
                    break;
                case '+' or '-' or '=' when i == 0:
                    escaped.Append('\\').Append(c);
                    break;
                case '.' when IsListNumber(text, i):
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    internal static string Cell(ReportCell cell, ReportAllowance allowance)
    {
        string text = allowance.Take(cell.Text);
        return cell.Link is null ? Escape(text)
            : cell.Link == cell.Text ? "<" + cell.Link + ">"
            : "[" + Escape(text) + "](<" + cell.Link + ">)";
    }

    /// <summary>Lines as they stand, behind a fence that none of them can end.</summary>
    internal static IEnumerable<string> Fenced(IReadOnlyList<string> lines, ReportAllowance allowance)
    {
        string fence = new('`', Math.Max(3, lines.Max(LongestRun) + 1));
        return new[] { fence + "text" }.Concat(lines.Select(allowance.Take)).Concat(new[] { fence });
    }

    /// <summary>Only at the beginning a number with a full stop and a gap begins a list.</summary>
    private static bool IsListNumber(string text, int dot)
    {
        for (int i = 0; i < dot; i++)
        {
            if (!char.IsDigit(text[i]))
            {
                return false;
            }
        }

        return dot > 0 && (dot == text.Length - 1 || text[dot + 1] == ' ');
    }

    private static int LongestRun(string line)
    {
        int longest = 0;
        for (int i = 0, run = 0; i < line.Length; i++)
        {
            run = line[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
