using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// The log of qmail-send: <c>delivery 7: failure: ...</c> or <c>deferral</c>, with the recipient from the line that started
/// the delivery and the sender from the line about the message. Spaces are underscores there, line feeds slashes.
/// </summary>
internal sealed class QmailLog : LineFormat
{
    private static readonly byte[][] Marks = { Encoding.ASCII.GetBytes("delivery "), Encoding.ASCII.GetBytes("info msg ") };

    private static readonly (string Words, SmtpStage? Stage)[] Phases =
    {
        (" does not like recipient", SmtpStage.Recipient),
        (" but sender was rejected", SmtpStage.MailFrom),
        (" but greeting failed", SmtpStage.Connect),
        (" but my name was rejected", SmtpStage.Hello),
        (" failed on DATA command", SmtpStage.Data),
        (" failed after I sent the message", SmtpStage.Data),
        (" but connection died", null),
    };

    private static readonly char[] Separators = { ' ', '/', '\n' };

    private readonly LogClock _clock;
    private readonly QueueMemory _messages = new();

    /// <summary>By the delivery's number: the recipient in the sender's place, the message's number in that of the id.</summary>
    private readonly QueueMemory _deliveries = new();

    internal QmailLog(LogClock clock) => _clock = clock;

    /// <inheritdoc/>
    internal override IReadOnlyList<byte[]> Anchors => Marks;

    /// <inheritdoc/>
    internal override bool IsShownBy(ReadOnlySpan<byte> head) =>
        head.IndexOf("starting delivery "u8) >= 0 || head.IndexOf("status: local "u8) >= 0 || head.IndexOf("end msg "u8) >= 0;

    /// <inheritdoc/>
    internal override int Visit(byte[] bytes, int start, int at, int end, int anchor, List<FoundRefusal> found)
    {
        int lineEnd = LineEnd(bytes, at, end);
        int number = at + 9;
        int after = number;
        while (after < lineEnd && after - number < 20 && bytes[after] is >= (byte)'0' and <= (byte)'9')
        {
            after++;
        }

        if (after == number || !Matches(bytes, after, lineEnd, ": "u8) || (at > start && bytes[at - 1] is not ((byte)' ' or (byte)'\n')))
        {
            return at + 1;
        }

        ulong key = QueueMemory.Key(bytes.AsSpan(number, after - number));
        if (anchor == 1)
        {
            KeepSender(bytes, after, lineEnd, key);
        }
        else if (Matches(bytes, after, lineEnd, ": msg "u8) && at - 9 >= start && Matches(bytes, at - 9, lineEnd, "starting "u8))
        {
            KeepDelivery(bytes, after + 6, lineEnd, key);
        }
        else if ((Matches(bytes, after, lineEnd, ": failure: "u8) || Matches(bytes, after, lineEnd, ": deferral: "u8))
            && TryReadLine(bytes, start, after + 11, lineEnd, out string line))
        {
            found.Add(Read(line, isFailure: bytes[after + 2] == 'f', key));
        }

        return lineEnd;
    }

    /// <summary><c>info msg 12: bytes 345 from &lt;a@example.org&gt; qp 1 uid 2</c>.</summary>
    private void KeepSender(byte[] bytes, int at, int lineEnd, ulong key)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(at, lineEnd - at);
        int from = rest.IndexOf(" from <"u8);
        int close = from < 0 ? -1 : rest.Slice(from).IndexOf("> "u8);
        if (close > 0)
        {
            _messages.Keep(key, QueueValue.Sender, rest.Slice(from + 7, close - 7));
        }
    }

    /// <summary><c>starting delivery 7: msg 12 to remote b@example.net</c>, from the message's number on.</summary>
    private void KeepDelivery(byte[] bytes, int at, int lineEnd, ulong key)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(at, lineEnd - at - (bytes[lineEnd - 1] == '\r' ? 1 : 0));
        int to = rest.IndexOf(" to "u8);
        int space = to < 0 ? -1 : rest.Slice(to + 4).IndexOf((byte)' ');
        if (space >= 0)
        {
            _deliveries.Keep(key, QueueValue.MessageId, rest.Slice(0, to));
            _deliveries.Keep(key, QueueValue.Sender, rest.Slice(to + 5 + space));
        }
    }

    private FoundRefusal Read(string line, bool isFailure, ulong key)
    {
        string mark = isFailure ? ": failure: " : ": deferral: ";
        string text = Words(line.Substring(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length));
        string? message = _deliveries.Find(key, QueueValue.MessageId);
        SyslogHeader header = SyslogHeader.Read(line, _clock);
        (string? address, SmtpStage? stage) = Phase(text);
        return new FoundRefusal
        {
            Format = "qmail",
            Recipient = _deliveries.Find(key, QueueValue.Sender),
            Sender = message is null ? null : _messages.Find(QueueMemory.Key(Encoding.ASCII.GetBytes(message)), QueueValue.Sender),
            RemoteAddress = address,

            // Under multilog there is no host; the word in its place is the line's own.
            ReportedBy = line.IndexOf(" qmail", StringComparison.Ordinal) is >= 0 and int program && program < line.IndexOf(mark, StringComparison.Ordinal)
                ? header.Host : null,
            Stage = stage,
            Reply = Reply(text),
            Status = Status(text),
            Action = isFailure ? DeliveryAction.Failed : DeliveryAction.Delayed,
            At = header.At,
            QueueId = message,
        };
    }

    /// <summary>The words with their spaces. A slash is a line feed only before a code: addresses of pages hold slashes, too.</summary>
    private static string Words(string text)
    {
        StringBuilder words = new(text.TrimEnd('/'));
        words.Replace('_', ' ');
        for (int i = 0; i + 4 < words.Length; i++)
        {
            if (words[i] == '/' && words[i + 1] is '4' or '5' && char.IsDigit(words[i + 2]) && char.IsDigit(words[i + 3]) && words[i + 4] is ' ' or '-')
            {
                words[i] = '\n';
            }
        }

        return words.ToString();
    }

    /// <summary>What the server said; all words where none said anything.</summary>
    private static string Reply(string text)
    {
        const string Said = "Remote host said: ";
        int said = text.LastIndexOf(Said, StringComparison.Ordinal);
        if (said < 0)
        {
            return text;
        }

        string reply = text.Substring(said + Said.Length);
        int end = reply.LastIndexOf("/Giving up on ", StringComparison.Ordinal);
        return (end < 0 ? reply : reply.Substring(0, end)).TrimEnd('/', ' ');
    }

    private static (string? Address, SmtpStage? Stage) Phase(string text)
    {
        foreach ((string words, SmtpStage? stage) in Phases)
        {
            int at = text.IndexOf(words, StringComparison.Ordinal);
            if (at > 0)
            {
                int begin = text.LastIndexOfAny(Separators, at - 1) + 1;
                return (IpAddressText.TryParse(text.Substring(begin, at - begin), out System.Net.IPAddress? address) ? address.ToString() : null, stage);
            }
        }

        return (null, text.IndexOf("SMTP connection", StringComparison.Ordinal) >= 0 ? SmtpStage.Connect : null);
    }

    /// <summary>qmail's own words end with a status (RFC 3463), as in (#5.1.2).</summary>
    private static string? Status(string text)
    {
        int at = text.LastIndexOf("(#", StringComparison.Ordinal);
        int end = at < 0 ? -1 : text.IndexOf(')', at);
        return end < 0 || end - at > 12 ? null : text.Substring(at + 2, end - at - 2);
    }
}
