using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Replies;

/// <summary>Reads answers out of texts and streams: a message, a mailbox of them, the words alone.</summary>
internal sealed class ReplyMessages
{
    private readonly ReplyDiagnosis _diagnosis;
    private readonly CancellationToken _stopping;

    /// <param name="diagnosis">Says what they mean.</param>
    /// <param name="stopping">Ends the reading.</param>
    internal ReplyMessages(ReplyDiagnosis diagnosis, CancellationToken stopping)
    {
        _diagnosis = diagnosis;
        _stopping = stopping;
    }

    /// <summary>The answers in a text, one for each message.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<DelistingReply> Read(string text, string? path = null)
    {
        string lines = LineEnds.Unified(text);
        if (MessageFormat.Begins(lines, out string message, out bool isMailbox))
        {
            // Text that was letters already: what a part says of its octets is no longer true, and UTF-8 is seen for what it is.
            MemoryStream stream = new(Encoding.UTF8.GetBytes(message));
            return isMailbox ? ReadMailbox(stream, path) : ReadMessage(stream, path);
        }

        string words = lines.TrimStart('\ufeff', '\n', ' ', '\t');
        return new[] { _diagnosis.Of(IsHtml(words) ? HtmlText.Of(words) : lines, path) };
    }

    /// <summary>What a message says.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<DelistingReply> ReadMessage(Stream message, string? path)
    {
        yield return _diagnosis.Of(MailReader.Read(message, _stopping), path);
    }

    /// <summary>What each message of a mailbox in the format mbox says.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<DelistingReply> ReadMailbox(Stream mbox, string? path)
    {
        foreach (byte[] message in MailboxSplitter.Split(mbox, _stopping))
        {
            yield return _diagnosis.Of(MailReader.Read(message, _stopping), path);
        }
    }

    private static bool IsHtml(string text) => text.StartsWith("<", StringComparison.Ordinal)
        && (text.IndexOf("<html", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("<body", StringComparison.OrdinalIgnoreCase) >= 0
            || text.IndexOf("</p>", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("</div>", StringComparison.OrdinalIgnoreCase) >= 0);
}
