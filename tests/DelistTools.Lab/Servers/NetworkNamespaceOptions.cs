using System.Collections.Generic;
using System.Net;

namespace DelistTools.Lab;

/// <summary>What there is in a <see cref="NetworkNamespace"/> besides 127.0.0.0/8 and ::1. The rest of the world has no route.</summary>
public sealed record NetworkNamespaceOptions
{
    /// <summary>
    /// Addresses that the machine has there, to listen at and to send from: documentation addresses (RFC 5737, RFC 3849) are
    /// fit. A port where nobody listens refuses at once.
    /// </summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Parse("192.0.2.25"), IPAddress.Parse("2001:db8::25")];

    /// <summary>Networks in CIDR notation that swallow whatever is sent there, so that a connection is neither made nor refused.</summary>
    public IReadOnlyList<string> BlackHoles { get; init; } = ["198.51.100.0/24", "2001:db8:dead::/64"];
}
