using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Core.Tests.Wire;

/// <summary>A reply made by hand, right or wrong, to the question for <see cref="Name"/>.</summary>
internal sealed class ReplyBytes
{
    internal const string Name = "10.2.0.192.bl.test";

    internal const ushort Id = 0x1234;

    private readonly List<byte> _question = [];
    private readonly List<byte> _records = [];
    private readonly int[] _counts = new int[4];
    private byte[]? _tail;

    internal ReplyBytes(DnsRecordKind kind = DnsRecordKind.A)
    {
        Kind = kind;
        Question(Name, (int)kind, 1);
    }

    internal DnsRecordKind Kind { get; }

    internal int Flags { get; set; } = 0x8180;

    internal static byte[] Octets(params int[] octets) => [.. octets.Select(o => (byte)o)];

    internal static byte[] NameOf(string name)
    {
        List<byte> bytes = [];
        foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.Add(0);
        return [.. bytes];
    }

    internal static byte[] Big(uint value) => Octets((int)(value >> 24), (int)(value >> 16) & 255, (int)(value >> 8) & 255, (int)value & 255);

    internal static byte[] Texts(params string[] strings) =>
        [.. strings.SelectMany(s => (IEnumerable<byte>)[(byte)Encoding.UTF8.GetByteCount(s), .. Encoding.UTF8.GetBytes(s)])];

    /// <summary>Puts another question in, or a further one.</summary>
    internal ReplyBytes Question(string name, int type, int of, bool further = false)
    {
        if (!further)
        {
            _question.Clear();
            _counts[0] = 0;
        }

        _question.AddRange([.. NameOf(name), (byte)(type >> 8), (byte)type, (byte)(of >> 8), (byte)of]);
        _counts[0]++;
        return this;
    }

    internal ReplyBytes NoQuestion()
    {
        _question.Clear();
        _counts[0] = 0;
        return this;
    }

    internal ReplyBytes Code(int code, bool truncated = false, bool authoritative = false)
    {
        Flags = (Flags & ~0x060F) | code | (truncated ? 0x0200 : 0) | (authoritative ? 0x0400 : 0);
        return this;
    }

    internal ReplyBytes A(int last, uint ttl = 60) => Record(1, [127, 0, 0, (byte)last], ttl);

    internal ReplyBytes Cname(string target, uint ttl = 60) => Record(5, NameOf(target), ttl);

    internal ReplyBytes Txt(params string[] strings) => Record(16, Texts(strings));

    internal ReplyBytes Soa(uint ttl, uint minimum) =>
        Record(6, [.. NameOf("ns.bl.test"), .. NameOf("h.bl.test"), .. new byte[16], .. Big(minimum)], ttl, 2);

    internal ReplyBytes Opt(int upperCode = 0, byte[]? owner = null) =>
        Record(41, [], (uint)upperCode << 24, 3, of: 1232, owner: owner ?? [0]);

    /// <summary>A record in a section: 1 answers, 2 authority, 3 the rest.</summary>
    internal ReplyBytes Record(int type, byte[] data, uint ttl = 60, int section = 1, int of = 1, byte[]? owner = null, int? length = null)
    {
        int size = length ?? data.Length;
        _records.AddRange(
        [
            .. owner ?? [0xC0, 12], (byte)(type >> 8), (byte)type, (byte)(of >> 8), (byte)of, .. Big(ttl), (byte)(size >> 8), (byte)size, .. data,
        ]);
        _counts[section]++;
        return this;
    }

    /// <summary>Says that there are so many records in a section, whatever there is.</summary>
    internal ReplyBytes Count(int section, int count)
    {
        _counts[section] = count;
        return this;
    }

    internal ReplyBytes Tail(params byte[] bytes)
    {
        _tail = bytes;
        return this;
    }

    internal byte[] Make()
    {
        byte[] header = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(header, Id);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)Flags);
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4 + (2 * i)), (ushort)_counts[i]);
        }

        return [.. header, .. _question, .. _records, .. _tail ?? []];
    }

    /// <summary>Reads it as the answer to the question.</summary>
    internal PacketMatch Read(out BulkReply reply) => Read(Make(), Kind, out reply);

    internal static PacketMatch Read(byte[] packet, DnsRecordKind kind, out BulkReply reply, string name = Name)
    {
        byte[] question = new byte[QuestionPacket.Longest];
        int length = WireName.Write(name, question, QuestionPacket.HeaderLength);
        QuestionPacket.Finish(question, length, kind, withEdns: true);
        reply = new BulkReply();
        return ReplyReader.Read(packet, packet.Length, question, length, kind, reply);
    }
}
