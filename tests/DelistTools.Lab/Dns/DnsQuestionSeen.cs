using System.Net;

namespace DelistTools.Lab;

/// <summary>A question as it reached the server.</summary>
public sealed record DnsQuestionSeen
{
    /// <summary>
    /// The name in lower case without the trailing dot; the root is the empty text. A dot or backslash inside a label is
    /// escaped by a backslash, a byte that is no printable ASCII as <c>\DDD</c> (RFC 1035 section 5.1).
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The name in the letters that were sent.</summary>
    public required string NameAsSent { get; init; }

    /// <summary>The question's type.</summary>
    public required DnsRecordType Type { get; init; }

    /// <summary>The question's class; 1 is IN.</summary>
    public int Class { get; init; } = 1;

    /// <summary>The message id.</summary>
    public int Id { get; init; }

    /// <summary>Whether recursion was asked for (RD).</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>The UDP payload size, in bytes, that the EDNS record offers (RFC 6891); null: no EDNS record.</summary>
    public int? EdnsPayloadSize { get; init; }

    /// <summary>How the question came.</summary>
    public DnsTransport Transport { get; init; }

    /// <summary>Who asked.</summary>
    public IPEndPoint? From { get; init; }

    /// <summary>How often this name and type has been asked, this time included: 1 for the first time.</summary>
    public int Attempt { get; init; } = 1;
}
