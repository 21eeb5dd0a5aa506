using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Core.Tests.Wire;

/// <summary>
/// A reply taken apart in the plainest way, record by record with everything kept, to compare with what the reader makes
/// of it in one pass. Throws <see cref="FormatException"/> where it is not well-formed.
/// </summary>
internal sealed class PlainReply
{
    private readonly byte[] _bytes;
    private int _at = 12;

    internal PlainReply(byte[] bytes)
    {
        _bytes = bytes;
        int questions = Number(4);
        for (int i = 0; i < questions; i++)
        {
            Question = Name();
            QuestionType = Number(Step(2));
            QuestionClass = Number(Step(2));
        }

        Answers = Records(Number(6));
        Authorities = Records(Number(8));
        Others = Records(Number(10));
        Need(_at == bytes.Length);
        Need(Answers.All(r => r.Class == 1));
        Need(Others.Count(r => r.Type == 41) <= 1 && Others.All(r => r.Type != 41 || r.IsRoot));
    }

    internal string Question { get; } = "";

    internal int QuestionType { get; }

    internal int QuestionClass { get; }

    internal List<Record> Answers { get; }

    internal List<Record> Authorities { get; }

    internal List<Record> Others { get; }

    internal int Code => (_bytes[3] & 15) | Others.Where(r => r.Type == 41).Select(r => (int)(r.Ttl >> 24) << 4).SingleOrDefault();

    internal IEnumerable<string> Addresses() => Answers.Where(r => r.Type == 1).Select(r => string.Join('.', _bytes[r.From..r.To]));

    internal IEnumerable<string> Texts() => Answers.Where(r => r.Type == 16).Select(Text);

    internal long Ttl() => Answers.Min(r => r.Ttl > int.MaxValue ? 0 : r.Ttl);

    internal long NegativeTtl()
    {
        Record? soa = Authorities.FirstOrDefault(r => r is { Type: 6, Class: 1 });
        return soa is null ? 0 : Math.Min(soa.Ttl > int.MaxValue ? 0 : soa.Ttl, ((long)Number(soa.To - 4) << 16) | (long)Number(soa.To - 2));
    }

    /// <summary>What the reader looks into: of other records it takes the length for granted.</summary>
    internal void CheckData(int kind)
    {
        foreach (Record record in Answers.Where(r => r.Type == 5))
        {
            Need(NameEnd(record.From, record.To) == record.To);
        }

        Record? soa = Authorities.FirstOrDefault(r => r is { Type: 6, Class: 1 });
        Need(soa is null || NameEnd(NameEnd(soa.From, soa.To), soa.To) + 20 == soa.To);
        foreach (Record record in Answers.Where(r => r.Type == kind))
        {
            Need(kind == 1 ? record.To - record.From == 4 : Text(record) is not null);
        }
    }

    private static void Need(bool holds)
    {
        if (!holds)
        {
            throw new FormatException("The reply is not well-formed.");
        }
    }

    private int Number(int at)
    {
        Need(at + 2 <= _bytes.Length);
        return (_bytes[at] * 256) + _bytes[at + 1];
    }

    private int Step(int length)
    {
        _at += length;
        Need(_at <= _bytes.Length);
        return _at - length;
    }

    private string Name()
    {
        int end = NameEnd(_at, _bytes.Length);
        string name = Encoding.Latin1.GetString(_bytes, _at, end - _at);
        _at = end;
        return name;
    }

    private int NameEnd(int start, int limit)
    {
        int at = start;
        while (true)
        {
            Need(at < limit && at - start < 255);
            int length = _bytes[at];
            switch (length >> 6)
            {
                case 0 when length == 0:
                    return at + 1;
                case 0:
                    at += length + 1;
                    break;
                case 3:
                    Need(at + 2 <= limit);
                    int target = Number(at) & 0x3FFF;
                    Need(target >= 12 && target < start);
                    return at + 2;
                default:
                    Need(false);
                    break;
            }
        }
    }

    private List<Record> Records(int count)
    {
        List<Record> records = [];
        for (int i = 0; i < count; i++)
        {
            bool isRoot = _at < _bytes.Length && _bytes[_at] == 0;
            _at = NameEnd(_at, _bytes.Length);
            int type = Number(Step(2)), of = Number(Step(2));
            long ttl = ((long)Number(Step(2)) << 16) | (long)Number(Step(2));
            int length = Number(Step(2));
            int from = Step(length);
            records.Add(new Record(type, of, ttl, from, _at, isRoot));
        }

        return records;
    }

    private string Text(Record record)
    {
        List<byte> text = [];
        for (int at = record.From; at < record.To; at += _bytes[at] + 1)
        {
            Need(at + _bytes[at] < record.To);
            text.AddRange(_bytes.AsSpan(at + 1, _bytes[at]).ToArray());
        }

        return Encoding.UTF8.GetString([.. text]);
    }

    internal sealed record Record(int Type, int Class, long Ttl, int From, int To, bool IsRoot);
}
