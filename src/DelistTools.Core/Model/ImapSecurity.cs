namespace DelistTools;

/// <summary>How a connection to a mailbox is encrypted. Names print as they stand here.</summary>
public enum ImapSecurity
{
    /// <summary>TLS from the start on port 993, and STARTTLS on every other one; never without.</summary>
    Auto,

    /// <summary>TLS from the start (RFC 8314).</summary>
    ImplicitTls,

    /// <summary>TLS by STARTTLS (RFC 9051, section 6.2.1); a server that does not offer it gets no password.</summary>
    StartTls,

    /// <summary>No encryption; only to a server on this machine, since the password would be readable on the way.</summary>
    None,
}
