using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Replies;

/// <summary>
/// What the sender of a message wrote, without what is quoted in it: what the user wrote in the request below must not decide
/// what the answer means. A message that was sent on is what stands in it, and not the line above.
/// </summary>
internal sealed class OwnWords
{
    /// <summary>Of a text that is longer, the beginning says what there is to say.</summary>
    private const int Longest = 65_536;

    private const int MostForwards = 3;

    /// <summary>Fewer words than these above a message are "FYI", and no answer.</summary>
    private const int FewestWords = 4;

    private static readonly BoundedRegex ForwardMark = new(
        @"^\W{0,12}(?:begin forwarded message|forwarded (?:message|mail)|weitergeleitete (?:nachricht|mail)|anfang der weitergeleiteten nachricht|message (?:transf\u00e9r\u00e9|transmis|r\u00e9exp\u00e9di\u00e9)|d\u00e9but du message (?:transf\u00e9r\u00e9|r\u00e9exp\u00e9di\u00e9))\b");

    private static readonly BoundedRegex OriginalMark = new(
        @"^\W{0,12}(?:original[- ](?:message|mail|nachricht)|urspr\u00fcngliche (?:nachricht|mail|e-mail)|message d['\u2019]origine|message original)\b[^\p{L}]{0,20}$");

    /// <summary>"On Monday, somebody wrote:", in one line.</summary>
    private static readonly BoundedRegex Attribution = new(
        @"^\s?(?:on\s.{4,200}\swrote|am\s.{4,200}\sschrieb(?:\s.{1,120})?|le\s.{4,200}\s(?:a \u00e9crit|\u00e9crivait)|.{3,120}\s(?:wrote on|schrieb am|a \u00e9crit le)\s.{4,60})\s?:\s?$");

    /// <summary>What announces the request, as it was sent in by a form.</summary>
    private static readonly BoundedRegex EchoMark = new(
        @"^\W{0,6}(?:your (?:original )?(?:message|request|inquiry|enquiry|comments?|submission|question)(?: (?:was|reads|to us))?|you wrote|(?:details|copy) of your (?:request|message|submission)|(?:original )?(?:request|message|inquiry) (?:text|details)|ihre (?:anfrage|nachricht|mitteilung|urspr\u00fcngliche anfrage)|sie schrieben|votre (?:message|demande|requ\u00eate)|vous avez \u00e9crit|message|comments?|description)\s?:\s{0,3}$");

    private static readonly BoundedRegex AboveMark = new(
        @"(?:type|write|schreiben|geben|saisissez|r\u00e9pondez).{0,40}(?:above this line|oberhalb dieser (?:linie|zeile)|au-dessus de cette ligne)|^\W{0,6}reply above this line\W{0,6}$");

    private static readonly BoundedRegex FieldName = new(@"^\s?\*?(?<name>from|von|de|sent|gesendet|envoy\u00e9|date|datum|to|an|\u00e0|cc|subject|betreff|objet)\s?:\*?\s?(?<value>.{0,1000})$");

    private OwnWords(string text, MailFields? forwarded, bool isAnswerable)
    {
        Text = text;
        Forwarded = forwarded;
        IsAnswerable = isAnswerable;
    }

    /// <summary>The words, in lines.</summary>
    internal string Text { get; }

    /// <summary>From, Date and Subject of a message that was sent on in the text; null where none was.</summary>
    internal MailFields? Forwarded { get; }

    /// <summary>A line asks for answers above it.</summary>
    internal bool IsAnswerable { get; }

