using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// A reply with the words that a mail server puts around it: <c>host mx.example.net[192.0.2.1] said: 550 ... (in reply to
/// RCPT TO command)</c>, <c>The response was: 550 ...</c>, <c>#&lt;mx.example.net #5.7.1 smtp;550 ...&gt; #SMTP#</c>. Of a reply
/// that quotes another server's, the innermost is taken.
/// </summary>
internal sealed class ReplyPassage
{
    /// <summary>A passage has a few dozen lines at most.</summary>
    private const int Longest = 16_384;

    private const int DeepestQuote = 4;

    private const string Name = @"(?<name>(?:[a-z0-9_][a-z0-9_-]{0,62}\.){1,10}[a-z][a-z0-9-]{1,24})\b";

    /// <summary>A reply code behind a sign or at the start of a line, or with an enhanced code behind it wherever it stands.</summary>
    private static readonly BoundedRegex Start = new(
        @"(?:(?<=(?:^|[:;'""<\[(=|,>\u201c\u201e\u00ab\u2018]|<<<|\s-|#SMTP#)\s*)(?:5\d\d|4[0-57]\d)(?:[- ](?=\s*\S)|:\s+(?=[245]\.\d)|(?=\s*(?:$|[>\]'""])))"
        + @"|(?<![\w.=-])[45]\d\d[- ]\s*[#(]?(?=[45]\.\d{1,3}\.\d{1,3}(?!\w|[\d.]*\d)))",
        RegexOptions.Multiline);

    /// <summary>What another server said, within a reply.</summary>
    private static readonly BoundedRegex Quoted = new(
        @"(?:\bhost\s+(?<name>[^\s\[\]()]+?)\s*[\[(](?<address>[^\[\]()\s]*)[\])](?::\d+)?[\s,:]+(?:(?:said|refused\s+to\s+talk\s+to\s+me|replied|responded)\s*:\s*)?"
        + @"|\b(?:remote|upstream|next|other|destination|downstream)\s+(?:mail\s+|smtp\s+)?(?:server|host|mta|hop)\b[^:'""]{0,80}?(?:returned|said|responded|replied|response|answered|error)[^'"":]{0,40}[:'""\s(<]{1,4}"
        + @"|\bSMTP error from remote (?:mail server|mailer|server)[^:]{0,80}:(?:<[^>]*>)?[^:]{0,80}:?\s*(?:host\s+(?<name>[^\s\[\]()]+?)\s*[\[(](?<address>[^\[\]()\s]*)[\])][\s,:]+)?"
        + @"|<(?<name>[^\s<>#]+)\s+#[\d.]+\s+smtp;\s*"
        + @"|\bsmtp;\s*)"
        + @"(?=[45]\d\d(?:[- ]|$)|[45]\.\d{1,3}\.\d{1,3}\b)");

    private static readonly BoundedRegex InReply = new(
        @"\s*\((?:in\s+reply\s+to|on|after|while|during|at)\s+(?<stage>[^()]{0,200}?)(?:\s+(?:command|stage))?\)\s*[.)]*\s*$");

    /// <summary>How the text names the stage before the reply.</summary>
    private static readonly BoundedRegex StageBefore = new(
        @"\b(?:after|for|to|during|from|at|in|following|with|sending|sent|on|command|issuing|response\s+to):?\s+(?:the\s+|a\s+|an\s+|our\s+|your\s+|""|'|`)*(?:(?:pipelined|SMTP)\s+)?(?<stage>initial connection|end of data|MAIL\s+FROM|MAIL(?=\s+command)|RCPT\s+TO|RCPT(?=\s+command)|DATA(?=\s+command|\s*[)""':]|\s*$)|BDAT|EHLO|HELO|STARTTLS|AUTH)\b"
        + @"|>>>\s*(?<stage>MAIL FROM|RCPT TO|DATA|BDAT|EHLO|HELO|STARTTLS|AUTH)\b"
        + @"|(?:^|\n)\s*(?:smtp:\s*)?(?<stage>MAIL FROM|RCPT TO|MAIL|RCPT|DATA|EHLO|HELO)\b[^\n]*\n?\s*$|\bSMTP:(?<stage>RCPT|MAIL|DATA)\b");

    private static readonly BoundedRegex BracketedHost = new(
        @"\b(?<name>(?:[a-z0-9_][a-z0-9_-]{0,62}\.){1,10}[a-z][a-z0-9-]{0,24})\b" + @"\.?\s*(?:[\[(]{1,2}\s*(?:ip\s*(?:address)?\s*[:=]?\s*)?(?<address>[0-9a-f:.]*)\s*[\])]{1,2})");

