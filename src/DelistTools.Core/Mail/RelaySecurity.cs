namespace DelistTools.Mail;

/// <summary>How a connection to a relay is encrypted (RFC 8314).</summary>
internal enum RelaySecurity
{
    /// <summary>TLS from the start on port 465, STARTTLS elsewhere; never in the clear.</summary>
    Required,

    /// <summary>In the clear where the relay has no STARTTLS: only to this machine itself, or without a password.</summary>
    WhenAvailable,
}
