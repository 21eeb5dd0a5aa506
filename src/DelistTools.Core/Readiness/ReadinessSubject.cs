using System;
using System.Collections.Generic;
using System.Net;

namespace DelistTools.Readiness;

/// <summary>The sender that is looked at.</summary>
internal sealed class ReadinessSubject
{
    /// <summary>The addresses that mail is sent from; may be empty.</summary>
    internal IReadOnlyList<IPAddress> Addresses { get; init; } = Array.Empty<IPAddress>();

    /// <summary>The domain of the From field, in A-labels; null: only the addresses are looked at.</summary>
    internal string? Domain { get; init; }

    /// <summary>The domain of the envelope's sender; null: the same.</summary>
    internal string? EnvelopeDomain { get; init; }

    /// <summary>The domain that signs; null: the same.</summary>
    internal string? SigningDomain { get; init; }

    /// <summary>What the server says with HELO or EHLO, as the user wrote it; null where nobody said.</summary>
    internal string? HelloName { get; init; }

    /// <summary>The selectors that the server signs with.</summary>
    internal IReadOnlyList<string> Selectors { get; init; } = Array.Empty<string>();
}