    /// <summary>A host on a line of its own before its reply, or with the server's mark behind it.</summary>
    private static readonly BoundedRegex MarkedHost = new(
        @"(?:(?<=^|[\n>;:,]\s*)|(?<=<))" + Name + @"\.?\s+(?:#|remote server (?:returned|said)|gave this error|rejected your message|(?:said|says|returned|responded|replied)\b)");

    private static readonly BoundedRegex NamedHost = new(
        @"(?:\bhost:?|\btalking\s+to|\bconnected\s+to|\bconnecting\s+to|\bremote\s+(?:mail\s+|smtp\s+)?(?:host|server|mta|system)(?:\s+name)?:?|(?<!generating )\bserver:?|\brelay:?|\bMX:?|\bMTA:?|\bgateway:?|\bby|\bvia)\s+(?:is\s+|at\s+|named\s+)?['""<\[(]*" + Name);

    private static readonly BoundedRegex AddressOnly = new(
        @"(?:\bconnected\s+to|\bhost:?|\bserver:?|\bremote\s+\w+:?|\btalking\s+to|^|[,;:]|\bat)\s*[\[(]?(?<address>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|[0-9a-f]{1,4}:[0-9a-f:]{2,38}[0-9a-f.]*)[\])]?(?=[\s.,;:]|$)",
        RegexOptions.Multiline);

    private const int MostLines = 40;

    /// <summary>How servers say at what stage it was, without naming a command.</summary>
    private static readonly (string Words, SmtpStage Stage)[] Sentences =
    {
        ("refused to talk to me", SmtpStage.Connect),
        ("greeting failed", SmtpStage.Connect),
        ("my name was rejected", SmtpStage.Hello),
        ("sender was rejected", SmtpStage.MailFrom),
        ("does not like sender", SmtpStage.MailFrom),
        ("does not like recipient", SmtpStage.Recipient),
        ("rejected recipient", SmtpStage.Recipient),
        ("recipient was rejected", SmtpStage.Recipient),
        ("failed on DATA command", SmtpStage.Data),
        ("failed after I sent the message", SmtpStage.Data),
        ("rejected the message body", SmtpStage.Data),
    };

    private static readonly BoundedRegex NotOfReply = new(
        @"^\s*(?:giving up on|I'm not going to try|connected to|message will be retried|reporting-mta:|original message|diagnostic information|-{3,}|={3,}|\*{3,}|_{3,}|>>>|<<<|-->|<--|\.\.\. while|hmailserver|the (?:mail|message) (?:system|was)|\S+@\S+\s*$|error-end|(?:QUIT|RSET|DATA)\s*$|(?:MAIL FROM|RCPT TO):)");

    /// <summary>Zoho takes a reply apart: <c>ERROR_CODE :550, ERROR_CODE :5.1.1 ...</c>.</summary>
    private static readonly BoundedRegex Errors = new(@"\bERROR_CODE ?: ?(\d{3}), ?ERROR_CODE ?: ?");

    private static readonly BoundedRegex CodeWithColon = new(@"^([45]\d\d):\s+");

    private ReplyPassage(string reply)
    {
        Reply = reply;
    }

    /// <summary>The innermost reply, codes first.</summary>
    internal string Reply { get; private set; }

    /// <summary>The host that gave that reply.</summary>
    internal string? Host { get; private set; }

    internal string? Address { get; private set; }

    /// <summary>The host whose reply quotes the innermost one; null where none is quoted, or the text does not name it.</summary>
    internal string? OuterHost { get; private set; }

    internal SmtpStage? Stage { get; private set; }

    /// <summary>The reply quotes another server's.</summary>
    internal bool IsQuoted { get; private set; }

    /// <summary>The first reply of a passage; null where it has none with a reply code.</summary>
    internal static ReplyPassage? Find(string passage)
    {
        string text = Errors.Replace(passage.Length > Longest ? passage.Substring(0, Longest) : passage, "$1 ");
        Match start = Start.Match(text);
        return start.Success ? Of(ReplyLines(text.Substring(start.Index)), text.Substring(0, start.Index)) : null;
    }

