using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace DelistTools.Lab.Tests;

/// <summary>A reply read byte by byte, without any code of the lab.</summary>
public sealed class WireReply
{
    private readonly byte[] _message;

    public WireReply(byte[] message)
    {
        _message = message;
        if (message.Length < 12)
        {
            throw new InvalidDataException($"{message.Length} bytes are no DNS message.");
        }

        var offset = 12;
        for (var i = 0; i < Word(4); i++)
        {
            QuestionName = ReadName(ref offset);
            offset += 4;
        }

        Answers = ReadRecords(Word(6), ref offset);
        Authority = ReadRecords(Word(8), ref offset);
        Additional = ReadRecords(Word(10), ref offset);
        if (offset != message.Length)
        {
            throw new InvalidDataException($"{message.Length - offset} bytes after the last record.");
        }
    }

    public int Id => Word(0);

    public bool IsReply => (_message[2] & 0x80) != 0;

    public bool IsTruncated => (_message[2] & 0x02) != 0;

    public DnsResponseCode Rcode => (DnsResponseCode)(_message[3] & 0x0f);

    public string QuestionName { get; } = string.Empty;

    public IReadOnlyList<WireRecord> Answers { get; }

    public IReadOnlyList<WireRecord> Authority { get; }

    public IReadOnlyList<WireRecord> Additional { get; }

    public int Length => _message.Length;

    public IEnumerable<string> Texts(DnsRecordType type) => Answers.Where(a => a.Type == (int)type).Select(a => a.Text);

    private int Word(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_message.AsSpan(offset));

    private List<WireRecord> ReadRecords(int count, ref int offset)
    {
        var records = new List<WireRecord>();
        for (; count > 0; count--)
        {
            var name = ReadName(ref offset);
            var type = Word(offset);
            var ttl = BinaryPrimitives.ReadUInt32BigEndian(_message.AsSpan(offset + 4));
            int length = Word(offset + 8);
            offset += 10;
            var data = _message[offset..(offset + length)];
            var target = ReadTarget(type, offset);
            offset += length;
            records.Add(new WireRecord(name, type, ttl, data, target));
        }

        return records;
    }

    private string? ReadTarget(int type, int offset)
    {
        switch (type)
        {
            case 2 or 5 or 12:
                return ReadName(ref offset);
            case 15:
                offset += 2;
                return ReadName(ref offset);
            default:
                return null;
        }
    }

    private string ReadName(ref int offset)
    {
        var labels = new List<string>();
        var at = offset;
        var jumped = false;
        for (var steps = 0; steps < 128; steps++)
        {
            int length = _message[at];
            if (length >= 0xc0)
            {
                offset = jumped ? offset : at + 2;
                jumped = true;
                at = Word(at) & 0x3fff;
                continue;
            }

            at++;
            if (length == 0)
            {
                offset = jumped ? offset : at;
                return string.Join('.', labels);
            }

            labels.Add(Encoding.Latin1.GetString(_message, at, length));
            at += length;
        }

        throw new InvalidDataException("A name without an end.");
    }
}
