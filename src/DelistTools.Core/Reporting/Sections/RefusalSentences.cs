namespace DelistTools.Reporting;

/// <summary>Why mail was refused, for somebody who has never read a bounce.</summary>
internal static class RefusalSentences
{
    internal static string Cause(RefusalCause cause) => cause switch
    {
        RefusalCause.AddressBlocked => "the sending address is on a blocklist",
        RefusalCause.RangeBlocked => "the range around the sending address is on a blocklist",
        RefusalCause.DomainBlocked => "a domain of the sender is on a blocklist",
        RefusalCause.UrlBlocked => "a link in the message is on a blocklist",
        RefusalCause.ReverseDnsRequired => "the sending address has no name that leads back to it (PTR record)",
        RefusalCause.AuthenticationRequired => "the message does not prove by whom it is sent (SPF, DKIM, DMARC or TLS)",
        RefusalCause.HelloRefused => "the name that the sending server gives is not accepted",
        RefusalCause.RateLimited => "too much came too fast for the sender's reputation",
        RefusalCause.Greylisted => "it was put off on purpose; the next attempt is taken",
        RefusalCause.RecipientRefused => "there is no such mailbox",
        RefusalCause.RecipientOwnList => "the recipient, or the recipient's organisation, blocks the sender",
        RefusalCause.ContentRefused => "the message itself was taken for spam, or for something forbidden",
        RefusalCause.SenderRefused => "the sender's address or domain cannot be used",
        RefusalCause.RelayDenied => "the server takes no mail for that recipient from here",
        RefusalCause.MessageTooLarge => "the message is larger than the server takes",
        RefusalCause.MailboxFull => "the recipient's mailbox is full",
        RefusalCause.ReceiverMisconfigured => "the receiver has trouble of its own",
        RefusalCause.Undeliverable => "it could not be delivered at all",
        _ => "the reason is not known",
    };

    /// <summary>What it is about besides the cause: an address, lists.</summary>
    internal static string About(MailRefusal refusal, ReportContext context) =>
        (refusal.RefusedAddress is null ? "" : " The address is " + context.Texts.Line(refusal.RefusedAddress) + ".")
        + (refusal.Lists.Count == 0 ? "" : " The reply names " + ReportContext.Join(System.Linq.Enumerable.Select(refusal.Lists, context.Name)) + ".");

    internal static ReportMark Mark(MailRefusal refusal) => refusal.Cause switch
    {
        RefusalCause.Greylisted => ReportMark.None,
        RefusalCause.Unknown => ReportMark.Unknown,
        RefusalCause.RecipientRefused or RefusalCause.MailboxFull or RefusalCause.MessageTooLarge or RefusalCause.ReceiverMisconfigured => ReportMark.Warning,
        _ => ReportMark.Bad,
    };

    /// <summary>The codes and the words, as the server said them.</summary>
    internal static string Reply(int? code, string? enhanced, string text) =>
        (code is null ? "" : code.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) + " ")
        + (enhanced is null || text.StartsWith(enhanced, System.StringComparison.Ordinal) ? "" : enhanced + " ") + text;
}
