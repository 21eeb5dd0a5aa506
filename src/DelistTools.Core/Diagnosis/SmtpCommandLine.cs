using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>A command of a client in a dialogue (RFC 5321, section 4.1).</summary>
internal sealed class SmtpCommandLine
{
    /// <summary>A command with what belongs to it and nothing else, since a sentence may begin with "Data" too.</summary>
    private static readonly BoundedRegex Command = new(
        @"^\s*(?:[-~]*>\s+|-+\s+|C:\s+)?(?<words>(?:(?:EHLO|HELO)\s+\S+|AUTH\s+[A-Z][A-Z0-9-]*(?:\s+\S+)?|STARTTLS|DATA|BDAT\s+[0-9]+(?:\s+LAST)?|QUIT|RSET|\.)\s*$"
        + @"|(?:MAIL FROM:|RCPT TO:)(?:\s*<(?<address>[^<>\s]*)>)?)");

    private SmtpCommandLine(SmtpStage? stage, string? address)
    {
        Stage = stage;
        Address = address;
    }

    /// <summary>The stage that it begins; null for those that belong to none (RSET, QUIT).</summary>
    internal SmtpStage? Stage { get; }

    /// <summary>The sender or the recipient; empty for the sender of a bounce; null where none is given.</summary>
    internal string? Address { get; }

    /// <summary>The transaction before it is over: it begins one, or ends one (sections 4.1.1.1, 4.1.1.2 and 4.1.1.5).</summary>
    internal bool EndsTransaction => Stage is null or SmtpStage.Hello or SmtpStage.MailFrom;

    /// <summary>The command in a line, with or without the mark of a transcript; null where it holds none.</summary>
    internal static SmtpCommandLine? Read(string line)
    {
        Match command = Command.Match(line);
        if (!command.Success)
        {
            return null;
        }

        string words = command.Groups["words"].Value;
        return new SmtpCommandLine(
            words.TrimEnd() == "." ? SmtpStage.Data : StageWords.Find(words),
            command.Groups["address"] is { Success: true } given ? given.Value : null);
    }
}
