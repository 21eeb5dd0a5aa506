using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// Bounces in words that no other format knows. What they have in common is that they name a recipient and say behind it what
/// was answered: a reply behind a colon or a quotation mark, or a reason without codes.
/// </summary>
internal sealed class BounceBody
{
    private const int MostSegments = 1_000;

    private const int LongestLine = 2_000;

    private const int LongestReason = 500;

    private const int LongestSearched = 8_000;

    private const string Address = @"(?<address>[^\s<>@""'(),;:\[\]]{1,128}@[^\s<>@""'(),;:\[\]]{1,253})";

    private const int LongestLabel = 64;

    /// <summary>What may stand behind a recipient that a line begins with.</summary>
    private static readonly BoundedRegex AfterRecipient = new(
        @"^[>""'\])]{0,3}(?:\s*$|\s*(?::|;|\.\.\.|\s-+\s|\s+on\s|,?\s*\(|\s*#|\s+[45]\d\d[\s-]|\s+\S+\s+#<|\s{2,}|\s*<))");

    /// <summary>Labels of addresses that are no recipients, and words of servers behind which a reply begins.</summary>
    private static readonly BoundedRegex NoRecipient = new(
        @"^\W*(?:from|sender|de|von|reply-to|message-id|id|subject|betreff|date|contact|e?-?mail|system contact|cc|references|in-reply-to|return-path|generating server|web|mta|x-[\w-]+|(?:the )?message (?:identifier|id).*|to|an|para|\u00e0)\W*$"
        + @"|\b(?:please|contact|administrator|postmaster|support|questions|assistance|by|from|list|unsubscribe|subscribe|said|repl(?:y|ied)|error(?!-for)|reason|respon\w+|status|diagnostic\S*|code|text|returned|command|rcpt to|output|http|sent)\b");

    /// <summary>The time at which Exchange says that it failed, between the recipient and the reason.</summary>
    private static readonly BoundedRegex At = new(@"^on \w{3,}, \d+ \w+ \d{4} [\d:]+ [+-]\d{4}\s*");

    private static readonly BoundedRegex Invitation = new(@"\b(?:contact|assist\w*|mail to|send|forward|reply to|write to)\b");

    /// <summary>A sentence that says of an address that nothing came through to it.</summary>
    private static readonly BoundedRegex Sentence = new(
        @"\b(?:to|for|of|an|f\u00fcr|recipient|address(?:ed)?(?:\s+to)?|user|account|mailbox|generated\s+from|deliver(?:y|ing|ed|er)?|a|para|destinataire|empf\u00e4nger|rejected)\b[^@\n]{0,40}?[\s<""'(\[]" + Address);

    private static readonly BoundedRegex OwnAddress = new(@"^(?:postmaster|mailer-daemon|abuse|support|helpdesk|admin|administrator|noreply|no-reply|webmaster|hostmaster|info)@");

    /// <summary>Paragraphs that stand in every bounce of a server, whatever the reason.</summary>
    private static readonly BoundedRegex Boilerplate = new(
        @"^\W*(?:(?:the following (?:recipient|address)|technical details|details|reason|diagnostic information|error (?:detail|description)s?|because|for the following reason|your message|message|giving up)[^.\n]{0,40}:?$"
        + @"|no action is required|please (?:do not|reply|contact|direct|verify|check)|if you (?:have|do|are|feel|think)|this is an? (?:automat|permanent|system|notification)|this (?:message|mail|e-?mail) (?:was (?:created|generated)|is (?:an )?(?:automat|confidential|intended)|has come from)|for (?:further|more) (?:assistance|information|help)"
        + @"|reporting-mta|date:|subject:|to:|sent:|from:|message-id|in order to|sorry for)");

    /// <summary>The refusals that the text tells of.</summary>
    /// <param name="text">The server's own words.</param>
    /// <param name="failed">Recipients that the header names as failed.</param>
    /// <param name="owners">Addresses of the bounce itself, which are no recipients unless nothing else is.</param>
    internal static IReadOnlyList<FoundRefusal> Find(string text, IReadOnlyList<string> failed, ICollection<string> owners)
    {
        List<BounceSegment> segments = Segments(text, owners);
        List<BounceSegment> named = segments.Where(s => s.Recipient is not null).ToList();
        if (named.Count == 0)
        {
            return WithoutLines(text, failed, owners);
        }

        string preamble = segments[0].Recipient is null ? segments[0].Text : "";
        List<FoundRefusal> found = new();
        foreach (IGrouping<string, int> group in Enumerable.Range(0, named.Count).GroupBy(i => named[i].Recipient!, StringComparer.OrdinalIgnoreCase))
        {
            FoundRefusal? best = null;
            foreach (int i in group)
            {
                FoundRefusal refusal = Of(named, i, preamble);
                best = best is null || Worth.Of(refusal.Reply) >= Worth.Of(best.Reply) ? refusal : best;
            }

            found.Add(best!);
        }

        return found;
    }

