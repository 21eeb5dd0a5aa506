using System;
using System.Collections.Generic;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>What the text of a bounce says: of refusals, and of the message that it brings back in the same text.</summary>
internal sealed class BounceText
{
    /// <summary>The server's own words, before what it sends back.</summary>
    internal string Head { get; init; } = "";

    /// <summary>The header fields of what was sent back in the text; null where none is.</summary>
    internal MailFields? Returned { get; init; }

    internal IReadOnlyList<FoundRefusal> Refusals { get; init; } = Array.Empty<FoundRefusal>();
}
