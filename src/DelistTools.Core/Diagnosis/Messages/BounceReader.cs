using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>
/// The refusals that a bounce tells of: by the fields of its report, by its text, or by both. The fields say whom it is about
/// and what became of it; which of the two has the server's own words differs from server to server.
/// </summary>
internal sealed class BounceReader
{
    private readonly BounceTextReader _text = new();

    private static readonly BoundedRegex DelayedSubject = new(
        @"\b(?:delay(?:ed)?|deferred|still (?:being )?(?:retried|trying)|will keep trying|not (?:yet )?been delivered yet|incomplete|verz(?:\u00f6|oe)ger\w*|retard\w*|vertrag\w*|uitgesteld)\b");

    private static readonly BoundedRegex DelayedText = new(
        @"\b(?:this is a warning message only|you do not need to resend|will (?:keep|continue) (?:trying|to (?:try|attempt))|delivery (?:attempts )?will (?:continue|be retried)|has not yet been delivered|delivery to the following recipients? has been delayed|delayed mail|delivery (?:has been|is|was) delayed|will retry for|delivery will be (?:re)?attempted)\b");

    /// <summary>The refusals of a bounce.</summary>
    /// <param name="content">A message that is a bounce.</param>
    /// <param name="reason">Why there are none; null where there are some.</param>
    internal IReadOnlyList<FoundRefusal> Read(MailContent content, out string? reason)
    {
        BounceText text = _text.Read(content);
        MailFields? returned = content.Returned ?? text.Returned;
        IReadOnlyList<ReportedRecipient> reported = DeliveryReport.Recipients(content.StatusGroups);
        List<FoundRefusal> found = reported.Any(r => r.Address is not null || r.Diagnostic.Length > 0)
            ? Merged(reported, text.Refusals)
            : text.Refusals.ToList();
        reason = found.Count > 0 ? null
            : reported.Count > 0 && reported.All(r => r.Fate == ReportedFate.Delivered) ? "it says that the message was delivered"
            : "it is a bounce, but it does not say what was refused";
        bool isDelay = DelayedSubject.IsMatch(content.Header.First("Subject") ?? "") || DelayedText.IsMatch(text.Head);
        MessageFacts facts = new(content, returned, isDelay);
        return found.Select(facts.AddTo).ToList().AsReadOnly();
    }

    /// <summary>The refusals of a report's fields alone.</summary>
    internal static IReadOnlyList<FoundRefusal> OfReport(IReadOnlyList<MailFields> groups) =>
        Merged(DeliveryReport.Recipients(groups), Array.Empty<FoundRefusal>(), isAlone: true);

    /// <param name="reported">What the fields say.</param>
    /// <param name="said">What the text says.</param>
    /// <param name="isAlone">There is no message around the fields that would tell when it was.</param>
    private static List<FoundRefusal> Merged(IReadOnlyList<ReportedRecipient> reported, IReadOnlyList<FoundRefusal> said, bool isAlone = false)
    {
        List<FoundRefusal> merged = new();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<ReportedRecipient> refused = reported.Where(r => r.Fate != ReportedFate.Delivered).ToList();
        foreach (ReportedRecipient recipient in refused)
        {
            FoundRefusal refusal = Refusal(recipient, Told(recipient, said, refused.Count), isAlone);
            if (seen.Add(refusal.Recipient + "\n" + refusal.Action + "\n" + refusal.Reply))
            {
                merged.Add(refusal);
            }
        }

        return merged;
    }

    /// <summary>What the text says of a recipient; of the only one, also where it does not name it.</summary>
    private static FoundRefusal? Told(ReportedRecipient recipient, IReadOnlyList<FoundRefusal> said, int recipients) =>
        said.FirstOrDefault(s => recipient.Addresses.Any(a => MailAddresses.AreSame(a, s.Recipient)))
        ?? (recipients == 1 && said.Count == 1 ? said[0] : null)
        ?? (said.Count == 1 && said[0].Recipient is null ? said[0] : null);

    private static FoundRefusal Refusal(ReportedRecipient recipient, FoundRefusal? told, bool isAlone)
    {
        ReplyPassage? passage = ReplyPassage.Find(recipient.Diagnostic);
        string reply = passage?.Reply ?? recipient.Diagnostic;
        bool fromText = told is not null && Worth.Of(told.Reply) > Worth.Of(reply)
            && !(reply.Length == 0 && Worth.Of(told.Reply) == 2 && IsSpecific(recipient.Status)
                && told.Reply.IndexOf(recipient.Status!, StringComparison.Ordinal) < 0);
        if (!fromText && Worth.Of(reply) < 2 && ReplyPassage.Find(recipient.Supplement) is ReplyPassage supplement)
        {
            passage = supplement;
            reply = supplement.Reply;
        }

        bool hasHost = !fromText && passage is { Host: not null };
        string? remote = fromText ? told!.RemoteMta ?? recipient.RemoteMta
            : passage is { IsQuoted: true } ? passage.Host
            : passage?.Host ?? recipient.RemoteMta ?? told?.RemoteMta;
        string? address = fromText ? told!.RemoteAddress ?? recipient.RemoteAddress
            : hasHost || passage is { IsQuoted: true } ? passage!.Address
            : recipient.RemoteAddress ?? told?.RemoteAddress;
        if (remote is not null && recipient.RemoteMta is null && remote.Equals(recipient.ReportingMta, StringComparison.OrdinalIgnoreCase))
        {
            // Exchange names itself where it quotes what another server said.
            remote = null;
        }

        string? outer = fromText ? told!.ReportedBy
            : passage is { IsQuoted: true } ? passage.OuterHost ?? recipient.RemoteMta
            : null;
        outer ??= recipient.ReportingMta;
        return new FoundRefusal
        {
            Format = "DeliveryStatus",
            Recipient = recipient.Address,
            Sender = told?.Sender,
            RemoteMta = remote,
            RemoteAddress = address,
            ReportedBy = outer is not null && outer.Equals(remote, StringComparison.OrdinalIgnoreCase) ? null : outer,
            Stage = (fromText ? told!.Stage : passage?.Stage) ?? told?.Stage,
            Reply = fromText ? told!.Reply : reply.Length > 0 ? reply : recipient.Status ?? "",
            Status = recipient.Status,
            Action = recipient.Fate switch
            {
                ReportedFate.Failed => DeliveryAction.Failed,
                ReportedFate.Delayed => DeliveryAction.Delayed,
                _ => told?.Action,
            },
            At = recipient.At ?? (isAlone ? recipient.ArrivedAt : null),
            QueueId = recipient.QueueId,
        };
    }

    /// <summary>A status that names a reason (RFC 3463, section 3): better than words without codes, of which most say only that it failed.</summary>
    private static bool IsSpecific(string? status) => status is not null && !status.EndsWith(".0", StringComparison.Ordinal);
}
