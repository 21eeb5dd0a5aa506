using System;
using System.Net;

namespace DelistTools.Lab;

/// <summary>Where a <see cref="LoopbackSmtpServer"/> listens, and its limits.</summary>
public sealed record LoopbackSmtpOptions
{
    /// <summary>127.0.0.1, or <see cref="IPAddress.IPv6Loopback"/>. No other address is accepted.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

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
