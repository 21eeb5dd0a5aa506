using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// Exim's main log: the lines with ** (given up) and == (put off), with the sender and the Message-ID from the line with
/// &lt;= of the same message. What Exim itself rejected has none of these marks.
/// </summary>
internal sealed class EximLog : LineFormat
{
    private const string Marker = " error from remote mail";

    private static readonly byte[][] Marks = { Encoding.ASCII.GetBytes("** "), Encoding.ASCII.GetBytes("= ") };

    /// <summary>The lengths of an id's second and third part.</summary>
    private static readonly (int Middle, int Last)[] IdParts = { (6, 2), (11, 4) };

    private static readonly char[] EndOfName = { ' ', '[', ',', ':' };

    private readonly LogClock _clock;
    private readonly QueueMemory _queue = new();

    internal EximLog(LogClock clock) => _clock = clock;

    /// <inheritdoc/>
    internal override IReadOnlyList<byte[]> Anchors => Marks;

    /// <inheritdoc/>
    internal override bool IsShownBy(ReadOnlySpan<byte> head) =>
        head.IndexOf(" <= "u8) >= 0 || head.IndexOf(" => "u8) >= 0 || head.IndexOf(" Completed\n"u8) >= 0 || head.IndexOf("exim"u8) >= 0
        || head.IndexOf(" == "u8) >= 0 || head.IndexOf(" ** "u8) >= 0;

    /// <inheritdoc/>
    internal override int Visit(byte[] bytes, int start, int at, int end, int anchor, List<FoundRefusal> found)
    {
        // The mark is two characters between spaces; the anchor is all of it with a space, or its second half.
        int mark = anchor == 0 ? at : at - 1;
        if (mark <= start || bytes[mark - 1] != ' ' || !TryReadId(bytes, start, mark - 1, out int id))
        {
            return at + 1;
        }

        ulong key = QueueMemory.Key(bytes.AsSpan(id, mark - 1 - id));
        int lineEnd = LineEnd(bytes, at, end);
        switch (bytes[mark])
        {
            case (byte)'<':
                KeepArrival(bytes, mark + 3, lineEnd, key);
                break;
            case (byte)'*' or (byte)'=' when TryReadLine(bytes, start, mark + 3, lineEnd, out string line):
                found.Add(Read(line, LogText.Decode(bytes, id, mark - 1), bytes[mark] == '*' ? " ** " : " == ", key));
                break;
        }

        return lineEnd;
    }

    /// <summary>A message's id: 6-6-2 letters and digits, since version 4.97 6-11-4.</summary>
    private static bool TryReadId(byte[] bytes, int start, int end, out int id)
    {
        foreach ((int middle, int last) in IdParts)
        {
            id = end - last - middle - 8;
            if (id < start || bytes[end - last - 1] != '-' || bytes[id + 6] != '-' || (id > start && bytes[id - 1] is not ((byte)' ' or (byte)'\n')))
            {
                continue;
            }

            bool whole = true;
            for (int i = id; i < end; i++)
            {
                whole &= i == id + 6 || i == end - last - 1
                    || bytes[i] is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z';
            }

            if (whole)
            {
                return true;
            }
        }

        id = -1;
        return false;
    }

