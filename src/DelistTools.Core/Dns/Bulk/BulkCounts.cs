using System.Threading;

namespace DelistTools.Dns.Bulk;

/// <summary>What went over the wire. Written by one thread, read by any.</summary>
internal sealed class BulkCounts
{
    private long _questions;
    private long _packets;
    private long _answers;
    private long _strays;

    /// <summary>Questions, however often each was sent.</summary>
    internal long Questions => Volatile.Read(ref _questions);

    /// <summary>Packets sent.</summary>
    internal long Packets => Volatile.Read(ref _packets);

    /// <summary>Answers taken.</summary>
    internal long Answers => Volatile.Read(ref _answers);

    /// <summary>Packets that answered nothing: late, doubled, forged, broken.</summary>
    internal long Strays => Volatile.Read(ref _strays);

    internal void NoteQuestion() => Volatile.Write(ref _questions, _questions + 1);

    internal void NotePacket() => Volatile.Write(ref _packets, _packets + 1);

    internal void NoteAnswer() => Volatile.Write(ref _answers, _answers + 1);

    internal void NoteStray() => Volatile.Write(ref _strays, _strays + 1);
}
