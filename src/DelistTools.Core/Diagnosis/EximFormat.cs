using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// Exim's bounces and warnings, whole or only the lines of one recipient, and lines of its main log. The host stands
/// before the words "SMTP error from remote mail server" or after them, with its address in brackets, or with empty ones.
/// </summary>
internal sealed class EximFormat : IRefusalFormat
{
    private const string Marker = "SMTP error from remote";

    private const string Failed = "address(es) failed";

    private static readonly BoundedRegex Host = new(@"\b(?:host:?\s+|H=)(?<name>[^\s\[\](),:;.]{1,63}\.[^\s\[\](),:;]+)(?:\s*[\[(](?<address>[^\s\])]*)[\])])?");

    private static readonly BoundedRegex Stage = new(@"^" + Marker + @"\s+(?:mail\s+server|mailer|server)\s+(?:after|for|in)\s+(?<stage>[^\r\n]*)");

    private static readonly BoundedRegex AfterStage = new(@"(?::|\breason:)\s*(?<reply>[245]\d\d(?:[- ].*)?)$", RegexOptions.Singleline);

    private static readonly BoundedRegex SenderOfStage = new(@"\bMAIL FROM:\s*<(?<address>[^<>\s]*)>");

    private static readonly BoundedRegex RecipientOfStage = new(@"\bRCPT TO:\s*<(?<address>[^<>\s]{1,320}@[^<>\s@]+)>");

    /// <summary>A line of the main log: a message id, then ** (failed) or == (put off) and the address.</summary>
    private static readonly BoundedRegex LogLine = new(@"^\S.*?\s(?:\*\*|==)\s+(?<address>[^\s@]+@\S+)\s");

    private static readonly BoundedRegex AddressLine = new(@"^\s*<?(?<address>[^\s<>@:]+@[^\s<>@:]+)>?:?\s*$");

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        if (text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase) < 0 && text.IndexOf(Failed, StringComparison.OrdinalIgnoreCase) < 0)
        {
            yield break;
        }

        foreach (EximPassage passage in Passages(text))
        {
            FoundRefusal? found = passage.HasMarker ? Remote(passage) : passage.IsFailure ? Local(passage) : null;
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    /// <summary>The lines that belong to one recipient each: from the address, or the host, to an empty line or the next address.</summary>
    private static IEnumerable<EximPassage> Passages(string text)
    {
        EximPassage? open = null;
        string? waiting = null;
        bool inFailures = false;
        foreach (string line in TextLines.Of(text))
        {
            bool marked = line.IndexOf(Marker, StringComparison.OrdinalIgnoreCase) >= 0;
            string trimmed = line.Trim();
            string? address = null;
            bool ends = trimmed.Length == 0 || trimmed.StartsWith("--", StringComparison.Ordinal);
            bool logged = marked && (address = AddressOf(LogLine, line)) is not null;
            bool addressed = !logged && !ends && (inFailures || open is null || Indent(line) <= open.Indent)
                && (address = AddressOf(AddressLine, line)) is not null
                && !(open?.Recipient is string same && same.Equals(address, StringComparison.OrdinalIgnoreCase));
            bool begins = logged || addressed
                || (open is null && (marked || trimmed.StartsWith("host ", StringComparison.OrdinalIgnoreCase)));
            if (open is not null && (ends || begins || open.IsWhole))
            {
                // Some leave a line empty between the recipient and what was said of it.
                waiting = open.Lines.Count == 0 ? open.Recipient : null;
                yield return open;
                open = null;
            }

            inFailures = trimmed.IndexOf(Failed, StringComparison.OrdinalIgnoreCase) >= 0
                || (inFailures && !trimmed.StartsWith("--", StringComparison.Ordinal));
            if (begins)
            {
                open = new EximPassage(address ?? waiting, Indent(line), inFailures && addressed, logged);
                waiting = null;
            }

            if (open is not null && !addressed)
            {
                open.Add(line, marked);
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static FoundRefusal Remote(EximPassage passage)
    {
        string words = string.Join("\n", passage.Lines);
        int at = words.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        string before = words.Substring(0, at);
        string after = words.Substring(at);
        Match stage = Stage.Match(after);
        Match reply = AfterStage.Match(after);
        int end = reply.Success ? reply.Groups["reply"].Index : after.Length;
        string clause = after.Substring(0, end);

        // The host nearest to the words is theirs: of several that were tried, the last one is told about.
        Match host = Host.Match(clause);
        host = host.Success ? host : Host.Matches(before).LastOrDefault() ?? Match.Empty;
        Match recipient = RecipientOfStage.Match(clause);
        Match sender = SenderOfStage.Match(clause);
        return new FoundRefusal
        {
            Format = "Exim",
            Recipient = passage.Recipient ?? (recipient.Success ? recipient.Groups["address"].Value : null),
            Sender = sender.Success ? sender.Groups["address"].Value : null,
            RemoteMta = ValueOf(host, "name"),
            RemoteAddress = ValueOf(host, "address"),
            Stage = stage.Success ? StageWords.Find(stage.Groups["stage"].Value) : null,
            Reply = reply.Success ? reply.Groups["reply"].Value : WithoutClause(after),
        };
    }

    /// <summary>A recipient that no server refused: no route, no answer, a mailbox of its own that is full.</summary>
    private static FoundRefusal? Local(EximPassage passage)
    {
        string words = string.Join(" ", passage.Lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '('));
        return words.Length == 0 ? null : new FoundRefusal { Format = "Exim", Recipient = passage.Recipient, Reply = words };
    }

    /// <summary>What is left where the server sent no code: the words after the last colon of the clause.</summary>
    private static string WithoutClause(string after)
    {
        int colon = after.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? after : after.Substring(colon + 2);
    }

    private static string? AddressOf(BoundedRegex regex, string line)
    {
        Match match = regex.Match(line);
        return match.Success ? match.Groups["address"].Value.TrimEnd(':') : null;
    }

    private static string? ValueOf(Match match, string group) =>
        match.Groups[group] is { Success: true, Length: > 0 } found ? found.Value : null;

    private static int Indent(string line) => line.Length - line.TrimStart().Length;
}
