namespace DelistTools.Dns.Bulk;

/// <summary>A question that a source hands over; one object, filled again and again.</summary>
internal sealed class BulkQuestion
{
    /// <summary>The name in lower case with the root's label at its end, from <see cref="NameStart"/> on.</summary>
    internal byte[] Packet { get; set; } = System.Array.Empty<byte>();

    /// <summary>Where the name begins.</summary>
    internal const int NameStart = QuestionPacket.HeaderLength;

    /// <summary>Octets of the name, the root's included.</summary>
    internal int NameLength { get; set; }

    internal DnsRecordKind Kind { get; set; }

    /// <summary>Whatever the source knows the question by.</summary>
    internal long Token { get; set; }
}
