using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// Bounces that quote the dialogue: Sendmail's transcript (<c>... while talking to mx.example.net.:</c>, <c>&gt;&gt;&gt; RCPT
/// To:&lt;...&gt;</c>, <c>&lt;&lt;&lt; 550 ...</c>), Courier's, MDaemon's, with arrows either way.
/// </summary>
internal sealed class TranscriptFormat : IRefusalFormat
{
    private const string Heading = "Transcript of";

    private const int MostExchanges = 2_000;

    private static readonly BoundedRegex Talking = new(
        @"(?:\.\.\. while talking to\s+|\bconnect(?:ing|ion)? (?:to|with)\s+\[?|^\s+(?=\S+\s+\[[^\]]*\]:\s*$))(?<host>[^\s\[\]:]+?)\.?(?:\s*\[(?<address>[^\[\]\s]*)(?:\s*:\s*\d+)?\s*\])?\.?(?:\s*:\s*\d+\])?:?\s*$");

    private static readonly BoundedRegex Command = new(
        @"^\s*(?:sent\s+|\w{3} [\d: -]+)?(?:>>>|<<<|-->|<--|=>|->|C:|\d\d:\d\d:\d\d:? ?(?:>>>|-->))\s*(?<stage>MAIL FROM|RCPT TO|DATA|BDAT|EHLO|HELO|STARTTLS|AUTH|QUIT|RSET|\.(?=\s*$))(?::?\s*<?(?<address>[^<>\s]*))?");

    private static readonly BoundedRegex Said = new(
        @"^\s*(?:received\s+|\w{3} [\d: -]+)?(?:<<<|>>>|<--|-->|<=|<-|S:|\d\d:\d\d:\d\d:? ?(?:<<<|<--))\s*(?<reply>[2-5]\d\d(?:[- ].*|\s*$))");

    /// <summary>A recipient, at the start of a line, as the list before the transcript has them.</summary>
    private static readonly BoundedRegex Listed = new(@"^\s*(?:<(?<address>[^<>\s@]+@[^<>\s]+)>|(?<address>[^<>\s@""]+@[^<>\s,;:]+?))\s*(?:\.\.\.|:|\(|$)");

    private static readonly BoundedRegex Reason = new(@"^\s*\(reason:\s*(?<reply>.*?)\)?\s*$");

    /// <summary>What Sendmail concludes about one recipient, behind the dialogue.</summary>
    private static readonly BoundedRegex Concluded = new(@"^\s*(?<reply>[45]\d\d\s+(?:[45]\.\d+\.\d+\s+)?<?(?<address>[^<>\s@]+@[^<>\s.]+[^<>\s]*?)>?\.\.\.\s*.*)$");

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        if (!MayHold(text))
        {
            return Enumerable.Empty<FoundRefusal>();
        }

