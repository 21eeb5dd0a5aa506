using System;

namespace DelistTools;

/// <summary>One station of a message on its way: a field Received (RFC 5321, section 4.4).</summary>
public sealed class ReceivedHop
{
    internal ReceivedHop()
    {
    }

    /// <summary>The host that handed the message over, with what the taking one noted about it; null where there is none.</summary>
    public string? From { get; internal init; }

    /// <summary>The host that took it; null where the field does not say.</summary>
    public string? By { get; internal init; }

    /// <summary>The protocol, such as <c>ESMTPS</c>; null where the field does not say.</summary>
    public string? With { get; internal init; }

    /// <summary>When, in UTC, by the clock of the host that took it; null where the field does not say.</summary>
    public DateTime? At { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => (From is null ? "" : "from " + From + " ") + "by " + (By ?? "?");
}
