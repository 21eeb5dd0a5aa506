using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// Sendmail's log: the line with <c>stat=</c> for the recipients that shared a fate, with sender and Message-ID from the
/// line with <c>from=</c> of the same message. What Sendmail itself rejected has <c>reject=</c> instead.
/// </summary>
internal sealed class SendmailLog : LineFormat
{
    private static readonly byte[][] Marks = { Encoding.ASCII.GetBytes(", stat="), Encoding.ASCII.GetBytes(": from=") };

    private readonly LogClock _clock;
    private readonly QueueMemory _queue = new();

    internal SendmailLog(LogClock clock) => _clock = clock;

    /// <inheritdoc/>
    internal override IReadOnlyList<byte[]> Anchors => Marks;

    /// <inheritdoc/>
    internal override bool IsShownBy(ReadOnlySpan<byte> head) => head.IndexOf(", stat="u8) >= 0 || head.IndexOf(", nrcpts="u8) >= 0;

    /// <inheritdoc/>
    internal override int Visit(byte[] bytes, int start, int at, int end, int anchor, List<FoundRefusal> found)
    {
        int lineEnd = LineEnd(bytes, at, end);
        if (anchor == 1)
        {
            if (SyslogQueueId.TryRead(bytes, start, at + 2, out ReadOnlySpan<byte> id))
            {
                KeepSender(bytes, at + 7, lineEnd, QueueMemory.Key(id));
            }

            return lineEnd;
        }

        if (!Matches(bytes, at + 7, lineEnd, "Sent"u8) && !Matches(bytes, at + 7, lineEnd, "queued"u8))
        {
            int lineStart = LineStart(bytes, start, at);
            int to = bytes.AsSpan(lineStart, at - lineStart).IndexOf(": to="u8);
            if (to >= 0 && SyslogQueueId.TryRead(bytes, start, lineStart + to + 2, out ReadOnlySpan<byte> id)
                && TryReadLine(bytes, start, at, lineEnd, out string line))
            {
                Read(line, QueueMemory.Key(id), found);
            }
        }

        return lineEnd;
    }

    private void KeepSender(byte[] bytes, int at, int lineEnd, ulong key)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(at, lineEnd - at);
        int end = rest.IndexOf(", "u8);
        if (end < 0)
        {
            return;
        }

        _queue.Keep(key, QueueValue.Sender, WithoutBrackets(rest.Slice(0, end)));
        int id = rest.IndexOf(", msgid="u8);
        if (id >= 0)
        {
            ReadOnlySpan<byte> value = rest.Slice(id + 8);
            end = value.IndexOf(", "u8);
            _queue.Keep(key, QueueValue.MessageId, WithoutBrackets(end < 0 ? value : value.Slice(0, end)));
        }
    }

    private static ReadOnlySpan<byte> WithoutBrackets(ReadOnlySpan<byte> value) =>
        value.Length >= 2 && value[0] == '<' && value[value.Length - 1] == '>' ? value.Slice(1, value.Length - 2) : value;

    private void Read(string line, ulong key, List<FoundRefusal> found)
    {
        int to = line.IndexOf(": to=", StringComparison.Ordinal);
        int stat = to < 0 ? -1 : line.IndexOf(", stat=", to, StringComparison.Ordinal);
        int endOfTo = stat < 0 ? -1 : line.IndexOf(", ", to, StringComparison.Ordinal);
        string? status = stat < 0 ? null : Value(line, ", dsn=", endOfTo, stat);
        if (stat < 0 || (status is not null && status.StartsWith("2", StringComparison.Ordinal)))
        {
            return;
        }

        string reason = line.Substring(stat + 7);
        bool isDeferred = reason.StartsWith("Deferred", StringComparison.Ordinal);
        string words = isDeferred && reason.Length > 10 && reason[8] == ':' ? reason.Substring(10) : reason;
        (string? host, string? address) = Relay(Value(line, ", relay=", endOfTo, stat));
        SyslogHeader header = SyslogHeader.Read(line, _clock);
        int id = line.LastIndexOf(' ', to) + 1;
        foreach (string recipient in line.Substring(to + 5, endOfTo - to - 5).Split(','))
        {
            string name = recipient.Trim();
            found.Add(new FoundRefusal
            {
                Format = "Sendmail",
                Recipient = name.Length == 0 ? null : name[0] == '<' ? name.Trim('<', '>') : name,
                Sender = _queue.Find(key, QueueValue.Sender) ?? Controlling(Value(line, ", ctladdr=", endOfTo, stat)),
                MessageId = _queue.Find(key, QueueValue.MessageId),
                RemoteMta = host,
                RemoteAddress = address,
                ReportedBy = header.Host,
                Stage = words.StartsWith("Connection ", StringComparison.Ordinal) ? SmtpStage.Connect : null,
                Reply = Reply(line, endOfTo, stat) ?? words,
                Status = status,
                Action = isDeferred || status?.StartsWith("4", StringComparison.Ordinal) == true ? DeliveryAction.Delayed : DeliveryAction.Failed,
                At = header.At,
                QueueId = line.Substring(id, to - id),
            });
        }
    }

    /// <summary>What the server said, which may hold commas, and which newer versions give beside their own words.</summary>
    private static string? Reply(string line, int from, int stat)
    {
        int at = line.IndexOf(", reply=", from, stat - from, StringComparison.Ordinal);
        return at < 0 || at + 8 == stat ? null : line.Substring(at + 8, stat - at - 8);
    }

    /// <summary><c>mx.example.net. [192.0.2.1]</c>, perhaps with "(may be forged)" after it.</summary>
    private static (string? Host, string? Address) Relay(string? relay)
    {
        int open = relay is null ? -1 : relay.LastIndexOf('[');
        int close = open < 0 ? -1 : relay!.IndexOf(']', open);
        string name = (open < 0 ? relay ?? "" : relay!.Substring(0, open)).Trim().TrimEnd('.');
        return (name.IndexOf('.') > 0 && name[0] != '[' ? name : null, close < 0 ? null : relay!.Substring(open + 1, close - open - 1));
    }

    /// <summary>The user on whose behalf mail is delivered, with numbers in brackets after the address.</summary>
    private static string? Controlling(string? value)
    {
        string? address = value?.Split(' ')[0].Trim('<', '>');
        return address is not null && address.IndexOf('@') > 0 ? address : null;
    }

    private static string? Value(string line, string name, int from, int to)
    {
        int at = line.IndexOf(name, from, to - from, StringComparison.Ordinal);
        int end = at < 0 ? -1 : line.IndexOf(", ", at + name.Length, to - at - name.Length, StringComparison.Ordinal);
        return at < 0 ? null : line.Substring(at + name.Length, (end < 0 ? to : end) - at - name.Length);
    }
}
