using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>A text that is a whole message, or a mailbox of them: it begins with header fields, or with a "From " line.</summary>
internal sealed class MessageFormat : IRefusalFormat
{
    private const int MostLines = 200;

    /// <summary>Fields that messages begin with. One of them alone may be a line of a text; three are a header.</summary>
    private static readonly HashSet<string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        "Return-Path", "Received", "From", "To", "Cc", "Subject", "Date", "Message-ID", "Message-Id", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Delivered-To", "X-Original-To", "Envelope-To", "Auto-Submitted", "X-Failed-Recipients", "Sender",
        "Reply-To", "DKIM-Signature", "Received-SPF", "Authentication-Results", "ARC-Seal",
    };

    private readonly BounceMessages _messages = new();

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        if (!Begins(text, out string start, out bool isMailbox))
        {
            return Enumerable.Empty<FoundRefusal>();
        }

        // Text that was letters already: what a part says of its octets is no longer true, and UTF-8 is seen for what it is.
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(start));
        return isMailbox
            ? _messages.FindInMailbox(stream).SelectMany(m => m.Refusals).ToList()
            : _messages.Find(stream).Refusals;
    }

    /// <summary>Whether a text is a message, or a mailbox of them.</summary>
    /// <param name="text">The text, with line feeds.</param>
    /// <param name="start">The same from the header on.</param>
    /// <param name="isMailbox">It begins with a "From " line.</param>
    internal static bool Begins(string text, out string start, out bool isMailbox)
    {
        start = text.TrimStart('\ufeff', '\n', ' ', '\t');
        isMailbox = start.StartsWith("From ", StringComparison.Ordinal);
        return BeginsWithHeader(start, isMailbox);
    }

    private static bool BeginsWithHeader(string text, bool isMailbox)
    {
        int usual = 0;
        int lines = 0;
        foreach (string line in TextLines.Of(text).Skip(isMailbox ? 1 : 0).Take(MostLines))
        {
            int colon = MailFieldReader.NameEnd(line);
            if (line.Length == 0 || (colon < 0 && lines == 0))
            {
                break;
            }

            lines++;
            usual += colon > 0 && Usual.Contains(line.Substring(0, colon).TrimEnd()) ? 1 : 0;
            if (usual >= (isMailbox ? 1 : 3))
            {
                return true;
            }
        }

        return false;
    }
}
