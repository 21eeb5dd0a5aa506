namespace DelistTools.Lab;

/// <summary>How a connection to a <see cref="ScriptedSmtpServer"/> came to its end.</summary>
public enum ScriptedEnd
{
    /// <summary>It is still open.</summary>
    None,

    /// <summary>The client said QUIT and closed.</summary>
    Quit,

    /// <summary>The client closed without QUIT.</summary>
    Closed,

    /// <summary>The client reset the connection; so does one that closes with unread bytes before it.</summary>
    Reset,

    /// <summary>The script closed the connection entirely before the client did.</summary>
    ServerClosed,

    /// <summary>The script reset the connection.</summary>
    ServerReset,

    /// <summary>The server was stopped.</summary>
    Stopped,
}
