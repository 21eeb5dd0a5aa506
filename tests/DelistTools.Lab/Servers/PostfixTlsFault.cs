namespace DelistTools.Lab;

/// <summary>How the TLS of a <see cref="PostfixServer"/> is broken.</summary>
public enum PostfixTlsFault
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The certificate's file is missing: STARTTLS is offered, and the handshake fails for want of a cipher.</summary>
    MissingCertificate,

    /// <summary>Only TLS 1.0 is spoken: the handshake fails with every client that is not as old.</summary>
    OldProtocolOnly,

    /// <summary>The random numbers' service is missing: STARTTLS is offered and answered by 454.</summary>
    NotAvailable,
}
