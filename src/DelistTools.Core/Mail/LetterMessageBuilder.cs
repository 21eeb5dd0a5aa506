using System;
using System.Text;
using MimeKit;

namespace DelistTools.Mail;

/// <summary>A letter to an operator as a message: plain text and nothing else (RFC 5322; RFC 2047 for what is no ASCII).</summary>
internal static class LetterMessageBuilder
{
    /// <summary>Builds the message.</summary>
    /// <param name="from">The sender's address.</param>
    /// <param name="name">The sender's name; empty where there is none.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="subject">The subject, in one line.</param>
    /// <param name="body">The text.</param>
    /// <param name="inReplyTo">The id of the message that it answers, without angle brackets; null: none.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="messageId">Its id, without angle brackets.</param>
    /// <returns>The message with CR LF at its lines' ends, in lines that every server takes.</returns>
    internal static byte[] Build(
        string from, string name, string to, string subject, string body, string? inReplyTo, DateTimeOffset at, out string messageId)
    {
        MimeMessage message = OutgoingMessage.Start(from, name, to, at, out messageId);
        message.Subject = subject;
        if (inReplyTo is not null)
        {
            message.InReplyTo = inReplyTo;
            message.References.Add(inReplyTo);
        }

        TextPart text = new("plain");
        text.SetText(Encoding.UTF8, body.Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd('\n').Replace("\n", "\r\n") + "\r\n");
        message.Body = text;
        message.Prepare(EncodingConstraint.SevenBit);
        return OutgoingMessage.Write(message);
    }
}
