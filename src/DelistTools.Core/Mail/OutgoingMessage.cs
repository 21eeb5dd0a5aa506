using System;
using System.IO;
using MimeKit;
using MimeKit.Utils;

namespace DelistTools.Mail;

/// <summary>What all messages of this module have in common: their fields, and how they are written.</summary>
internal static class OutgoingMessage
{
    /// <summary>A message with its fields, still without a subject and a text.</summary>
    /// <param name="from">The sender's address.</param>
    /// <param name="name">The sender's name; empty where there is none.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="messageId">Its id, without angle brackets.</param>
    internal static MimeMessage Start(string from, string name, string to, DateTimeOffset at, out string messageId)
    {
        MimeMessage message = new();
        messageId = MimeUtils.GenerateMessageId(from.Substring(from.LastIndexOf('@') + 1));
        message.MessageId = messageId;
        message.Date = at;
        message.From.Add(new MailboxAddress(name, from));
        message.To.Add(new MailboxAddress("", to));
        return message;
    }

    /// <summary>The message with CR LF at its lines' ends.</summary>
    internal static byte[] Write(MimeMessage message)
    {
        FormatOptions options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        using MemoryStream written = new();
        message.WriteTo(options, written);
        return written.ToArray();
    }
}
