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

    private const string Address = @"(?<address>[^\s<>@""'(),;:\[\]]{1,128}@[^\s<>@""'(),;:\[\]]{1,253})";

    /// <summary>A line that is a recipient, and one that begins with it.</summary>
    private static readonly BoundedRegex RecipientLine = new(
        @"^[\s*>|+-]*(?:(?:\[?mailto:)?[<""'\[(]{0,2}(?:mailto:|rfc822;\s*|smtp:)?" + Address + @"[>""'\])]{0,2}(?<rest>\s*$|\s*(?::|;|\.\.\.|\s-+\s|\s+on\s|,?\s*\(|\s#|\s+\d\d\d[\s-]|\s+\S+\s+#<|>:|\s{2,}|\s*<mailto:).*$)"
        + @"|[^@<:]{1,64}<(?:mailto:)?" + Address + @">(?<rest>:?\s*)$"
        + @"|[^@<:(]{1,64}\((?:mailto:)?" + Address + @"\)(?<rest>\s*(?:<mailto:[^>]*>)?\s*)$)");

    /// <summary>A recipient behind what names it so.</summary>
    private static readonly BoundedRegex Labelled = new(
        @"^\W*(?<label>[^@:]{2,64}?)\s*:\s*(?:[^@<:]{0,64})?[<""'\[(]?(?:mailto:|rfc822;\s*)?" + Address + @"[>""'\])]?\s*(?<rest>$|[(,;.].*$)");

    private static readonly BoundedRegex NoRecipient = new(
        @"^(?:from|sender|de|von|reply-to|message-id|id|subject|betreff|date|contact|e?-?mail|system contact|cc|references|in-reply-to|return-path|generating server|web|mta|x-[\w-]+|(?:the )?message (?:identifier|id).*|to|an|para|\u00e0|mail from|.*\b(?:please|contact|administrator|postmaster|support|questions|assistance|sent by|from)\b.*)$");

    /// <summary>A sentence that says of an address that nothing came through to it.</summary>
    private static readonly BoundedRegex Sentence = new(
        @"\b(?:to|for|of|an|f\u00fcr|recipient|address(?:ed)?(?:\s+to)?|user|account|mailbox|deliver(?:y|ing|ed|er)?|a|para|destinataire|empf\u00e4nger|rejected)\b[^@\n]{0,40}?[\s<""'(\[]" + Address);

    private static readonly BoundedRegex OwnAddress = new(@"^(?:postmaster|mailer-daemon|abuse|support|helpdesk|admin|administrator|noreply|no-reply|webmaster|hostmaster|info)@");

    private static readonly BoundedRegex Boilerplate = new(
        @"^(?:the following (?:recipient|address)|technical details|details|reason|diagnostic information|error (?:detail|description)s?|because|for the following reason|your message|message|giving up)[^.\n]{0,40}:?$");

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
            ReplyPassage? only = ReplyPassage.Find(text);
            string? recipient = Sentence.Matches(text.Length > 8_000 ? text.Substring(0, 8_000) : text).Select(m => Clean(m.Groups["address"].Value))
                .FirstOrDefault(a => !owners.Contains(a) && !OwnAddress.IsMatch(a) && a.IndexOf('.') > 0);
            IReadOnlyList<string?> recipients = failed.Count > 0 ? failed.ToArray<string?>() : recipient is not null ? new[] { recipient } : only is not null ? new string?[] { null } : Array.Empty<string?>();
            return recipients.Select(r => only is not null ? Refusal(r, only) : Refusal(r, Reason(text, r))).ToList();
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
        return passage is not null ? Refusal(recipient, passage)
            : reason.Length > 0 ? Refusal(recipient, reason)
            : Refusal(recipient, LastParagraph(preamble));
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
        List<BounceSegment> segments = new() { new BounceSegment(null) };
        foreach (string line in text.Split('\n'))
        {
            string shown = line.Length > LongestLine ? line.Substring(0, LongestLine) : line;
            string? recipient = segments.Count < MostSegments && shown.IndexOf('@') > 0 ? RecipientOf(shown, out shown) : null;
            BounceSegment open = segments[segments.Count - 1];
            if (recipient is null || MailAddresses.AreSame(recipient, open.Recipient) || (owners.Contains(recipient) && OwnAddress.IsMatch(recipient)))
            {
                open.Add(line);
                continue;
            }

            BounceSegment next = new(recipient);
            next.Add(shown);
            segments.Add(next);
        }

        List<BounceSegment> others = segments.Where(s => s.Recipient is null || !owners.Contains(s.Recipient)).ToList();
        segments = others.Any(s => s.Recipient is not null) ? others : segments;
        if (segments[0].IsEmpty)
        {
            segments.RemoveAt(0);
        }

        return segments;
    }

    /// <summary>The recipient that a line names; null where it names none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="rest">What follows the recipient, or the line.</param>
    private static string? RecipientOf(string line, out string rest)
    {
        rest = line;
        Match match = RecipientLine.Match(line);
        if (!match.Success)
        {
            match = Labelled.Match(line);
            if (!match.Success || NoRecipient.IsMatch(match.Groups["label"].Value))
            {
                return null;
            }
        }

        string address = Clean(match.Groups["address"].Value);
        rest = match.Groups["rest"].Value.TrimStart(':', '>', ' ', '-', ';', '.');
        return address.IndexOf('@') > 0 && !address.EndsWith("@", StringComparison.Ordinal) ? address : null;
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
