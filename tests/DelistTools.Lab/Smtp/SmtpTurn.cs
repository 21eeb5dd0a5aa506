namespace DelistTools.Lab;

/// <summary>What a <see cref="LoopbackSmtpServer"/> is to reply to.</summary>
/// <param name="Kind">The point of the session.</param>
/// <param name="Line">The command line as it came; empty at the greeting and at the end of the message. Of AUTH without the credentials.</param>
/// <param name="Session">The session so far.</param>
public sealed record SmtpTurn(SmtpTurnKind Kind, string Line, SmtpSessionSeen Session)
{
    /// <summary>The mailbox of MAIL or RCPT without its angle brackets, empty for the null sender; otherwise null.</summary>
    public string? Mailbox { get; init; }

    /// <summary>At the end of the message: the message, dots unstuffed; otherwise null.</summary>
    public string? Message { get; init; }
}
