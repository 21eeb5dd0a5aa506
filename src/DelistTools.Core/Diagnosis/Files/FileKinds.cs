using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>Tells what a file holds by its first bytes; its name says nothing.</summary>
internal static class FileKinds
{
    /// <summary>How much is looked at, in bytes.</summary>
    internal const int HeadLength = 65_536;

    /// <summary>Fields of which a message has several, and a text that merely has a colon in its first line has none (RFC 5322, section 3.6).</summary>
    private static readonly HashSet<string> MessageFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Received", "Return-Path", "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Delivered-To",
        "Reply-To", "Sender", "Auto-Submitted", "X-Failed-Recipients", "Authentication-Results", "DKIM-Signature", "X-Original-To", "Envelope-To",
    };

    private const int FewestFields = 2;

    private const int LongestHeader = 8192;

    private static readonly byte[] CompoundFile = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };

    /// <param name="head">The first bytes of the file, its compression taken off.</param>
    /// <param name="length">How many of them there are.</param>
    internal static FileKind Of(byte[] head, int length)
    {
        if (length == 0)
        {
            return FileKind.Empty;
        }

        if (length >= CompoundFile.Length && CompoundFile.Zip(head, (a, b) => a == b).All(same => same))
        {
            return FileKind.OutlookMessage;
        }

        // The header of a message is short, and most files are messages.
        string text = Encoding.GetEncoding("iso-8859-1").GetString(head, 0, Math.Min(length, LongestHeader))
            .TrimStart('\u00EF', '\u00BB', '\u00BF', '\r', '\n', ' ', '\t');
        if (text.StartsWith("From ", StringComparison.Ordinal))
        {
            return FileKind.Mailbox;
        }

        if (IsMessage(text))
        {
            return FileKind.Message;
        }

        if (LogRefusals.LooksLikeLog(head, length))
        {
            return FileKind.Log;
        }

        return text.Length == 0 && length <= LongestHeader ? FileKind.Empty : IsBinary(head, length) ? FileKind.Binary : FileKind.Text;
    }

    private static bool IsMessage(string text)
    {
        int fields = 0;
        int start = 0;
        while (start < text.Length && fields < FewestFields)
        {
            int end = text.IndexOfAny(new[] { '\r', '\n' }, start);
            end = end < 0 ? text.Length : end;
            int colon = text.IndexOf(':', start, end - start);
            bool folded = text[start] is ' ' or '\t';
            if (!folded && colon <= start)
            {
                // The header ends at an empty line, or at anything that is no field.
                return false;
            }

            fields += !folded && MessageFields.Contains(text.Substring(start, colon - start).TrimEnd()) ? 1 : 0;
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }

        return fields >= FewestFields;
    }

    /// <summary>Text has no NUL characters, but for that of two bytes a character, which says so first.</summary>
    private static bool IsBinary(byte[] head, int length) =>
        Array.IndexOf(head, (byte)0, 0, length) >= 0 && !(length >= 2 && (head[0], head[1]) is (0xFF, 0xFE) or (0xFE, 0xFF));
}