    /// <summary>A text that has no line for each recipient, but may name one in a sentence.</summary>
    private static List<FoundRefusal> WithoutLines(string text, IReadOnlyList<string> failed, ICollection<string> owners)
    {
        ReplyPassage? passage = ReplyPassage.Find(text);
        string? recipient = Sentence.Matches(text.Length > LongestSearched ? text.Substring(0, LongestSearched) : text).Select(m => Clean(m.Groups["address"].Value))
            .FirstOrDefault(a => !owners.Contains(a) && !OwnAddress.IsMatch(a) && a.IndexOf('.') > 0) ?? LocalName(text);
        IReadOnlyList<string?> recipients = failed.Count > 0 ? failed.ToArray<string?>()
            : recipient is not null || passage is not null ? new[] { recipient }
            : Array.Empty<string?>();
        return recipients.Select(r => passage is not null ? Refusal(r, passage) : Refusal(r, ReasonAbout(text, r))).ToList();
    }

    /// <summary>A recipient without its domain, alone on a line behind one that announces recipients.</summary>
    private static string? LocalName(string text)
    {
        string before = "";
        foreach (string line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Take(MostSegments))
        {
            if (line.Length <= LongestLabel && before.EndsWith(":", StringComparison.Ordinal) && before.IndexOf("recipient", StringComparison.OrdinalIgnoreCase) >= 0
                && line.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                return line;
            }

            before = before.EndsWith(".", StringComparison.Ordinal) ? line : before + " " + line;
        }

        return null;
    }

    private static FoundRefusal Of(List<BounceSegment> segments, int index, string preamble)
    {
        // Several recipients in a row share what follows the last of them.
        int with = index;
        while (with < segments.Count - 1 && segments[with].IsEmpty)
        {
            with++;
        }

        BounceSegment segment = segments[with];
        string? recipient = segments[index].Recipient;
        ReplyPassage? passage = ReplyPassage.Find(segment.Text);
        if (passage is not null)
        {
            return Refusal(recipient, passage);
        }

        string reason = Reason(segment.Text, recipient);
        passage = preamble.Length > 0 && (reason.Length == 0 || segments.Count == 1) ? ReplyPassage.Find(preamble) : null;
        return passage is not null && (reason.Length == 0 || Worth.Of(passage.Reply) == 4) ? Refusal(recipient, passage)
            : reason.Length > 0 ? Refusal(recipient, reason)
            : Refusal(recipient, segments[index].Label ?? LastParagraph(preamble));
    }

    private static FoundRefusal Refusal(string? recipient, ReplyPassage passage) => new()
    {
        Format = "Bounce",
        Recipient = recipient,
        RemoteMta = passage.Host,
        RemoteAddress = passage.Address,
        ReportedBy = passage.OuterHost,
        Stage = passage.Stage,
        Reply = passage.Reply,
    };

    private static FoundRefusal Refusal(string? recipient, string reason) => new() { Format = "Bounce", Recipient = recipient, Reply = reason };

    private static List<BounceSegment> Segments(string text, ICollection<string> owners)
    {
        List<BounceSegment> segments = new() { new BounceSegment(null, null) };
        string before = "";
        foreach (string line in text.Split('\n'))
        {
            BounceSegment open = segments[segments.Count - 1];
            BounceSegment? next = line.IndexOf('@') > 0 && segments.Count < MostSegments
                ? Begin(line.Length > LongestLine ? line.Substring(0, LongestLine) : line)
                : null;
            bool isContact = next is not null && OwnAddress.IsMatch(next.Recipient!) && (owners.Contains(next.Recipient!) || Invitation.IsMatch(before));
            if (next is null || isContact || MailAddresses.AreSame(next.Recipient, open.Recipient))
            {
                open.Add(line);
            }
            else
            {
                segments.Add(next);
            }

            before = line.Trim().Length > 0 ? line : before;
        }

        List<BounceSegment> others = segments.Where(s => s.Recipient is null || !owners.Contains(s.Recipient)).ToList();
        segments = others.Any(s => s.Recipient is not null) ? others : segments;
        if (segments[0].IsEmpty)
        {
            segments.RemoveAt(0);
        }

        return segments;
    }

