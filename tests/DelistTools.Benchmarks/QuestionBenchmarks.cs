using System;
using System.Net;
using BenchmarkDotNet.Attributes;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Sweeping;

namespace DelistTools.Benchmarks;

/// <summary>What a question of a sweep costs before it goes out, beside the name as a text, as a question to one address has it.</summary>
[MemoryDiagnoser]
[InProcess]
public class QuestionBenchmarks : IDisposable
{
    private readonly SweepRange _range = new("10.20.0.0/16", TargetParser.TryParseRange("10.20.0.0/16")!, 0);

    private readonly RandomPool _random = new();

    private readonly byte[] _packet = new byte[QuestionPacket.Longest];

    private readonly byte[] _zone = new byte[WireName.Longest + 1];

    private readonly int _zoneLength;

    private long _offset;

    /// <summary>Writes the zone once.</summary>
    public QuestionBenchmarks()
    {
        _zoneLength = WireName.Write("zen.lab.test", _zone, 0);
    }

    /// <summary>The peer.</summary>
    [Benchmark(Baseline = true)]
    public string Text() => QuestionName.Labels(_range.AddressAt(_offset++ & 0xFFFF)) + ".zen.lab.test";

    /// <summary>The whole packet: name, case by chance, header, OPT record.</summary>
    [Benchmark]
    public int Packet()
    {
        int at = _range.WriteLabels(_packet, QuestionPacket.HeaderLength, _offset++ & 0xFFFF);
        Buffer.BlockCopy(_zone, 0, _packet, at, _zoneLength);
        int name = at + _zoneLength - QuestionPacket.HeaderLength;
        WireName.MixCase(_packet, QuestionPacket.HeaderLength, name, _random);
        return QuestionPacket.Finish(_packet, name, DnsRecordKind.A, withEdns: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _random.Dispose();
        GC.SuppressFinalize(this);
    }
}
