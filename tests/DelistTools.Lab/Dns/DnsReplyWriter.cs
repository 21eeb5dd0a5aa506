using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Lab;

/// <summary>Turns a plan into the bytes of a reply.</summary>
internal static class DnsReplyWriter
{
    private const int PlainUdpLimit = 512;
    private const int OwnPayloadSize = 1232;
    private const int OptLength = 11;

    /// <summary>The reply to a message that could not be read: FORMERR with the message's id.</summary>
    public static int WriteFormatError(Span<byte> target, ReadOnlySpan<byte> message)
    {
        target[..DnsHeader.Length].Clear();
        message[..2].CopyTo(target);
        target[2] = DnsHeader.Response;
        target[3] = (byte)DnsResponseCode.FormatError;
        return DnsHeader.Length;
    }

    /// <summary>Writes a reply.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> target, DnsQuestionSeen question, DnsReplyPlan plan)
    {
        if (plan.RawBytes is { } raw)
        {
            raw.Span.CopyTo(target);
            return raw.Length;
        }

        var overUdp = question.Transport == DnsTransport.Udp;
        var hasEdns = question.EdnsPayloadSize is not null && !plan.OmitsEdns;
        var limit = overUdp && !plan.IgnoresPayloadSize
            ? Math.Max(PlainUdpLimit, question.EdnsPayloadSize ?? 0)
            : target.Length;
        limit -= hasEdns ? OptLength : 0;

        var echoed = plan.EchoedName ?? (plan.SwapsCase ? SwapCase(question.NameAsSent) : question.NameAsSent);
        target[..DnsHeader.Length].Clear();
        var offset = WriteQuestion(target, question, echoed);

        var answers = plan.IsShuffled ? Shuffle(plan.Answers, question.Attempt) : plan.Answers;
        var wanted = overUdp && plan.TruncateUdpTo is { } kept ? answers.Take(kept) : answers;
        var truncated = overUdp && plan.TruncateUdpTo is not null;
        var answerCount = WriteRecords(target, ref offset, limit, wanted, question.Name, echoed, ref truncated);
        var authorityCount = truncated
            ? 0
            : WriteRecords(target, ref offset, limit, plan.Authority, question.Name, echoed, ref truncated);
        offset += hasEdns ? WriteOpt(target[offset..]) : 0;

        WriteHeader(target, question, plan, truncated);
        BinaryPrimitives.WriteUInt16BigEndian(target[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(target[6..], (ushort)answerCount);
        BinaryPrimitives.WriteUInt16BigEndian(target[8..], (ushort)authorityCount);
        BinaryPrimitives.WriteUInt16BigEndian(target[10..], (ushort)(hasEdns ? 1 : 0));
        return offset;
    }

    private static void WriteHeader(Span<byte> target, DnsQuestionSeen question, DnsReplyPlan plan, bool truncated)
    {
        var id = plan.HasWrongId ? question.Id ^ 0x5a5a : question.Id;
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)id);
        target[2] = DnsHeader.Response;
        target[2] |= question.RecursionDesired ? DnsHeader.RecursionDesired : (byte)0;
        target[2] |= plan.IsAuthoritative ? DnsHeader.Authoritative : (byte)0;
        target[2] |= truncated ? DnsHeader.Truncated : (byte)0;
        target[3] = (byte)(DnsHeader.RecursionAvailable | (byte)plan.ResponseCode);
    }

    private static int WriteQuestion(Span<byte> target, DnsQuestionSeen question, string name)
    {
        var offset = DnsHeader.Length + DnsName.Write(target[DnsHeader.Length..], name);
        BinaryPrimitives.WriteUInt16BigEndian(target[offset..], (ushort)question.Type);
        BinaryPrimitives.WriteUInt16BigEndian(target[(offset + 2)..], (ushort)question.Class);
        return offset + 4;
    }

    /// <summary>Writes whole records up to the limit; says whether some did not fit.</summary>
    private static int WriteRecords(
        Span<byte> target,
        ref int offset,
        int limit,
        IEnumerable<DnsRecord> records,
        string askedName,
        string echoedName,
        ref bool truncated)
    {
        var count = 0;
        foreach (var record in records)
        {
            // Even the longest name leaves this record inside the target, which holds 64 KiB.
            if (offset + 255 + 10 + record.Data.Length > target.Length)
            {
                truncated = true;
                break;
            }

            var owner = record.Name == askedName ? echoedName : record.Name;
            var end = offset + WriteOwner(target[offset..], owner, echoedName);
            BinaryPrimitives.WriteUInt16BigEndian(target[end..], (ushort)record.Type);
            BinaryPrimitives.WriteUInt16BigEndian(target[(end + 2)..], 1);
            BinaryPrimitives.WriteInt32BigEndian(target[(end + 4)..], record.Ttl);
            BinaryPrimitives.WriteUInt16BigEndian(target[(end + 8)..], (ushort)record.Data.Length);
            record.Data.Span.CopyTo(target[(end + 10)..]);
            end += 10 + record.Data.Length;
            if (end > limit)
            {
                truncated = true;
                break;
            }

            offset = end;
            count++;
        }

        return count;
    }

    /// <summary>Writes the owner: a pointer into the question where the question ends with it, else in full.</summary>
    private static int WriteOwner(Span<byte> target, string owner, string echoedName)
    {
        var isSuffix = owner.Length > 0
            && Ascii.IsValid(echoedName)
            && !echoedName.Contains('\\', StringComparison.Ordinal)
            && DnsName.IsWithin(DnsName.Normalize(echoedName), DnsName.Normalize(owner));
        if (!isSuffix)
        {
            return DnsName.Write(target, owner);
        }

        // In a name without escapes every character is one byte and every dot the next label's length.
        var pointer = DnsHeader.Length + DnsName.Normalize(echoedName).Length - DnsName.Normalize(owner).Length;
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)(0xc000 | pointer));
        return 2;
    }

    private static int WriteOpt(Span<byte> target)
    {
        // Root name, type 41, our payload size in the class field, version 0, no flags, no options.
        target[..OptLength].Clear();
        target[2] = (byte)DnsRecordType.Opt;
        BinaryPrimitives.WriteUInt16BigEndian(target[3..], OwnPayloadSize);
        return OptLength;
    }

    private static DnsRecord[] Shuffle(IReadOnlyList<DnsRecord> records, int seed)
    {
        var shuffled = records.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static string SwapCase(string name) => string.Create(name.Length, name, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = char.IsAsciiLetter(source[i]) ? (char)(source[i] ^ 0x20) : source[i];
        }
    });
}