        List<TranscriptExchange> exchanges = new();
        List<(string Address, string? Reason)> recipients = new();
        Read(text, exchanges, recipients);
        return exchanges.Any(e => e.IsRefusal) ? Refusals(exchanges, recipients).ToList() : Enumerable.Empty<FoundRefusal>();
    }

    private static bool MayHold(string text) =>
        text.IndexOf("<<<", StringComparison.Ordinal) >= 0 || text.IndexOf(">>>", StringComparison.Ordinal) >= 0
        || text.IndexOf("<--", StringComparison.Ordinal) >= 0 || text.IndexOf("S: ", StringComparison.Ordinal) >= 0 || text.IndexOf(Heading, StringComparison.OrdinalIgnoreCase) >= 0;

    private static void Read(string text, List<TranscriptExchange> exchanges, List<(string Address, string? Reason)> recipients)
    {
        string? host = null;
        string? address = null;
        SmtpStage? stage = null;
        string? recipient = null;
        bool inTranscript = false;
        TranscriptExchange? open = null;
        foreach (string line in text.Split('\n').Select(l => l.Length > 4_000 ? l.Substring(0, 4_000) : l))
        {
            Match match;
            if ((match = Said.Match(line)).Success)
            {
                string reply = match.Groups["reply"].Value.Trim();
                if (open is not null && open.GoesOn(reply))
                {
                    open.Add(reply);
                }
                else if (exchanges.Count < MostExchanges)
                {
                    open = new TranscriptExchange(host, address, stage ?? SmtpStage.Connect, recipient, reply);
                    exchanges.Add(open);
                }

                continue;
            }

            if ((match = Command.Match(line)).Success)
            {
                string words = match.Groups["stage"].Value;
                stage = words == "." ? SmtpStage.Data : StageWords.Find(words) ?? stage;
                recipient = stage == SmtpStage.Recipient ? MailAddresses.First(line) : null;
            }
            else if (line.Length < 300 && (match = Talking.Match(line)).Success)
            {
                bool isAddress = IpAddressText.TryParse(match.Groups["host"].Value, out _);
                host = isAddress ? null : match.Groups["host"].Value;
                address = isAddress ? match.Groups["host"].Value : match.Groups["address"] is { Success: true, Length: > 0 } given ? given.Value : null;
                stage = null;
                recipient = null;
            }
            else if (open is not null && line.Length > 0 && line[0] is ' ' or '\t' && !Listed.IsMatch(line))
            {
                open.Add(line.Trim());
                continue;
            }
            else if ((match = Concluded.Match(line)).Success)
            {
                exchanges.Add(new TranscriptExchange(null, null, null, match.Groups["address"].Value, match.Groups["reply"].Value) { IsConclusion = true });
            }
            else if (inTranscript && SmtpReplyText.Code(line.TrimStart()) >= 400)
            {
                exchanges.Add(new TranscriptExchange(null, null, null, null, line.Trim()) { IsConclusion = true });
            }
            else if ((match = Reason.Match(line)).Success && recipients.Count > 0)
            {
                recipients[recipients.Count - 1] = (recipients[recipients.Count - 1].Address, match.Groups["reply"].Value);
            }
            else if (line.IndexOf('@') > 0 && (match = Listed.Match(line)).Success && recipients.Count < MostExchanges
                && !recipients.Any(r => MailAddresses.AreSame(r.Address, match.Groups["address"].Value)))
            {
                recipients.Add((match.Groups["address"].Value, null));
            }

            inTranscript |= line.IndexOf(Heading, StringComparison.OrdinalIgnoreCase) >= 0;
            open = null;
        }
    }

    private static IEnumerable<FoundRefusal> Refusals(List<TranscriptExchange> exchanges, List<(string Address, string? Reason)> recipients)
    {
        List<TranscriptExchange> refused = exchanges.Where(e => e.IsRefusal).ToList();
        List<(string? Address, string? Reason)> about = recipients.Select(r => ((string?)r.Address, r.Reason)).ToList();
        if (about.Count == 0)
        {
            about.AddRange(refused.Select(e => e.Recipient).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(a => ((string?)a, (string?)null)));
        }

        if (about.Count == 0)
        {
            about.Add((null, null));
        }

        foreach ((string? address, string? reason) in about)
        {
            TranscriptExchange? exchange = Decisive(refused, address, reason, about.Count == 1);
            if (exchange is null && reason is null)
            {
                continue;
            }

            ReplyPassage passage = ReplyPassage.Of(exchange?.Reply ?? reason!, "");
            int place = exchange is null ? -1 : exchanges.IndexOf(exchange);
            bool wasPipelined = place >= 0 && exchange!.Stage == SmtpStage.Data && exchanges.Skip(place + 1).FirstOrDefault(e => !e.IsConclusion) is { IsNoise: true };
            yield return new FoundRefusal
            {
                Format = "Transcript",
                Recipient = address,
                RemoteMta = passage.IsQuoted ? passage.Host : exchange?.Host,
                RemoteAddress = passage.IsQuoted ? passage.Address : exchange?.Address,
                ReportedBy = passage.IsQuoted ? exchange?.Host : null,
                Stage = wasPipelined ? SmtpStage.Recipient : exchange?.Stage,
                Reply = passage.Reply,
            };
        }
    }

    /// <summary>
    /// The exchange whose reply is the reason that the list gives; else the one about that recipient; else, where there is no
    /// other, the last refusal that is for good, and no mere consequence of an earlier one.
    /// </summary>
    private static TranscriptExchange? Decisive(List<TranscriptExchange> refused, string? address, string? reason, bool isOnly)
    {
        List<TranscriptExchange> said = refused.Where(e => !e.IsConclusion && !e.IsNoise).ToList();
        string start = SmtpReplyText.Parse(reason ?? "").ToString();
        TranscriptExchange? byReason = start.Length == 0 ? null
            : said.LastOrDefault(e => SmtpReplyText.Parse(e.Reply).ToString() is string r && (r.StartsWith(start, StringComparison.Ordinal) || start.StartsWith(r, StringComparison.Ordinal)));
        TranscriptExchange? byRecipient = address is null ? null : said.LastOrDefault(e => MailAddresses.AreSame(e.Recipient, address));
        TranscriptExchange? mention = address is null ? null : said.LastOrDefault(e => e.Reply.IndexOf(address, StringComparison.OrdinalIgnoreCase) >= 0);
        TranscriptExchange? shared = said.LastOrDefault(e => e.IsPermanent && e.Recipient is null) ?? said.LastOrDefault(e => e.Recipient is null);
        TranscriptExchange? concluded = address is null ? null : refused.LastOrDefault(e => e.IsConclusion && MailAddresses.AreSame(e.Recipient, address));
        concluded ??= refused.FirstOrDefault(e => e.IsConclusion && e.Recipient is null);
        return byReason ?? byRecipient ?? mention
            ?? (isOnly ? said.LastOrDefault(e => e.IsPermanent) ?? said.LastOrDefault() : reason is null ? shared : null)
            ?? (reason is null ? concluded : null);
    }
}