    /// <summary>What a line begins that names a recipient; null where it names none.</summary>
    private static BounceSegment? Begin(string line)
    {
        (int start, string address) = MailAddresses.Find(line).FirstOrDefault();
        if (address is null)
        {
            return null;
        }

        string recipient = address.StartsWith("SMTP=", StringComparison.OrdinalIgnoreCase) ? address.Substring(5) : address;
        string label = Label(line.Substring(0, start), out bool isEnclosed, out bool hasColon);
        string after = line.Substring(start + address.Length);
        bool endsThere = after.Trim('>', '"', '\'', ']', ')', ' ', '\t', '\r', '.', ':', '|', '*').Length == 0;
        bool begins = label.Length == 0
            ? endsThere || AfterRecipient.IsMatch(after)
            : label.Length <= LongestLabel && !NoRecipient.IsMatch(label) && !char.IsDigit(label[0])
                && (hasColon ? endsThere || after.TrimStart('>', '"', '\'', ']', ')', ' ')[0] is ',' or ';' or '(' : isEnclosed && endsThere);
        if (!begins)
        {
            return null;
        }

        BounceSegment segment = new(recipient, label.Length > 0 && hasColon ? line.Trim() : null);
        string rest = after.TrimStart('>', '"', '\'', ']', ')', ' ', '\t', ':', ';', '.', ',', '-');
        segment.Add(rest.Substring(At.Match(rest).Length));
        return segment;
    }

    /// <summary>What stands before an address, without the signs around it.</summary>
    private static string Label(string before, out bool isEnclosed, out bool hasColon)
    {
        string label = before.TrimEnd();
        int length;
        do
        {
            length = label.Length;
            label = label.TrimEnd('<', '"', '\'', '[', '(', ' ', '\t');
            foreach (string prefix in new[] { "mailto:", "rfc822;", "smtp:" })
            {
                label = label.EndsWith(prefix, StringComparison.OrdinalIgnoreCase) ? label.Substring(0, label.Length - prefix.Length) : label;
            }
        }
        while (label.Length < length);

        isEnclosed = before.TrimEnd().Length > 0 && before.TrimEnd()[before.TrimEnd().Length - 1] is '<' or '(' or '[' or '"' or '\'';
        hasColon = label.EndsWith(":", StringComparison.Ordinal);
        return label.TrimEnd(':', ' ').TrimStart('*', '>', '|', '+', '-', ' ', '\t', '=', '#', '\u2022', '\u00b7');
    }

    private static string Clean(string address) => address.TrimEnd('.', '*', '|').TrimStart('*', '|', '=');

    /// <summary>The first paragraph that says something; empty where none does.</summary>
    private static string Reason(string text, string? recipient)
    {
        foreach (string paragraph in Paragraphs(text))
        {
            string words = recipient is null ? paragraph : paragraph.Replace("<" + recipient + ">", "").Trim();
            if (words.Count(char.IsLetter) >= 6 && !Boilerplate.IsMatch(words) && !words.StartsWith("--", StringComparison.Ordinal))
            {
                return Shortened(paragraph);
            }
        }

        return "";
    }

    /// <summary>The paragraph that names the recipient; the first that says something, where none does.</summary>
    private static string ReasonAbout(string text, string? recipient) =>
        (recipient is null ? null : Paragraphs(text).Where(p => p.IndexOf(recipient, StringComparison.OrdinalIgnoreCase) >= 0).Select(Shortened).FirstOrDefault()) ?? Reason(text, recipient);

    private static string LastParagraph(string text) => Shortened(Paragraphs(text).LastOrDefault(p => p.Count(char.IsLetter) >= 6) ?? "");

    private static string Shortened(string paragraph) => paragraph.Length > LongestReason ? paragraph.Substring(0, LongestReason) : paragraph;

    private static IEnumerable<string> Paragraphs(string text)
    {
        List<string> lines = new();
        foreach (string line in text.Split('\n').Select(l => l.Trim()).Append(""))
        {
            if (line.Any(char.IsLetterOrDigit))
            {
                lines.Add(line);
            }
            else if (lines.Count > 0)
            {
                yield return string.Join(" ", lines);
                lines.Clear();
            }
        }
    }
}
