using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// Postfix' log: the line of a delivery agent for each recipient that it could not deliver to, with the sender from the
/// queue manager's line of the same message and the Message-ID from that of cleanup. What Postfix refused of others, and what
/// a host said that was not the end of the attempt, is in other lines, which are no refusals of the administrator's mail.
/// </summary>
internal sealed class PostfixLog : LineFormat
{
    /// <summary>An equals sign and an angle bracket stand in each line of concern: of to, from and message-id.</summary>
    private static readonly byte[][] Marks = { Encoding.ASCII.GetBytes("=<") };

    private readonly LogClock _clock;
    private readonly QueueMemory _queue = new();

    internal PostfixLog(LogClock clock) => _clock = clock;

    /// <inheritdoc/>
    internal override IReadOnlyList<byte[]> Anchors => Marks;

    /// <inheritdoc/>
    internal override bool IsShownBy(ReadOnlySpan<byte> head) =>
        head.IndexOf("postfix"u8) >= 0 || head.IndexOf(", status="u8) >= 0 || head.IndexOf(" (queue active)"u8) >= 0;

    /// <inheritdoc/>
    [MethodImpl(HotPath.Compiled)]
    internal override int Visit(byte[] bytes, int start, int at, int end, int anchor, List<FoundRefusal> found)
    {
        switch (at > start ? bytes[at - 1] : 0)
        {
            case (byte)'o' when SyslogQueueId.TryRead(bytes, start, at - 2, out ReadOnlySpan<byte> id) && bytes[at - 2] == 't':
                return VisitRecipient(bytes, start, at, end, id, found);
            case (byte)'m' when Matches(bytes, at - 4, end, "from"u8) && SyslogQueueId.TryRead(bytes, start, at - 4, out ReadOnlySpan<byte> id):
                return VisitSender(bytes, start, at, end, id, found);
            case (byte)'d' when Matches(bytes, at - 10, end, "message-id"u8) && SyslogQueueId.TryRead(bytes, start, at - 10, out ReadOnlySpan<byte> id):
                int lineEnd = LineEnd(bytes, at, end);
                int close = bytes.AsSpan(at, lineEnd - at).LastIndexOf((byte)'>');
                if (close > 0)
                {
                    _queue.Keep(QueueMemory.Key(id), QueueValue.MessageId, bytes.AsSpan(at + 2, close - 2));
                }

                return lineEnd;
            default:
                return LineEnd(bytes, at, end);
        }
    }

    /// <summary>The refusal that a line tells of; null where it tells of none.</summary>
    [MethodImpl(HotPath.Compiled)]
    private FoundRefusal? Read(string line, ulong key)
    {
        int to = line.IndexOf(": to=<", StringComparison.Ordinal);
        int status = to < 0 ? -1 : line.IndexOf(" status=", to, StringComparison.Ordinal);
        int open = status < 0 ? -1 : line.IndexOf(" (", status, StringComparison.Ordinal);
        if (open < 0)
        {
            return null;
        }

        // An address may hold a comma and an angle bracket; neither may stand in this order in it unquoted.
        int close = line.IndexOf(">, ", to, status - to, StringComparison.Ordinal);
        int last = line.LastIndexOf(')');
        last = last > open ? last : line.Length;
        PostfixReason reason = PostfixReason.Read(line.Substring(open + 2, last - open - 2));
        (string? host, string? address) = reason.Host is null ? Relay(line, to, status) : (reason.Host, reason.Address);
        SyslogHeader header = SyslogHeader.Read(line, _clock);
        int id = line.LastIndexOf(' ', to) + 1;
        return new FoundRefusal
        {
            Format = "Postfix",
            Recipient = close < 0 ? null : line.Substring(to + 6, close - to - 6),
            Sender = _queue.Find(key, QueueValue.Sender),
            MessageId = _queue.Find(key, QueueValue.MessageId),
            RemoteMta = host,
            RemoteAddress = address,
            ReportedBy = header.Host,
            Stage = reason.Stage,
            Reply = reason.Reply,
            Status = Value(line, " dsn=", to, status),
            Action = ActionOf(line, status + 8),
            At = header.At,
            QueueId = line.Substring(id, to - id),
        };
    }

