using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>A message for which the server has said 2xx at the end of its data.</summary>
/// <param name="Sender">The envelope's sender; empty for the null sender.</param>
/// <param name="Recipients">The recipients that were accepted.</param>
/// <param name="Text">Headers and body, lines ended by CR LF, dots unstuffed, read as UTF-8.</param>
/// <param name="Session">The session that brought it.</param>
public sealed record SmtpMessageTaken(string Sender, IReadOnlyList<string> Recipients, string Text, SmtpSessionSeen Session);
