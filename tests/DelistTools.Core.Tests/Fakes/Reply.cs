using System;
using System.Globalization;
using System.Linq;
using System.Net;
using DelistTools.Dns;

namespace DelistTools.Core.Tests;

/// <summary>Answers as a transport hands them over: addresses ascending, each once.</summary>
internal static class Reply
{
    internal static readonly TimeSpan Ttl = TimeSpan.FromMinutes(5);

    /// <summary>With authority, so that nobody asks again.</summary>
    internal static DnsAnswer NameError { get; } = new() { Outcome = DnsOutcome.NameError, Ttl = Ttl, IsAuthoritative = true };

    internal static DnsAnswer NoData { get; } = new() { Outcome = DnsOutcome.NoData, Ttl = Ttl };

    internal static DnsAnswer Timeout { get; } = Fail(LookupFailureKind.Timeout);

    internal static DnsAnswer Fail(LookupFailureKind kind) => DnsAnswer.Fail(kind, "it was " + kind);

    /// <param name="addresses">One or more addresses, separated by spaces.</param>
    internal static DnsAnswer A(string addresses) => new()
    {
        Outcome = DnsOutcome.Records,
        Addresses = addresses.Split(' ').Select(IPAddress.Parse).ToList(),
        Ttl = Ttl,
    };

    /// <param name="exchangers">Each as preference, blank, host; the root as the empty text.</param>
    internal static DnsAnswer Mx(params string[] exchangers) => new()
    {
        Outcome = DnsOutcome.Records,
        Exchangers = exchangers.Select(e => e.Split(' ')).Select(e => new MailExchanger(int.Parse(e[0], CultureInfo.InvariantCulture), e[1])).ToList(),
        Ttl = Ttl,
    };

    internal static DnsAnswer Txt(params string[] texts) => new() { Outcome = DnsOutcome.Records, Texts = texts, Ttl = Ttl };
}
