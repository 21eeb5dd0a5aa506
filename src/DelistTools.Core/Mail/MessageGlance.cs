using System;
using System.Collections.Generic;

namespace DelistTools.Mail;

/// <summary>What the server says about a message besides its content.</summary>
internal sealed class MessageGlance
{
    /// <summary>Its number in the folder (RFC 9051, section 2.3.1.1).</summary>
    internal uint Uid { get; init; }

    /// <summary>When it was put there; null where the server does not say.</summary>
    internal DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>Its labels, of Gmail; empty with every other server.</summary>
    internal IReadOnlyList<string> Labels { get; init; } = Array.Empty<string>();

    /// <summary>A few of its header fields, those that tell bounces and their subject.</summary>
    internal MailFields Fields { get; init; } = MailFields.None;
}
