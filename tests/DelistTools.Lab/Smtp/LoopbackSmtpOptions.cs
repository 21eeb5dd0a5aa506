using System;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace DelistTools.Lab;

/// <summary>Where a <see cref="LoopbackSmtpServer"/> listens, and its limits.</summary>
public sealed record LoopbackSmtpOptions
{
    /// <summary>
    /// 127.0.0.1, another address of 127.0.0.0/8, or <see cref="IPAddress.IPv6Loopback"/>. No other is accepted, save in a
    /// <see cref="NetworkNamespace"/>.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0: a free one. Give the port of another server to have one host with several addresses.</summary>
    public int Port { get; init; }

    /// <summary>With it, STARTTLS is offered and served (RFC 3207); see <see cref="LabCertificates"/>. The owner disposes of it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS begins before the greeting, as on port 465 (RFC 8314); needs <see cref="Certificate"/>.</summary>
    public bool TlsFromTheStart { get; init; }

    /// <summary>Before STARTTLS nothing but EHLO, NOOP, RSET and QUIT is served; AUTH is not even offered.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>With it and <see cref="Password"/>, AUTH PLAIN and LOGIN are offered (RFC 4954).</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Before AUTH there is no MAIL.</summary>
    public bool RequiresAuthentication { get; init; }

    /// <summary>After this time a session is ended with 421.</summary>
    public TimeSpan SessionTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Sessions at the same time; a further one is told 421.</summary>
    public int MostSessions { get; init; } = 50;

    /// <summary>Commands in one session.</summary>
    public int MostCommands { get; init; } = 500;

    /// <summary>The longest line in bytes, its end included; RFC 5321 section 4.5.3.1.6 has 1,000.</summary>
    public int LongestLine { get; init; } = 1000;

    /// <summary>The largest message in bytes; announced by SIZE (RFC 1870).</summary>
    public int LargestMessage { get; init; } = 1024 * 1024;

    /// <summary>How many sessions and how many messages are kept; older ones are forgotten.</summary>
    public int MostKept { get; init; } = 1000;
}
