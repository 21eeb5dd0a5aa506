using System;
using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>What the server sends back for one question, faults included. Changed by <c>with</c>.</summary>
public sealed record DnsReplyPlan
{
    /// <summary>No reply at all.</summary>
    public static DnsReplyPlan Silence { get; } = new() { IsSilent = true };

    /// <summary>The response code.</summary>
    public DnsResponseCode ResponseCode { get; init; }

    /// <summary>The answer section.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>Whether the reply claims authority (AA): the server holds its zones itself, unless it plays a resolver.</summary>
    public bool IsAuthoritative { get; init; } = true;

    /// <summary>The authority section: the SOA of a negative answer.</summary>
    public IReadOnlyList<DnsRecord> Authority { get; init; } = [];

    /// <summary>Sends nothing.</summary>
    public bool IsSilent { get; init; }

    /// <summary>How long the reply is held back. Real time: this plays the network.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many times the same datagram is sent.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The reply has another id than the question.</summary>
    public bool HasWrongId { get; init; }

    /// <summary>The name in the reply's question section, and the owner of the answers to the question; null: as asked.</summary>
    public string? EchoedName { get; init; }

    /// <summary>The reply's question has the asked name with upper and lower case swapped.</summary>
    public bool SwapsCase { get; init; }

    /// <summary>The datagram comes from another port than the one asked.</summary>
    public bool UsesWrongPort { get; init; }

    /// <summary>Puts the answers in another order for each attempt; the same order for the same attempt.</summary>
    public bool IsShuffled { get; init; }

    /// <summary>
    /// Over UDP: sets TC and keeps only this many answers; null: truncates only what does not fit into 512 bytes or the
    /// payload size that the question offers.
    /// </summary>
    public int? TruncateUdpTo { get; init; }

    /// <summary>Over UDP: sends what does not fit nevertheless, without TC.</summary>
    public bool IgnoresPayloadSize { get; init; }

    /// <summary>What happens to the question over TCP.</summary>
    public DnsTcpReaction Tcp { get; init; }

    /// <summary>Leaves out the EDNS record although the question has one.</summary>
    public bool OmitsEdns { get; init; }

    /// <summary>When set, these bytes are the whole reply.</summary>
    public ReadOnlyMemory<byte>? RawBytes { get; init; }

    /// <summary>Another reply to the same question, sent after this one: a wrong one and then the right one.</summary>
    public DnsReplyPlan? Next { get; init; }

    /// <summary>A positive answer.</summary>
    public static DnsReplyPlan Answer(params DnsRecord[] records) => new() { Answers = records };

    /// <summary>A bare response code without a record.</summary>
    public static DnsReplyPlan Code(DnsResponseCode code) => new() { ResponseCode = code };

    /// <summary>The name does not exist.</summary>
    /// <param name="zone">The zone whose SOA proves it.</param>
    /// <param name="negativeTtl">How long that may be kept, in seconds; null: no SOA, not to be kept.</param>
    public static DnsReplyPlan NxDomain(string zone, int? negativeTtl = 60) =>
        Negative(DnsResponseCode.NxDomain, zone, negativeTtl);

    /// <summary>The name exists and has no record of this type.</summary>
    /// <inheritdoc cref="NxDomain"/>
    public static DnsReplyPlan NoData(string zone, int? negativeTtl = 60) =>
        Negative(DnsResponseCode.NoError, zone, negativeTtl);

    /// <summary>Bytes that are no DNS message.</summary>
    public static DnsReplyPlan Garbage(params byte[] bytes) => new() { RawBytes = bytes };

    private static DnsReplyPlan Negative(DnsResponseCode code, string zone, int? negativeTtl) => new()
    {
        ResponseCode = code,
        Authority = negativeTtl is { } ttl ? [DnsRecord.Soa(zone, ttl, ttl)] : [],
    };
}
