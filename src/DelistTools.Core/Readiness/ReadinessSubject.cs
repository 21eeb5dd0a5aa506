using System;
using System.Collections.Generic;

namespace DelistTools.Readiness;

/// <summary>The sender that is looked at.</summary>
internal sealed class ReadinessSubject
{
    /// <summary>The addresses that mail is sent from, each with its own HELO name; may be empty.</summary>
    internal IReadOnlyList<SendingHost> Senders { get; init; } = Array.Empty<SendingHost>();

    /// <summary>The domain of the From field, in A-labels; null: only the addresses are looked at.</summary>
    internal string? Domain { get; init; }

    /// <summary>The domain of the envelope's sender; null where nobody said: mostly the same.</summary>
    internal string? EnvelopeDomain { get; init; }

    /// <summary>The domain that signs; null where nobody said: mostly the same.</summary>
    internal string? SigningDomain { get; init; }

    /// <summary>The selectors that the server signs with.</summary>
    internal IReadOnlyList<string> Selectors { get; init; } = Array.Empty<string>();
}
