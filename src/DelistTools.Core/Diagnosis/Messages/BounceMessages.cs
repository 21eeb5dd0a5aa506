using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>Reads messages that tell of a delivery that failed or is late, in whatever form a mail server writes them.</summary>
internal sealed class BounceMessages
{
    private readonly BounceReader _reader = new();

    /// <summary>What one message says.</summary>
    /// <param name="message">The message; only its first megabytes are read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal MessageFindings Find(Stream message, CancellationToken cancellationToken = default) =>
        Find(MailReader.Read(message, cancellationToken), cancellationToken);

    /// <summary>What each message of a mailbox in the format mbox says, read as it is asked for.</summary>
    /// <param name="mbox">The mailbox.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal IEnumerable<MessageFindings> FindInMailbox(Stream mbox, CancellationToken cancellationToken = default)
    {
        foreach (byte[] message in MailboxSplitter.Split(mbox, cancellationToken))
        {
            yield return Find(MailReader.Read(message, cancellationToken), cancellationToken);
        }
    }

    private MessageFindings Find(MailContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? subject = content.Header.First("Subject");
        string? reason = BounceSigns.WhyNot(content);
        if (reason is null)
        {
            IReadOnlyList<FoundRefusal> refusals = _reader.Read(content, out reason);
            if (refusals.Count > 0)
            {
                return new MessageFindings { Refusals = refusals, Subject = subject };
            }
        }

        // A bounce that somebody sends on as an attachment.
        foreach (MailContent attached in content.Attached.Where(a => BounceSigns.WhyNot(a) is null))
        {
            IReadOnlyList<FoundRefusal> refusals = _reader.Read(attached, out string? _);
            if (refusals.Count > 0)
            {
                return new MessageFindings { Refusals = refusals, Subject = subject };
            }
        }

        return new MessageFindings { Reason = reason, Subject = subject };
    }
}
