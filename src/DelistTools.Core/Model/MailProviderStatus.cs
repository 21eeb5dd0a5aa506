namespace DelistTools;

/// <summary>Whether the provider still receives mail as described.</summary>
public enum MailProviderStatus
{
    /// <summary>It does.</summary>
    Live,

    /// <summary>Its mailboxes are moving to another provider; the MX decides.</summary>
    Migrating,

    /// <summary>Another provider receives its mail.</summary>
    Superseded,
}