    /// <param name="text">The text of a message.</param>
    /// <param name="isForward">Its subject says that it was sent on: true; that it is an answer: false; or neither.</param>
    internal static OwnWords Of(string text, bool? isForward)
    {
        string[] lines = LineEnds.Unified(text.Length > Longest ? text.Substring(0, Longest) : text).Split('\n');
        MailFields? forwarded = null;
        bool isAnswerable = false;
        List<string> own = new();
        lines = Unquoted(lines);
        int forwards = 0;
        for (int at = 0; at < lines.Length; at++)
        {
            string line = lines[at];
            if (AboveMark.IsMatch(line))
            {
                isAnswerable = true;
                continue;
            }

            bool sentOn = ForwardMark.IsMatch(line);
            int field = sentOn || OriginalMark.IsMatch(line) ? NextLine(lines, at + 1) : at;
            if (Header(lines, field, out int end) is MailFields header)
            {
                if (forwards == MostForwards || !(sentOn || (isForward == true && forwards == 0) || (isForward is null && HasFewWords(own))))
                {
                    break;
                }

                forwards++;
                forwarded = header;
                own.Clear();
                lines = Unquoted(lines.Skip(end).ToArray());
                at = -1;
                continue;
            }

            if ((field != at || EchoMark.IsMatch(line)) && (isForward == false || !HasFewWords(own)))
            {
                break;
            }

            if (IsAttribution(lines, at, out int next))
            {
                int below = NextLine(lines, next);
                if (below < lines.Length && !IsQuoted(lines[below]) && (isForward == false || !HasFewWords(own)))
                {
                    break;
                }

                at = next - 1;
            }
            else if (!IsQuoted(line))
            {
                own.Add(line.TrimEnd());
            }
        }

        return new OwnWords(string.Join("\n", own).Trim(), forwarded, isAnswerable);
    }

    private static bool IsQuoted(string line) => line.TrimStart().StartsWith(">", StringComparison.Ordinal);

    /// <summary>A text that is quoted whole was pasted from a mail program.</summary>
    private static string[] Unquoted(string[] lines)
    {
        for (int depth = 0; depth < MostForwards && lines.Any(IsQuoted) && lines.All(l => l.Trim().Length == 0 || IsQuoted(l)); depth++)
        {
            lines = lines.Select(l => l.TrimStart().TrimStart('>')).Select(l => l.StartsWith(" ", StringComparison.Ordinal) ? l.Substring(1) : l).ToArray();
        }

        return lines;
    }

    private static bool HasFewWords(List<string> own) =>
        own.Take(50).Sum(l => l.Split(new[] { ' ', '\t' }, StringSplitOptions.RemoveEmptyEntries).Count(w => w.Any(char.IsLetter))) < FewestWords;

    private static int NextLine(string[] lines, int at)
    {
        while (at < lines.Length && lines[at].Trim().Length == 0)
        {
            at++;
        }

        return at;
    }

    /// <summary>Mail programs break the line before the name or the address.</summary>
    private static bool IsAttribution(string[] lines, int at, out int next)
    {
        StringBuilder joined = new();
        for (next = at; next < Math.Min(lines.Length, at + 3) && lines[next].Trim().Length > 0 && joined.Length < 400;)
        {
            joined.Append(joined.Length > 0 ? " " : "").Append(lines[next++].Trim());
            if (Attribution.IsMatch(joined.ToString()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fields that mail programs set above a message they quote; null where there are none.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="at">Where they would begin.</param>
    /// <param name="end">The line behind them.</param>
    private static MailFields? Header(string[] lines, int at, out int end)
    {
        List<KeyValuePair<string, string>> fields = new();
        for (end = at; end < lines.Length && fields.Count < 12; end++)
        {
            System.Text.RegularExpressions.Match match = FieldName.Match(lines[end].TrimStart('>', ' '));
            if (match.Success)
            {
                fields.Add(new KeyValuePair<string, string>(English(match.Groups["name"].Value), match.Groups["value"].Value.Trim()));
            }
            else if (fields.Count == 0 || lines[end].Trim().Length == 0 || fields[fields.Count - 1].Key != "To")
            {
                // Only a list of recipients goes on in the next line.
                break;
            }
        }

        bool isHeader = fields.Any(f => f.Key == "From") && fields.Select(f => f.Key).Distinct().Count() >= 3;
        return isHeader ? new MailFields(fields) : null;
    }

    private static string English(string name) => name.ToLowerInvariant() switch
    {
        "from" or "von" or "de" => "From",
        "subject" or "betreff" or "objet" => "Subject",
        "to" or "an" or "\u00e0" or "cc" => "To",
        _ => "Date",
    };
}
