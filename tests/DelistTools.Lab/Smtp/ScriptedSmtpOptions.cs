using System.Net;

namespace DelistTools.Lab;

/// <summary>Where a <see cref="ScriptedSmtpServer"/> listens.</summary>
public sealed record ScriptedSmtpOptions
{
    /// <summary>
    /// 127.0.0.1, another address of 127.0.0.0/8, or <see cref="IPAddress.IPv6Loopback"/>. No other is accepted, save in a
    /// <see cref="NetworkNamespace"/>.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0: a free one. Give the port of another server to have one host with several addresses.</summary>
    public int Port { get; init; }
}
