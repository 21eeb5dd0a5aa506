namespace DelistTools.Lab;

/// <summary>How a session came to its end.</summary>
public enum SmtpEnd
{
    /// <summary>It is still under way.</summary>
    None,

    /// <summary>The client said QUIT.</summary>
    Quit,

    /// <summary>The client closed the connection without a word.</summary>
    ClientLeft,

    /// <summary>The server closed it: told so by a reply, or for a limit of time, lines or commands.</summary>
    ServerClosed,

    /// <summary>The TLS handshake failed: as a rule the client did not like the certificate.</summary>
    TlsFailed,

    /// <summary>The server was stopped.</summary>
    Stopped,
}
