using System.Collections.Generic;
using System.Net;

namespace DelistTools.Lab;

/// <summary>How the lab's resolver behaves. The default is a healthy one.</summary>
public sealed record UnboundOptions
{
    /// <summary>The port of 127.0.0.1 where the zones are served, as a rule <see cref="RbldnsdServer.Port"/>.</summary>
    public required int RbldnsdPort { get; init; }

    /// <summary>QNAME minimisation (RFC 9156).</summary>
    public QnameMinimisation QnameMinimisation { get; init; } = QnameMinimisation.Off;

    /// <summary>
    /// Rebinding protection, <c>private-address: 127.0.0.0/8</c>: every listing and every refusal becomes NOERROR
    /// without an answer.
    /// </summary>
    public bool PrivateAddressFilter { get; init; }

    /// <summary>The zones that are asked at <see cref="RbldnsdPort"/>.</summary>
    public IReadOnlyList<string> StubZones { get; init; } =
        ["zen.test", "v6only.test", "refuse.test", "ignore.test", "open.test", "dbl.test", "uribl.test", "refusedbit.test"];

    /// <summary>More lines for the <c>server:</c> clause of unbound's configuration.</summary>
    public IReadOnlyList<string> ServerLines { get; init; } = [];

    /// <summary>
    /// When set, every NXDOMAIN becomes this address, as some access providers do it. unbound cannot be brought to it,
    /// so a relay in front of unbound does.
    /// </summary>
    public IPAddress? RewriteNxDomainTo { get; init; }
}