    /// <summary>The lines up to an empty one, or to one that is clearly no part of the reply.</summary>
    private static string ReplyLines(string text)
    {
        string[] lines = text.Split('\n');
        int? code = SmtpReplyText.Code(lines[0]);
        int count = 1;
        while (count < lines.Length && count < MostLines && lines[count].Trim().Length > 0 && !NotOfReply.IsMatch(lines[count])
            && !(SmtpReplyText.Code(lines[count].TrimStart()) is int other && other != code))
        {
            count++;
        }

        return HardWrap.Join(lines.Take(count).Select(l => l.Trim()).ToArray());
    }

    /// <summary>A reply whose beginning is known, with the words before it.</summary>
    internal static ReplyPassage Of(string reply, string before)
    {
        ReplyPassage found = new(reply.Length > Longest ? reply.Substring(0, Longest) : reply);
        found.ReadHost(before);
        found.ReadStage(before);
        found.TakeStageOffTheEnd();
        found.GoIntoQuotes();
        found.Reply = CodeWithColon.Replace(Trimmed(found.Reply), "$1 ");
        return found;
    }

    private void ReadStage(string before)
    {
        Match stage = StageBefore.Matches(before).LastOrDefault() ?? Match.Empty;
        Stage = stage.Success ? StageWords.Find(Regex.Replace(stage.Groups["stage"].Value, @"\s+", " ")) : null;
        Stage ??= Sentences.Where(s => before.IndexOf(s.Words, StringComparison.OrdinalIgnoreCase) >= 0).Select(s => (SmtpStage?)s.Stage).FirstOrDefault();
    }

    private void ReadHost(string before)
    {
        Match host = BracketedHost.Matches(before).LastOrDefault(m => !IsMailDomain(before, m.Groups["name"].Index)) ?? Match.Empty;
        if (!host.Success)
        {
            host = MarkedHost.Matches(before).LastOrDefault() ?? Match.Empty;
        }

        if (!host.Success)
        {
            host = NamedHost.Matches(before).LastOrDefault(m => !IsMailDomain(before, m.Groups["name"].Index)) ?? Match.Empty;
        }

        Host = host.Success ? host.Groups["name"].Value : null;
        Address = host.Groups["address"] is { Success: true, Length: > 0 } given && IpAddressText.TryParse(given.Value, out _) ? given.Value : null;
        if (!host.Success)
        {
            Address = AddressOnly.Matches(before).Select(m => m.Groups["address"].Value).LastOrDefault(a => IpAddressText.TryParse(a, out _));
        }
    }

    private static bool IsMailDomain(string text, int at) => at > 0 && text[at - 1] is '@';

    private void TakeStageOffTheEnd()
    {
        Match end = InReply.Match(Reply);
        if (end.Success && StageWords.Find(end.Groups["stage"].Value) is SmtpStage stage)
        {
            Stage = stage;
            Reply = Reply.Substring(0, end.Index);
        }
    }

    private void GoIntoQuotes()
    {
        for (int depth = 0; depth < DeepestQuote; depth++)
        {
            Match quoted = Quoted.Match(Reply);
            if (!quoted.Success || quoted.Index == 0 || SmtpReplyText.IsAddressCheck(Reply.Substring(0, quoted.Index))
                || Reply.IndexOf("verification failed", StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return;
            }

            IsQuoted = true;
            OuterHost ??= Host;
            Host = quoted.Groups["name"] is { Success: true, Length: > 0 } name ? name.Value : null;
            Address = quoted.Groups["address"] is { Success: true, Length: > 0 } address ? address.Value : null;
            Reply = Trimmed(Reply.Substring(quoted.Index + quoted.Length));
            TakeStageOffTheEnd();
        }
    }

    /// <summary>Without the quotation marks and brackets that closed around the reply.</summary>
    private static string Trimmed(string reply)
    {
        string trimmed = reply.Trim();
        int marker = trimmed.IndexOf("#SMTP#", StringComparison.Ordinal);
        trimmed = marker >= 0 ? trimmed.Substring(0, marker).TrimEnd() : trimmed;
        for (bool goesOn = true; goesOn && trimmed.Length > 3;)
        {
            char last = trimmed[trimmed.Length - 1];
            char opening = last switch { '>' => '<', ')' => '(', ']' => '[', '\'' => '\'', '"' => '"', '\u201d' => '\u201c', '\u2019' => '\u2018', _ => '\0' };
            goesOn = opening != '\0' && (opening == last ? trimmed.Count(c => c == last) % 2 == 1 : trimmed.Count(c => c == last) > trimmed.Count(c => c == opening));
            trimmed = goesOn ? trimmed.Substring(0, trimmed.Length - 1).TrimEnd() : trimmed;
        }

        return trimmed;
    }
}
