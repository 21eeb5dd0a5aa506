namespace DelistTools;

/// <summary>What a probe came to.</summary>
public enum ProbeOutcome
{
    /// <summary>The server took the message. Where it put it is another question.</summary>
    Accepted,

    /// <summary>Nothing was refused up to the stage at which the probe was to stop; a later one may still refuse.</summary>
    NotRefusedBeforeData,

    /// <summary>The server refused for good, with a code of 500 and above (RFC 5321, section 4.2.1).</summary>
    Refused,

    /// <summary>The server refused for now, with a code from 400 to 499.</summary>
    Deferred,

    /// <summary>Connections to port 25 do not leave this machine's network.</summary>
    PortBlocked,

    /// <summary>No server could be reached, or what answered is no mail server.</summary>
    ConnectFailed,

    /// <summary>The encryption failed, and the connection in the clear that was to follow it did, too.</summary>
    TlsFailed,

    /// <summary>The domain has no server for its mail, or there is no such domain.</summary>
    NoMailServer,

    /// <summary>The domain says that it takes no mail (RFC 7505).</summary>
    NullMx,

    /// <summary>The servers could not be looked up, so that nothing is known.</summary>
    DnsFailed,

    /// <summary>Something on this machine prevented the attempt.</summary>
    LocalError,

    /// <summary>The server broke off, or fell silent, in the middle.</summary>
    Interrupted,
}
