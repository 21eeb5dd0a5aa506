using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// Postfix' bounces and log lines: <c>host mx.example.net[192.0.2.25] said: 550 ... (in reply to RCPT TO command)</c>, or
/// <c>refused to talk to me: 554 ...</c> where the greeting was a refusal already.
/// </summary>
internal sealed class PostfixFormat : IRefusalFormat
{
    /// <summary>Folded lines are joined up to this length; a reply is shorter.</summary>
    private const int LongestEntry = 16_384;

    private static readonly BoundedRegex Said = new(
        @"\bhost\s+(?<host>[^\s\[\]]+)\[(?<address>[^\[\]\s]*)\](?::\d+)?\s+(?<verb>said|refused\s+to\s+talk\s+to\s+me):\s+(?<reply>.+)$");

    private static readonly BoundedRegex InReply = new(@"\s*\(in\s+reply\s+to\s+(?<stage>[^)]*?)(?:\s+command)?\)*\s*$");

    private static readonly BoundedRegex Sender = new(@"\bfrom=<(?<address>[^<>\s]*)>");

    private static readonly BoundedRegex Recipient = new(@"(?:\bto=<|^<)(?<address>[^<>\s]{1,320}@[^<>\s@]+)>");

    /// <summary>What a log line or the part of a bounce about one recipient begins with, however the text is indented.</summary>
    private static readonly BoundedRegex Beginning = new(@"\bto=<[^<>\s]*>,|^\s*<[^<>\s]+@[^<>\s]+>(?:\s+\([^)]*\))?:\s");

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        if (!MayHold(text))
        {
            yield break;
        }

        foreach (string entry in Entries(text))
        {
            Match said = MayHold(entry) ? Said.Match(entry) : Match.Empty;
            if (said.Success && IsRefusal(entry, said))
            {
                yield return Refusal(entry, said);
            }
        }
    }

    /// <summary>
    /// Neither a reply that took the mail, nor what another server said while this one checked an address: that stands
    /// inside of the reply that refused.
    /// </summary>
    private static bool IsRefusal(string entry, Match said) =>
        SmtpReplyText.Code(said.Groups["reply"].Value) is null or >= 400
        && !SmtpReplyText.IsAddressCheck(entry.Substring(0, said.Index));

    private static FoundRefusal Refusal(string entry, Match said)
    {
        string reply = said.Groups["reply"].Value;
        Match end = InReply.Match(reply);
        bool refusedToTalk = said.Groups["verb"].Value[0] is 'r' or 'R';
        Match recipient = Recipient.Match(entry);
        Match sender = Sender.Match(entry);
        return new FoundRefusal
        {
            Format = "Postfix",
            Recipient = recipient.Success ? recipient.Groups["address"].Value : null,
            Sender = sender.Success ? sender.Groups["address"].Value : null,
            RemoteMta = said.Groups["host"].Value,
            RemoteAddress = said.Groups["address"].Value.Length > 0 ? said.Groups["address"].Value : null,
            Stage = refusedToTalk ? SmtpStage.Connect : end.Success ? StageWords.Find(end.Groups["stage"].Value) : null,
            Reply = end.Success ? reply.Substring(0, end.Index) : WithoutStatusBracket(entry, reply),
        };
    }

    /// <summary>In the log the whole stands in brackets, as in <c>status=deferred (host ...)</c>.</summary>
    private static string WithoutStatusBracket(string entry, string reply) =>
        entry.IndexOf("status=", StringComparison.Ordinal) >= 0 && reply.EndsWith(")", StringComparison.Ordinal)
            ? reply.Substring(0, reply.Length - 1)
            : reply;

    private static bool MayHold(string text) =>
        text.IndexOf("said:", StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf("talk to me:", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool MayBegin(string line) =>
        line.IndexOf("to=<", StringComparison.OrdinalIgnoreCase) >= 0 || line.TrimStart().StartsWith("<", StringComparison.Ordinal);

    /// <summary>A line with the indented lines that continue it.</summary>
    private static IEnumerable<string> Entries(string text)
    {
        StringBuilder entry = new();
        foreach (string line in TextLines.Of(text))
        {
            string trimmed = line.Trim();
            bool continues = trimmed.Length > 0 && line[0] is ' ' or '\t' && entry.Length > 0 && !(MayBegin(line) && Beginning.IsMatch(line));
            if (!continues && entry.Length > 0)
            {
                yield return entry.ToString();
                entry.Clear();
            }

            if (trimmed.Length > 0 && entry.Length + trimmed.Length < LongestEntry)
            {
                entry.Append(entry.Length > 0 ? " " : "").Append(trimmed);
            }
        }

        if (entry.Length > 0)
        {
            yield return entry.ToString();
        }
    }
}
