using System;
using System.Net;

namespace DelistTools.Readiness.Spf;

/// <summary>Who sends for whom: what a receiver knows of a session when it checks (RFC 7208, section 4.1).</summary>
internal sealed class SpfSession
{
    // Far more than RFC 5321, section 4.5.3.1 allows; what is longer only serves to blow up macros.
    private const int LongestLocalPart = 320;
    private const int LongestName = 255;

    /// <param name="client">The address that connects. An IPv4-mapped one counts as IPv4 (RFC 7208, section 5).</param>
    /// <param name="domain">The domain of the sender's address in A-labels, or the name in HELO where that is empty.</param>
    /// <param name="localPart">What stands before the at sign; null or empty counts as "postmaster" (section 4.3).</param>
    /// <param name="helloName">The name in HELO or EHLO, whatever it is.</param>
    internal SpfSession(IPAddress client, string domain, string? localPart, string helloName)
    {
        Client = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        Domain = SpfName.WithoutDot(Cut(domain, LongestName + 1));
        LocalPart = string.IsNullOrEmpty(localPart) ? "postmaster" : Cut(localPart!, LongestLocalPart);
        HelloName = Cut(helloName, LongestName);
    }

    internal IPAddress Client { get; }

    internal string Domain { get; }

    internal string LocalPart { get; }

    internal string HelloName { get; }

    /// <summary>The receiver's name, which explanations may show.</summary>
    internal string Receiver { get; init; } = "unknown";

    /// <summary>When, for explanations.</summary>
    internal DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    internal string Sender => LocalPart + "@" + Domain;

    /// <summary>The session of an address in MAIL FROM; the empty one stands for the server itself (RFC 7208, section 2.4).</summary>
    /// <param name="client">The address that connects.</param>
    /// <param name="mailFrom">An address, a domain, or nothing.</param>
    /// <param name="helloName">The name in HELO or EHLO.</param>
    internal static SpfSession Of(IPAddress client, string mailFrom, string helloName)
    {
        int at = mailFrom.LastIndexOf('@');
        return mailFrom.Length == 0
            ? new SpfSession(client, helloName, null, helloName)
            : new SpfSession(client, mailFrom.Substring(at + 1), at < 0 ? null : mailFrom.Substring(0, at), helloName);
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text.Substring(0, longest);
}
