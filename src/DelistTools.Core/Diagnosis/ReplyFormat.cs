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
    private static readonly BoundedRegex ServerMark = new(@"^\s*(?:<[-~*]*\s+|S:\s+|smtp;\s*)?(?=[2-5][0-9][0-9](?:[- ]|$))");

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        SmtpDialogue dialogue = new();
        bool? startsSo = null;
        StringBuilder reply = new();
        string last = "";
        foreach (string line in TextLines.Of(text))
        {
            string? said = Said(line);
            SmtpCommandLine? command = said is null ? SmtpCommandLine.Read(line) : null;
            bool blank = said is null && command is null && line.Trim().Length == 0;
            if (reply.Length > 0 && (command is not null || blank || (said is not null && !GoesOn(last, said))))
            {
                Close(reply, startsSo == true, dialogue);
            }

            if (!blank)
            {
                startsSo ??= said is not null || command is not null;
            }

            if (command is not null)
            {
                foreach (FoundRefusal refusal in dialogue.Add(command))
                {
                    yield return refusal;
                }
            }
            else if (said is not null || (reply.Length > 0 && SmtpReplyText.Code(last) is null or >= 400))
            {
                last = said ?? line.Trim();
                Append(reply, last);
            }
        }

        if (reply.Length > 0)
        {
            Close(reply, startsSo == true, dialogue);
        }

        foreach (FoundRefusal refusal in dialogue.End())
        {
            yield return refusal;
        }
    }

    private static void Close(StringBuilder reply, bool startsSo, SmtpDialogue dialogue)
    {
        string text = reply.ToString();
        reply.Clear();

        // Where a text begins with something else, a line that begins with a number may be a sentence.
        dialogue.Add(SmtpReplyText.Code(text) ?? 0, text, startsSo || SmtpReplyText.Parse(text).Enhanced is not null);
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

    private static string? Said(string line)
    {
        Match mark = line.Length < 3 ? Match.Empty : ServerMark.Match(line);
        return mark.Success ? line.Substring(mark.Length).TrimEnd() : null;
    }

    private static void Append(StringBuilder reply, string line)
    {
        if (reply.Length + line.Length < LongestReply)
        {
            reply.Append(reply.Length > 0 ? "\n" : "").Append(line);
        }
    }
}
