using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// Replies at the start of lines: one, several, or a whole dialogue with the commands between them. Lines with a hyphen
/// after the code go on (RFC 5321, section 4.2.1), and so does what follows without a code.
/// </summary>
internal sealed class ReplyFormat : IRefusalFormat
{
    /// <summary>A reply has at most a few dozen lines; what goes on longer is no part of it.</summary>
    private const int LongestReply = 16_384;

    /// <summary>How transcripts mark what the server says.</summary>
    private static readonly BoundedRegex ServerMark = new(@"^\s*(?:<[-~*]*\s+|S:\s+)?(?=[2-5][0-9][0-9](?:[- ]|$))");

    /// <summary>A command with what belongs to it and nothing else, since a sentence may begin with "Data" too.</summary>
    private static readonly BoundedRegex Command = new(
        @"^\s*(?:[-~]*>\s+|-+\s+|C:\s+)?(?<stage>(?:(?:EHLO|HELO)\s+\S+|AUTH\s+[A-Z][A-Z0-9-]*(?:\s+\S+)?|STARTTLS|DATA|BDAT\s+[0-9]+(?:\s+LAST)?|QUIT|RSET|\.)\s*$"
        + @"|(?:MAIL FROM:|RCPT TO:)(?:\s*<(?<address>[^<>\s]*)>)?)");

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        SmtpStage? stage = null;
        string? sender = null;
        string? recipient = null;
        bool? startsSo = null;
        StringBuilder reply = new();
        string last = "";
        foreach (string line in TextLines.Of(text))
        {
            string? said = Said(line);
            bool command = said is null && IsCommand(line, ref stage, ref sender, ref recipient);
            bool blank = said is null && !command && IsBlank(line);
            if (reply.Length > 0 && (command || blank || (said is not null && !GoesOn(last, said))))
            {
                yield return Refusal(reply, startsSo == true, stage, sender, recipient);
                reply.Clear();
            }

            if (!blank)
            {
                startsSo ??= said is not null || command;
            }

            if (said is not null && SmtpReplyText.Code(said) < 400)
            {
                // A command was taken.
                continue;
            }

            if (said is not null || (reply.Length > 0 && !command))
            {
                last = said ?? line.Trim();
                Append(reply, last);
            }
        }

        if (reply.Length > 0)
        {
            yield return Refusal(reply, startsSo == true, stage, sender, recipient);
        }
    }

    /// <summary>Whether a line is the next one of the reply: the reply said so, with the same codes.</summary>
    private static bool GoesOn(string last, string line)
    {
        if (last.Length < 4 || last[3] != '-' || SmtpReplyText.Code(last) is null || SmtpReplyText.Code(last) != SmtpReplyText.Code(line))
        {
            return false;
        }

        EnhancedStatusCode? one = SmtpReplyText.ReadEnhanced(last.Substring(4), out _);
        EnhancedStatusCode? other = line.Length > 4 ? SmtpReplyText.ReadEnhanced(line.Substring(4), out _) : null;
        return one is null || other is null || one.Equals(other);
    }

    private static FoundRefusal Refusal(
        StringBuilder reply, bool startsSo, SmtpStage? stage, string? sender, string? recipient) => new()
    {
        Format = "Reply",
        Recipient = recipient,
        Sender = sender,
        Stage = stage,
        Reply = reply.ToString(),

        // Where a text begins with something else, a line that begins with a number may be a sentence.
        IsCertain = startsSo || SmtpReplyText.Parse(reply.ToString()).Enhanced is not null,
    };

    private static string? Said(string line)
    {
        Match mark = line.Length < 3 ? Match.Empty : ServerMark.Match(line);
        return mark.Success ? line.Substring(mark.Length).TrimEnd() : null;
    }

    private static bool IsCommand(string line, ref SmtpStage? stage, ref string? sender, ref string? recipient)
    {
        Match command = Command.Match(line);
        if (!command.Success)
        {
            return false;
        }

        string words = command.Groups["stage"].Value;
        stage = words.TrimEnd() == "." ? SmtpStage.Data : StageWords.Find(words) ?? stage;
        if (stage == SmtpStage.MailFrom)
        {
            sender = command.Groups["address"] is { Success: true } given ? given.Value : null;
            recipient = null;
        }
        else if (stage == SmtpStage.Recipient && command.Groups["address"].Length > 0)
        {
            recipient = command.Groups["address"].Value;
        }

        return true;
    }

    private static bool IsBlank(string line) => line.Trim().Length == 0;

    private static void Append(StringBuilder reply, string line)
    {
        if (reply.Length + line.Length < LongestReply)
        {
            reply.Append(reply.Length > 0 ? "\n" : "").Append(line);
        }
    }
}