    [MethodImpl(HotPath.Compiled)]
    private int VisitRecipient(byte[] bytes, int start, int at, int end, ReadOnlySpan<byte> id, List<FoundRefusal> found)
    {
        int lineEnd = LineEnd(bytes, at, end);
        int status = bytes.AsSpan(at, lineEnd - at).IndexOf(" status="u8);
        if (status >= 0 && IsFailure(bytes, at + status + 8, lineEnd)
            && TryReadLine(bytes, start, at, lineEnd, out string line) && Read(line, QueueMemory.Key(id)) is { } refusal)
        {
            found.Add(refusal);
        }

        return lineEnd;
    }

    [MethodImpl(HotPath.Compiled)]
    private int VisitSender(byte[] bytes, int start, int at, int end, ReadOnlySpan<byte> id, List<FoundRefusal> found)
    {
        int lineEnd = LineEnd(bytes, at, end);
        int close = bytes.AsSpan(at, lineEnd - at).IndexOf(">, "u8);
        if (close < 0)
        {
            return lineEnd;
        }

        ulong key = QueueMemory.Key(id);
        _queue.Keep(key, QueueValue.Sender, bytes.AsSpan(at + 2, close - 2));
        if (Matches(bytes, at + close + 3, lineEnd, "status=expired"u8) && TryReadLine(bytes, start, at + close + 17, lineEnd, out string line))
        {
            found.Add(Expired(line, key));
        }

        return lineEnd;
    }

    /// <summary>The queue manager's line on a message that was tried too long; which recipients were left is in the lines before.</summary>
    private FoundRefusal Expired(string line, ulong key)
    {
        SyslogHeader header = SyslogHeader.Read(line, _clock);
        int from = line.IndexOf(": from=<", StringComparison.Ordinal);
        int id = line.LastIndexOf(' ', from) + 1;
        return new FoundRefusal
        {
            Format = "Postfix",
            Sender = _queue.Find(key, QueueValue.Sender),
            MessageId = _queue.Find(key, QueueValue.MessageId),
            ReportedBy = header.Host,
            Reply = line.Substring(line.IndexOf("expired", from, StringComparison.Ordinal)),
            Action = DeliveryAction.Failed,
            At = header.At,
            QueueId = line.Substring(id, from - id),
        };
    }

    private static bool IsFailure(byte[] bytes, int at, int end) =>
        Matches(bytes, at, end, "deferred"u8) || Matches(bytes, at, end, "bounced"u8) || Matches(bytes, at, end, "SOFTBOUNCE"u8)
        || Matches(bytes, at, end, "expired"u8) || Matches(bytes, at, end, "undeliverable"u8);

    /// <summary>An address that was only probed is neither given up nor tried again; a soft bounce is kept in the queue (soft_bounce).</summary>
    private static DeliveryAction? ActionOf(string line, int at) => line[at] switch
    {
        'd' or 'S' => DeliveryAction.Delayed,
        'u' => null,
        _ => DeliveryAction.Failed,
    };

    /// <summary>The host that the agent talked to; none where the delivery was this host's own affair.</summary>
    private static (string? Host, string? Address) Relay(string line, int from, int to)
    {
        string? relay = Value(line, " relay=", from, to);
        int bracket = relay is null ? -1 : relay.IndexOf('[');
        int close = bracket <= 0 ? -1 : relay!.IndexOf(']', bracket);
        return close < 0 || relay!.IndexOf('/', bracket) >= 0
            ? (null, null)
            : (relay.Substring(0, bracket), relay.Substring(bracket + 1, close - bracket - 1));
    }

    private static string? Value(string line, string name, int from, int to)
    {
        int at = line.IndexOf(name, from, to - from, StringComparison.Ordinal);
        int end = at < 0 ? -1 : line.IndexOf(',', at, to - at);
        return end < 0 ? null : line.Substring(at + name.Length, end - at - name.Length);
    }
}
