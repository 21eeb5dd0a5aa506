namespace DelistTools;

/// <summary>How far an SMTP dialogue had come (RFC 5321).</summary>
public enum SmtpStage
{
    /// <summary>The connection and the greeting (section 3.1).</summary>
    Connect,

    /// <summary>EHLO or HELO (section 4.1.1.1).</summary>
    Hello,

    /// <summary>STARTTLS (RFC 3207).</summary>
    StartTls,

    /// <summary>AUTH (RFC 4954).</summary>
    Authenticate,

    /// <summary>MAIL FROM (section 4.1.1.2).</summary>
    MailFrom,

    /// <summary>RCPT TO (section 4.1.1.3).</summary>
    Recipient,

    /// <summary>DATA and the end of the message (section 4.1.1.4).</summary>
    Data,

    /// <summary>After the server had taken the message.</summary>
    Delivered,
}
