using System.Net;

namespace DelistTools.Lab;

/// <summary>Where a <see cref="LoopbackDnsServer"/> listens.</summary>
public sealed record LoopbackDnsOptions
{
    /// <summary>127.0.0.1, or <see cref="IPAddress.IPv6Loopback"/>. No other address is accepted, save in a <see cref="NetworkNamespace"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port of a server that is started again; 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Whether it listens on TCP too; if not, a connection is refused, as by rbldnsd.</summary>
    public bool ListensOnTcp { get; init; } = true;
}
