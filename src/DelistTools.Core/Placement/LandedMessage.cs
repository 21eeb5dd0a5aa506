using System;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>The message that was looked for, where it was found.</summary>
internal sealed class LandedMessage
{
    internal string Folder { get; init; } = "";

    /// <summary>Null where the folder does not tell.</summary>
    internal bool? IsJunk { get; init; }

    internal DateTimeOffset? ArrivedAt { get; init; }

    internal MailFields Header { get; init; } = MailFields.None;
}
