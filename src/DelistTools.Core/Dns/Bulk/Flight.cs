namespace DelistTools.Dns.Bulk;

/// <summary>A question under way; one object serves many, one after the other. Times in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
internal sealed class Flight
{
    internal Flight(int index)
    {
        Index = index;
    }

    internal int Index { get; }

    /// <summary>As it goes out; the name stands behind the header from the beginning.</summary>
    internal byte[] Packet { get; } = new byte[QuestionPacket.Longest];

    internal int Length { get; set; }

    internal int NameLength { get; set; }

    internal DnsRecordKind Kind { get; set; }

    internal IBulkSource? Source { get; set; }

    internal long Token { get; set; }

    internal long FirstSent { get; set; }

    internal long Sent { get; set; }

    /// <summary>When it counts as lost.</summary>
    internal long Due { get; set; }

    internal int Attempt { get; set; }

    internal BulkSocket? Socket { get; set; }

    internal ushort Id { get; set; }

    internal bool HasEdns { get; set; }

    internal bool HasMixedCase { get; set; }

    /// <summary>Tries in a row that ended with word that nobody listens there.</summary>
    internal int Refusals { get; set; }

    internal bool IsUnderWay => Source is not null;
}
