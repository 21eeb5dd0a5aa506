using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Dns;

/// <summary>The answer to one question; immutable, shared between those who asked the same.</summary>
internal sealed class DnsAnswer
{
    internal DnsOutcome Outcome { get; init; }

    internal LookupFailureKind Failure { get; init; }

    /// <summary>What the failure was, for a person; without names asked, which may hold a key.</summary>
    internal string? FailureDetail { get; init; }

    /// <summary>A or AAAA records reached through any CNAMEs, each once, ascending.</summary>
    internal IReadOnlyList<IPAddress> Addresses { get; init; } = Array.Empty<IPAddress>();

    /// <summary>TXT records, the strings of each joined, sorted; as they came, control characters and all.</summary>
    internal IReadOnlyList<string> Texts { get; init; } = Array.Empty<string>();

    /// <summary>PTR records, each once, in lower case, without the trailing dot, sorted.</summary>
    internal IReadOnlyList<string> Names { get; init; } = Array.Empty<string>();

    /// <summary>MX records, each once, by preference and then by name: servers shuffle them.</summary>
    internal IReadOnlyList<MailExchanger> Exchangers { get; init; } = Array.Empty<MailExchanger>();

    /// <summary>
    /// For how long the answer holds: the smallest TTL of the records, or for a negative answer the smaller of the
    /// SOA's TTL and its minimum (RFC 2308, section 5). Zero for a failure.
    /// </summary>
    internal TimeSpan Ttl { get; init; }

    /// <summary>The reply was cut off and the retry over TCP failed: there may be more records.</summary>
    internal bool IsPartial { get; init; }

    /// <summary>The name is another one's alias (CNAME), and the records, or that there are none, are that one's.</summary>
    internal bool IsAlias { get; init; }

    /// <summary>The server that answered holds the zone itself (AA, RFC 1035, section 4.1.1).</summary>
    internal bool IsAuthoritative { get; init; }

    /// <summary>The resolver first said that there is no such name, and found it when it was asked again.</summary>
    internal bool WasHidden { get; init; }

    /// <summary>It was asked for earlier, and served again within its TTL.</summary>
    internal bool IsRemembered { get; private init; }

    internal TimeSpan Elapsed { get; init; }

    internal bool IsNegative => Outcome is DnsOutcome.NameError or DnsOutcome.NoData;

    internal static DnsAnswer Fail(LookupFailureKind kind, string detail, TimeSpan elapsed = default) =>
        new() { Outcome = DnsOutcome.Failed, Failure = kind, FailureDetail = detail, Elapsed = elapsed };

    /// <summary>Each address once, ascending: servers shuffle them.</summary>
    internal static IReadOnlyList<IPAddress> Sorted(IEnumerable<IPAddress> addresses) =>
        addresses.Distinct().OrderBy(a => a, Comparer<IPAddress>.Create(AddressRange.Compare)).ToList().AsReadOnly();

    /// <summary>Each text once, in the order of their characters: servers shuffle them.</summary>
    internal static IReadOnlyList<string> SortedTexts(IEnumerable<string> texts) =>
        texts.Distinct().OrderBy(t => t, StringComparer.Ordinal).ToList().AsReadOnly();

    /// <summary>The same answer served from memory: it took no time, and holds only for what is left.</summary>
    internal DnsAnswer Remembered(TimeSpan left) => Copy(left, TimeSpan.Zero, WasHidden, true);

    /// <summary>The same answer, found only at the second question.</summary>
    internal DnsAnswer FoundLate() => Copy(Ttl, Elapsed, true, IsRemembered);

    private DnsAnswer Copy(TimeSpan ttl, TimeSpan elapsed, bool wasHidden, bool isRemembered) => new()
    {
        Outcome = Outcome,
        Failure = Failure,
        FailureDetail = FailureDetail,
        Addresses = Addresses,
        Texts = Texts,
        Exchangers = Exchangers,
        Names = Names,
        Ttl = ttl,
        IsPartial = IsPartial,
        IsAlias = IsAlias,
        IsAuthoritative = IsAuthoritative,
        WasHidden = wasHidden,
        IsRemembered = isRemembered,
        Elapsed = elapsed,
    };
}
