namespace DelistTools.Mail;

/// <summary>Why there is no reply, or not a right one.</summary>
internal enum SmtpAnswerFault
{
    None,

    /// <summary>Nothing, or not all of it, came in time.</summary>
    TimedOut,

    /// <summary>The server closed the connection.</summary>
    Closed,

    /// <summary>The connection was reset, or broke.</summary>
    Reset,

    /// <summary>What came is no SMTP (RFC 5321, section 4.2).</summary>
    NotSmtp,

    /// <summary>The reply went on and on, and was left.</summary>
    TooLong,
}