    private void KeepArrival(byte[] bytes, int at, int lineEnd, ulong key)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(at, lineEnd - at);
        int space = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> sender = rest.Slice(0, space < 0 ? rest.Length : space);
        _queue.Keep(key, QueueValue.Sender, sender.SequenceEqual("<>"u8) ? default : sender);
        int id = rest.IndexOf(" id="u8);
        if (id >= 0)
        {
            ReadOnlySpan<byte> value = rest.Slice(id + 4);
            int end = value.IndexOfAny((byte)' ', (byte)'\r');
            _queue.Keep(key, QueueValue.MessageId, end < 0 ? value : value.Slice(0, end));
        }
    }

    private FoundRefusal Read(string line, string queueId, string mark, ulong key)
    {
        int id = line.IndexOf(queueId + mark, StringComparison.Ordinal);
        int at = id + queueId.Length;
        SyslogHeader header = SyslogHeader.Read(line, _clock);
        int fields = at + mark.Length;
        int words = EndOfFields(line, fields);
        string text = words < line.Length ? line.Substring(Math.Min(words + 2, line.Length)).Replace("\\n", "\n") : "";
        string before = line.Substring(fields, words - fields);
        int marker = text.IndexOf(Marker, StringComparison.Ordinal);
        (string? host, string? address) = Host(before, " H=");
        SmtpStage? stage = null;
        string reply = text.Length > 0 ? text : before;
        if (marker >= 0)
        {
            (stage, reply) = Said(text, marker, ref host, ref address);
        }
        else if (text.StartsWith("Connection ", StringComparison.Ordinal) || text.StartsWith("No route to host", StringComparison.Ordinal))
        {
            stage = SmtpStage.Connect;
        }

        return new FoundRefusal
        {
            Format = "Exim",
            Recipient = Recipient(before),
            Sender = Between(before, " F=<", '>') ?? _queue.Find(key, QueueValue.Sender),
            MessageId = _queue.Find(key, QueueValue.MessageId),
            RemoteMta = host,
            RemoteAddress = address,

            // In the main log proper, what stands in the place of a host is the message's id.
            ReportedBy = header.End > id ? null : header.Host,
            Stage = stage,
            Reply = reply,
            Action = mark[1] == '*' ? DeliveryAction.Failed : DeliveryAction.Delayed,
            At = header.At,
            QueueId = queueId,
        };
    }

    /// <summary>
    /// Takes <c>SMTP error from remote mail server after RCPT TO:&lt;...&gt;: host mx.example.net [192.0.2.1]: 550 ...</c>
    /// apart; newer versions have the host among the fields.
    /// </summary>
    private static (SmtpStage? Stage, string Reply) Said(string text, int marker, ref string? host, ref string? address)
    {
        int after = text.IndexOf(" after ", marker, StringComparison.Ordinal);
        int colon = after < 0 ? -1 : text.IndexOf(": ", after, StringComparison.Ordinal);
        if (colon < 0)
        {
            return (null, text);
        }

        string reply = text.Substring(colon + 2);
        if (reply.StartsWith("host ", StringComparison.Ordinal))
        {
            int end = reply.IndexOf("]: ", StringComparison.Ordinal);
            end = end < 0 ? reply.IndexOf(": ", StringComparison.Ordinal) - 1 : end;
            if (end > 0)
            {
                (host, address) = Host(" " + reply.Substring(0, end + 1), " host ");
                reply = reply.Substring(end + 3);
            }
        }

        return (StageWords.Find(text.Substring(after + 7, colon - after - 7)), reply);
    }

    /// <summary>The colon after the address and the fields; a quoted field may hold one too.</summary>
    private static int EndOfFields(string line, int at)
    {
        bool quoted = false;
        for (int i = at; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (!quoted && line[i] == ':' && (i + 1 == line.Length || line[i + 1] == ' '))
            {
                return i;
            }
        }

        return line.Length;
    }

    /// <summary>The address that was tried; where that is a file or a program, the one that led to it, in brackets.</summary>
    private static string? Recipient(string fields)
    {
        int space = fields.StartsWith("\"", StringComparison.Ordinal) ? fields.IndexOf("@", StringComparison.Ordinal) : 0;
        space = space < 0 ? -1 : fields.IndexOf(' ', space);
        string address = space < 0 ? fields : fields.Substring(0, space);
        return address.IndexOf('@') > 0 && address[0] is not ('|' or '/')
            ? address.Trim('<', '>')
            : Between(fields, " <", '>') ?? (address.Length > 0 ? address : null);
    }

    /// <summary>Reads <c>mx.example.net [192.0.2.1]</c> behind a word.</summary>
    private static (string? Host, string? Address) Host(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
        {
            return (null, null);
        }

        int start = at + word.Length;
        int end = text.IndexOfAny(EndOfName, start);
        string name = end < 0 ? text.Substring(start) : text.Substring(start, end - start);
        int open = text.IndexOf('[', start);
        int close = open < 0 || open - start - name.Length > 1 ? -1 : text.IndexOf(']', open);
        return (name.Length > 0 ? name : null, close > open + 1 ? text.Substring(open + 1, close - open - 1) : null);
    }

    private static string? Between(string text, string open, char close)
    {
        int at = text.IndexOf(open, StringComparison.Ordinal);
        int end = at < 0 ? -1 : text.IndexOf(close, at + open.Length);
        return end < 0 ? null : text.Substring(at + open.Length, end - at - open.Length);
    }
}
