using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>What one message says of refusals.</summary>
internal sealed class MessageFindings
{
    /// <summary>One for each recipient and fate, in the order of the message.</summary>
    internal IReadOnlyList<FoundRefusal> Refusals { get; init; } = Array.Empty<FoundRefusal>();

    /// <summary>Why there are none, as a sentence without its period: "it is an automatic reply"; null where there are some.</summary>
    internal string? Reason { get; init; }

    /// <summary>The subject, to name the message by; null where it has none.</summary>
    internal string? Subject { get; init; }
}
