namespace DelistTools;

/// <summary>Why mail was refused, deferred or returned.</summary>
public enum RefusalCause
{
    /// <summary>The sending address is on a list.</summary>
    AddressBlocked,

    /// <summary>The range around the sending address is on a list.</summary>
    RangeBlocked,

    /// <summary>A domain of the sender is on a list.</summary>
    DomainBlocked,

    /// <summary>A domain or URL in the message is on a list.</summary>
    UrlBlocked,

    /// <summary>The sending address has no PTR record, or one that does not lead back.</summary>
    ReverseDnsRequired,

    /// <summary>SPF, DKIM, DMARC or TLS is missing or failed.</summary>
    AuthenticationRequired,

    /// <summary>The name given with HELO or EHLO was refused.</summary>
    HelloRefused,

    /// <summary>Too much, too fast, or too many connections, for the sender's reputation.</summary>
    RateLimited,

    /// <summary>Put off on purpose; the next attempt is taken.</summary>
    Greylisted,

    /// <summary>There is no such mailbox.</summary>
    RecipientRefused,

    /// <summary>The recipient, or the recipient's organisation, blocks the sender.</summary>
    RecipientOwnList,

    /// <summary>The message itself was judged to be spam or forbidden.</summary>
    ContentRefused,

    /// <summary>The sender's address or domain cannot be used.</summary>
    SenderRefused,

    /// <summary>The server does not take mail for that recipient from here.</summary>
    RelayDenied,

    /// <summary>The message is larger than the server takes.</summary>
    MessageTooLarge,

    /// <summary>The recipient's mailbox is full.</summary>
    MailboxFull,

    /// <summary>The receiver's own trouble: a dead list, a resolver that lists refuse.</summary>
    ReceiverMisconfigured,

    /// <summary>It was never delivered: no route, no name, no answer, expired.</summary>
    Undeliverable,

    /// <summary>The text does not say, or is not known.</summary>
    Unknown,
}
