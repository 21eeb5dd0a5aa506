using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// Makes replies to questions for A and TXT records, as lists give them, and damages them in the ways in which lines,
/// servers and forgers do: bits flipped, octets put in and taken out, cut off, counts, lengths and pointers that lie, two
/// replies joined. The same seed gives the same replies.
/// </summary>
public sealed class DnsReplyMutator
{
    private const int HeaderLength = DnsHeader.Length;

    private static readonly int[] Edges = [0, 1, 2, 3, 4, 5, 11, 12, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF, 0x0100, 0x7FFF, 0x8000, 0xC000, 0xC00C, 0xFFFF];

    private readonly Random _random;
    private readonly byte[] _buffer = new byte[65536];

    /// <param name="seed">Decides what is made and what is done to it.</param>
    public DnsReplyMutator(int seed) => _random = new Random(seed);

    /// <summary>The next one; one in twenty is whole.</summary>
    public MutatedReply Next()
    {
        DnsQuestionSeen question = Question();
        byte[] bytes = Make(question);
        if (_random.Next(20) > 0)
        {
            // Mostly behind the question: a damaged question alone would end it.
            int from = _random.Next(4) == 0 ? 0 : HeaderLength + question.Name.Length + 6;
            for (int wounds = _random.Next(1, 4); wounds > 0; wounds--)
            {
                bytes = Damage(bytes, _random.Next(6) == 0 ? 2 : from);
            }
        }

        return new MutatedReply(question.Name, question.Type, bytes);
    }

    private DnsQuestionSeen Question()
    {
        string name = string.Join('.', Enumerable.Range(0, 4).Select(_ => _random.Next(256)))
            + (_random.Next(2) == 0 ? ".bl.test" : ".a-rather-long-name.of.some-list.example");
        return new DnsQuestionSeen
        {
            Name = name,
            NameAsSent = _random.Next(30) == 0 ? name.ToUpperInvariant() : name,
            Type = _random.Next(4) == 0 ? DnsRecordType.Txt : DnsRecordType.A,
            Id = _random.Next(65536),
            EdnsPayloadSize = _random.Next(3) == 0 ? null : 1232,
            Transport = DnsTransport.Udp,
        };
    }

    private byte[] Make(DnsQuestionSeen question)
    {
        List<DnsRecord> answers = [];
        string owner = question.Name;
        for (int links = _random.Next(6) == 0 ? _random.Next(1, 4) : 0; links > 0; links--)
        {
            string target = "x" + _random.Next(100) + ".alias.test";
            answers.Add(DnsRecord.Cname(owner, target, _random.Next(100)));
            owner = target;
        }

        for (int records = _random.Next(5); records > 0; records--)
        {
            answers.Add(question.Type == DnsRecordType.A
                ? DnsRecord.Address(owner, new IPAddress([127, 0, (byte)_random.Next(3), (byte)_random.Next(256)]), _random.Next(-2, 4000))
                : DnsRecord.Txt(owner, Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new string('t', _random.Next(40)))));
        }

        DnsReplyPlan plan = new()
        {
            ResponseCode = _random.Next(3) == 0 ? (DnsResponseCode)_random.Next(11) : DnsResponseCode.NoError,
            Answers = answers,
            Authority = _random.Next(2) == 0 ? [DnsRecord.Soa("bl.test", _random.Next(5000), _random.Next(5000))] : [],
            IsAuthoritative = _random.Next(2) == 0,
            TruncateUdpTo = _random.Next(30) == 0 ? 1 : null,
        };
        return _buffer[..DnsReplyWriter.Write(_buffer, question, plan)];
    }

    private byte[] Damage(byte[] bytes, int from)
    {
        if (bytes.Length < 4)
        {
            return bytes;
        }

        from = Math.Min(from, bytes.Length - 3);
        int at = _random.Next(from, bytes.Length - 2);
        switch (_random.Next(10))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 2:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 3:
                return [.. bytes.AsSpan(0, at), (byte)_random.Next(256), .. bytes.AsSpan(at)];
            case 4:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + 1)];
            case 5:
                return bytes[..at];
            case 6:
                // A count of the header.
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Math.Min(4 + (2 * _random.Next(4)), bytes.Length - 2)), (ushort)Edge());
                return bytes;
            case 7:
                // A length, a type, a pointer, by chance.
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)Edge());
                return bytes;
            case 8:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)(0xC000 | _random.Next(bytes.Length + 20)));
                return bytes;
            default:
                byte[] other = Make(Question());
                return [.. bytes.AsSpan(0, at), .. other.AsSpan(_random.Next(other.Length))];
        }
    }

    private int Edge() => _random.Next(3) == 0 ? _random.Next(65536) : Edges[_random.Next(Edges.Length)];
}
