using System.Collections.Generic;

namespace DelistTools.Probing;

/// <summary>What a probe cannot show, by the stage where it ended: providers refuse at very different ones.</summary>
internal static class UnseenParts
{
    private const string Hello = "Whether the name that this server gives with EHLO is taken.";
    private const string Sender = "Whether the sender's address and domain are taken: Outlook.com, Yahoo and Cox refuse addresses of servers there.";
    private const string Recipient = "Whether the recipient is taken: Exchange Online, La Poste and many gateways refuse there.";
    private const string Message = "Whether the message itself is taken: Gmail, Yahoo, Orange and Apple refuse only at its end.";
    private const string Folder = "Into which folder the message went: Receive-ProbeMail looks.";
    private const string Relay = "What the recipient's server says: the relay took the message and tells that later, if at all, in a bounce.";

    /// <param name="outcome">What the probe came to.</param>
    /// <param name="stage">How far it came.</param>
    /// <param name="isRelayed">It was handed to a relay.</param>
    internal static IReadOnlyList<string> Of(ProbeOutcome outcome, SmtpStage stage, bool isRelayed = false)
    {
        if (outcome == ProbeOutcome.Accepted)
        {
            return isRelayed ? new[] { Relay, Folder } : new[] { Folder };
        }

        List<string> unseen = new();
        if (stage < SmtpStage.Hello)
        {
            unseen.Add(Hello);
        }

        if (stage < SmtpStage.MailFrom)
        {
            unseen.Add(Sender);
        }

        if (stage < SmtpStage.Recipient)
        {
            unseen.Add(Recipient);
        }

        if (stage < SmtpStage.Data)
        {
            unseen.Add(Message);
        }

        return unseen.AsReadOnly();
    }
}
