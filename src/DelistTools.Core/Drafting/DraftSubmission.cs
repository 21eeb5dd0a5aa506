using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Mail;

namespace DelistTools.Drafting;

/// <summary>Hands a text to the user's relay.</summary>
internal static class DraftSubmission
{
    private const int LongestText = 400;

    /// <summary>Sends it, once.</summary>
    /// <param name="mail">What goes out.</param>
    /// <param name="relay">By which way.</param>
    /// <param name="clock">Gives the message its time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was sent; or why it was not, or perhaps not.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<(SentDraft? Sent, Problem? Problem)> SendAsync(
        DraftMail mail, RelaySubmission relay, IClock clock, CancellationToken cancellationToken)
    {
        DateTime at = clock.UtcNow;
        byte[] message = LetterMessageBuilder.Build(mail.From, mail.Name, mail.To, mail.Subject, mail.Body, mail.InReplyTo, at, out string messageId);
        TranscriptRecorder transcript = new(null, mail.Listener);
        RelayAnswer answer = await relay.SendAsync(message, mail.From, mail.To, mail.HelloName, mail.Timeout, transcript, cancellationToken).ConfigureAwait(false);
        if (answer.FailureId is not null)
        {
            return (null, new Problem(answer.FailureId, mail.Relay, mail.Relay, answer.Failure!.TrimEnd('.')));
        }

        string said = transcript.Redacted(answer.Text);
        if (answer.Outcome != ProbeOutcome.Accepted)
        {
            // Once the message was under way, the relay may have taken it, whatever became of its answer.
            bool isOpen = answer.Outcome == ProbeOutcome.Interrupted && answer.Stage >= SmtpStage.Data;
            string what = said.Length > 0 ? said : answer.Failure ?? answer.Outcome.ToString();
            return (null, new Problem(
                isOpen ? "DraftPerhapsSent" : "DraftNotTaken", mail.To, mail.To, mail.Relay, (what.Length > LongestText ? what.Substring(0, LongestText) : what).TrimEnd('.')));
        }

        return (new SentDraft
        {
            CaseId = mail.CaseId,
            For = mail.For,
            To = mail.To,
            From = mail.From,
            Subject = mail.Subject,
            MessageId = messageId,
            SentAt = at,
            MailServer = mail.Relay,
            ReplyCode = answer.Code ?? 250,
            ReplyText = said,
            Transcript = transcript.Lines,
        }, null);
    }
}
