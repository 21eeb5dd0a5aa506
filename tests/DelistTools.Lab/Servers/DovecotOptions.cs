using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>How the lab's IMAP server behaves.</summary>
public sealed record DovecotOptions
{
    /// <summary>The name of the folder with the special use \Junk (RFC 6154).</summary>
    public string JunkFolder { get; init; } = "Junk";

    /// <summary>More lines for Dovecot's configuration; they come last and win.</summary>
    public IReadOnlyList<string> ConfigurationLines { get; init; } = [];
}
