namespace DelistTools.Lab;

/// <summary>The points of an SMTP session at which the server has its say.</summary>
public enum SmtpTurnKind
{
    /// <summary>The connection is open; nothing has been said yet.</summary>
    Greeting,

    /// <summary>EHLO or HELO.</summary>
    Hello,

    /// <summary>STARTTLS, before the handshake.</summary>
    StartTls,

    /// <summary>AUTH, once the client has said all it is asked for.</summary>
    Authenticate,

    /// <summary>MAIL.</summary>
    MailFrom,

    /// <summary>RCPT, once for each recipient.</summary>
    Recipient,

    /// <summary>DATA, before the message.</summary>
    Data,

    /// <summary>The line with the dot alone: the message is there.</summary>
    EndOfData,

    /// <summary>RSET.</summary>
    Reset,

    /// <summary>QUIT.</summary>
    Quit,

    /// <summary>Any other command.</summary>
    Other,
}
