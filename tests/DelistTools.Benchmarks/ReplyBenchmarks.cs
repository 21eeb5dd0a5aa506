using System;
using BenchmarkDotNet.Attributes;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Benchmarks;

/// <summary>What a reply costs to read, beside a copy of its bytes.</summary>
[MemoryDiagnoser]
[InProcess]
public class ReplyBenchmarks
{
    private readonly byte[] _question = new byte[QuestionPacket.Longest];

    private readonly byte[] _denial = new byte[512];

    private readonly byte[] _entry = new byte[512];

    private readonly byte[] _copy = new byte[512];

    private readonly BulkReply _reply = new();

    private readonly int _nameLength;

    private readonly int _denialLength;

    private readonly int _entryLength;

    /// <summary>Makes a denial with an SOA record, and an entry with one address.</summary>
    public ReplyBenchmarks()
    {
        _nameLength = WireName.Write("7.0.20.10.zen.lab.test", _question, QuestionPacket.HeaderLength);
        int length = QuestionPacket.Finish(_question, _nameLength, DnsRecordKind.A, withEdns: false);
        byte[] soa = [0xC0, 12, 0, 6, 0, 1, 0, 0, 1, 44, 0, 22, 0, 0, 0, 0, 0, 1, 0, 0, 2, 88, 0, 0, 1, 44, 0, 1, 81, 128, 0, 0, 1, 44];
        byte[] address = [0xC0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 127, 0, 0, 2];
        _denialLength = Make(_denial, length, 0x84, 3, soa, section: 9);
        _entryLength = Make(_entry, length, 0x84, 0, address, section: 7);
        if (Denial() != (int)DnsOutcome.NameError || Entry() != (int)DnsOutcome.Records)
        {
            throw new InvalidOperationException("The replies of the benchmark are not read as what they are.");
        }
    }

    /// <summary>The peer.</summary>
    [Benchmark(Baseline = true)]
    public byte Copy()
    {
        Buffer.BlockCopy(_denial, 0, _copy, 0, _denialLength);
        return _copy[3];
    }

    /// <summary>No such name, with the zone's SOA record.</summary>
    [Benchmark]
    public int Denial() => Read(_denial, _denialLength);

    /// <summary>One address.</summary>
    [Benchmark]
    public int Entry() => Read(_entry, _entryLength);

    private int Read(byte[] packet, int length) =>
        ReplyReader.Read(packet, length, _question, _nameLength, DnsRecordKind.A, _reply) == PacketMatch.Answer ? (int)_reply.Outcome : -1;

    private int Make(byte[] packet, int length, byte flags, byte code, byte[] record, int section)
    {
        Buffer.BlockCopy(_question, 0, packet, 0, length);
        packet[2] = flags;
        packet[3] = code;
        packet[section] = 1;
        record.CopyTo(packet, length);
        return length + record.Length;
    }
}
