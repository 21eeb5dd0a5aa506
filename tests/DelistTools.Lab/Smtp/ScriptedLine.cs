using System;

namespace DelistTools.Lab;

/// <summary>Something said on a connection to a <see cref="ScriptedSmtpServer"/>.</summary>
/// <param name="At">When: the clock's time at the connection's beginning plus what has passed since on a steady clock.</param>
/// <param name="IsClient">Whether the client said it; it is one line then, and otherwise what was sent at once.</param>
/// <param name="Text">A character for each byte, without the end of the client's line; what the server sent is cut off at 500.</param>
/// <param name="IsEncrypted">Whether it went through TLS.</param>
public sealed record ScriptedLine(DateTimeOffset At, bool IsClient, string Text, bool IsEncrypted)
{
    /// <summary><c>C: </c> or <c>S: </c> and the text.</summary>
    public override string ToString() => (IsClient ? "C: " : "S: ") + Text;
}
