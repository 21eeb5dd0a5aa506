namespace DelistTools;

/// <summary>What stands at the other end.</summary>
public enum MailProviderKind
{
    /// <summary>It holds mailboxes.</summary>
    Mailbox,

    /// <summary>It filters mail for others.</summary>
    Filter,
}
