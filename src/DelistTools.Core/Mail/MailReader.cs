using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using MimeKit;

namespace DelistTools.Mail;

/// <summary>
/// Reads a message, however damaged: what cannot be parsed is left out, and of what is too much the beginning is taken.
/// </summary>
internal static class MailReader
{
    private const int DeepestNesting = 24;

    private const int MostParts = 200;

    private const int MostHeaderFields = 500;

    private const int LongestFieldValue = 16_384;

    /// <summary>The octets of all text parts together; the words of a server are a few thousand.</summary>
    private const int LongestText = 2 * 1024 * 1024;

    private const int MostAttached = 5;

    /// <summary>Reads one message.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    internal static MailContent Read(Stream message, CancellationToken cancellationToken = default) =>
        Read(MailBytes.Read(message, cancellationToken), cancellationToken);

    /// <summary>Reads one message that is in memory already.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static MailContent Read(byte[] message, CancellationToken cancellationToken = default)
    {
        byte[] lines = MailBytes.Normalise(message, out string? envelopeSender);
        ParserOptions options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = DeepestNesting;
        using MemoryStream stream = new(lines, writable: false);
        try
        {
            MimeMessage parsed = new MimeParser(options, stream, MimeFormat.Entity, persistent: true).ParseMessage(cancellationToken);
            int room = LongestText;
            return Content(parsed, envelopeSender, ref room, isAttached: false, cancellationToken);
        }
        catch (FormatException)
        {
            // Without a single field there is no message, but there may be text.
            return new MailContent { EnvelopeSender = envelopeSender, Texts = new[] { MailCharsets.Decode(lines, Math.Min(lines.Length, LongestText), null) } };
        }
    }

    private static MailContent Content(MimeMessage message, string? envelopeSender, ref int room, bool isAttached, CancellationToken cancellationToken)
    {
        List<string> texts = new();
        List<string> htmls = new();
        List<MailFields> groups = new();
        List<MimeMessage> messages = new();
        MailFields? returned = null;
        string? reportType = message.Body?.ContentType.Parameters["report-type"];
        foreach (MimeEntity entity in Parts(message.Body).Take(MostParts))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string type = entity.ContentType.MimeType.ToLowerInvariant();
            switch (entity)
            {
                case Multipart multipart:
                    reportType ??= multipart.ContentType.Parameters["report-type"];
                    if (multipart.Count == 0 && multipart.Preamble is { Length: > 0 } preamble)
                    {
                        texts.Add(Bounded(preamble, ref room));
                    }

                    break;
                case MessagePart part when part.Message is MimeMessage inner:
                    if (type is not ("text/rfc822-headers" or "message/global-headers"))
                    {
                        messages.Add(inner);
                    }

                    returned ??= Fields(inner.Headers);
                    break;
                case MimePart part when IsStatus(type):
                    groups.AddRange(MailFieldReader.Groups(Text(part, ref room)));
                    break;
                case MimePart part when IsReportPart(type):
                    reportType ??= type == "message/feedback-report" ? "feedback-report" : "disposition-notification";
                    break;
                case MimePart part when type is "text/rfc822-headers" or "message/global-headers" or "text/rfc822" or "message/rfc822":
                    returned ??= MailFieldReader.Groups(Text(part, ref room)) is { Count: > 0 } fields ? fields[0] : null;
                    break;
                case TextPart { IsHtml: true } part:
                    htmls.Add(HtmlText.Of(Text(part, ref room)));
                    break;
                case TextPart part when type is not ("text/calendar" or "text/css" or "text/x-vcard" or "text/vcard" or "text/directory"):
                    texts.Add(Text(part, ref room));
                    break;
                default:
                    break;
            }
        }

        List<MailContent> attached = new();
        if (groups.Count == 0 && !isAttached)
        {
            foreach (MimeMessage inner in messages.Take(MostAttached))
            {
                attached.Add(Content(inner, null, ref room, isAttached: true, cancellationToken));
            }
        }

        return new MailContent
        {
            Header = Fields(message.Headers),
            EnvelopeSender = envelopeSender,
            ReportType = reportType?.Trim().ToLowerInvariant() ?? (groups.Count > 0 ? "delivery-status" : null),
            Texts = texts.AsReadOnly(),
            HtmlTexts = htmls.AsReadOnly(),
            StatusGroups = groups.AsReadOnly(),
            Returned = returned,
            Attached = attached.AsReadOnly(),
        };
    }

    private static bool IsStatus(string type) =>
        type is "message/delivery-status" or "message/global-delivery-status" or "text/delivery-status" or "message/xdelivery-status";

    private static bool IsReportPart(string type) =>
        type is "message/feedback-report" or "message/disposition-notification" or "message/global-disposition-notification";

    /// <summary>The parts in the order in which they stand, without going into messages.</summary>
    private static IEnumerable<MimeEntity> Parts(MimeEntity? body)
    {
        Stack<MimeEntity> open = new();
        if (body is not null)
        {
            open.Push(body);
        }

        while (open.Count > 0)
        {
            MimeEntity entity = open.Pop();
            yield return entity;
            if (entity is Multipart multipart)
            {
                for (int i = Math.Min(multipart.Count, MostParts) - 1; i >= 0; i--)
                {
                    open.Push(multipart[i]);
                }
            }
        }
    }

    /// <summary>Fields that a parser has found, decoded.</summary>
    internal static MailFields Fields(HeaderList headers)
    {
        List<KeyValuePair<string, string>> fields = new();
        foreach (Header header in headers.Take(MostHeaderFields))
        {
            byte[] raw = header.RawValue;
            string value = raw.Length > LongestFieldValue ? MailCharsets.Decode(raw, LongestFieldValue, null)
                : Array.Exists(raw, b => b >= 0x80) ? MailCharsets.Decode(raw, raw.Length, null)
                : header.Value;
            fields.Add(new KeyValuePair<string, string>(header.Field, Unfolded(value)));
        }

        return new MailFields(fields.AsReadOnly());
    }

    private static string Unfolded(string value) =>
        value.IndexOf('\n') < 0 ? value.Trim() : string.Join(" ", value.Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim())).Trim();

    private static string Text(MimePart part, ref int room)
    {
        if (part.Content is null || room <= 0)
        {
            return "";
        }

        using BoundedStream decoded = new(room);
        part.Content.DecodeTo(decoded);
        byte[] octets = decoded.ToArray();
        room -= octets.Length;
        return MailCharsets.Decode(octets, octets.Length, part.ContentType.Charset).Replace("\r\n", "\n").Replace('\r', '\n');
    }

    private static string Bounded(string text, ref int room)
    {
        string taken = text.Length > room ? text.Substring(0, room) : text;
        room -= taken.Length;
        return taken;
    }
}
