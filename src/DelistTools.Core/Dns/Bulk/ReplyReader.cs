using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DelistTools.Dns.Bulk;

/// <summary>
/// Reads replies to questions for A and TXT records (RFC 1035, section 4). Nothing in a packet is believed before it is
/// measured: no length, no count, no pointer. Pointers are stepped over and never followed, so that they cannot loop.
/// </summary>
internal static class ReplyReader
{
    private const int FixedRecordLength = 10;

    private const int TypeSoa = 6;

    private const int TypeCname = 5;

    private const int TypeOpt = 41;

    private const int ClassIn = 1;

    private const int BadVersion = 16;

    /// <summary>The id of a packet that may be a reply; -1 where it is none.</summary>
    internal static int Id(byte[] packet, int length) =>
        length >= QuestionPacket.HeaderLength && (packet[2] & 0xF8) == 0x80 ? (packet[0] << 8) | packet[1] : -1;

    /// <summary>Compares a packet with the question that has its id, and reads it where it is the answer.</summary>
    /// <param name="packet">What came in.</param>
    /// <param name="length">Its octets.</param>
    /// <param name="question">What went out.</param>
    /// <param name="nameLength">Octets of the name in it.</param>
    /// <param name="kind">The kind asked for.</param>
    /// <param name="reply">Filled where the match is <see cref="PacketMatch.Answer"/>.</param>
    [MethodImpl(HotPath.Compiled)]
    internal static PacketMatch Read(byte[] packet, int length, byte[] question, int nameLength, DnsRecordKind kind, BulkReply reply)
    {
        ReadOnlySpan<byte> bytes = packet.AsSpan(0, length);
        int code = bytes[3] & 0x0F;
        int questions = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(4));
        reply.Clear();
        if (questions == 0 && code == 1)
        {
            // A server that cannot read a question may be unable to repeat it (RFC 1035, section 4.1.1).
            SetCode(reply, code);
            return PacketMatch.Answer;
        }

        int asked = nameLength + QuestionPacket.AfterName;
        int at = QuestionPacket.HeaderLength + asked;
        if (questions != 1 || length < at)
        {
            return PacketMatch.None;
        }

        PacketMatch match = PacketMatch.Answer;
        if (!bytes.Slice(QuestionPacket.HeaderLength, asked).SequenceEqual(question.AsSpan(QuestionPacket.HeaderLength, asked)))
        {
            bool isSame = WireName.IsSame(bytes.Slice(QuestionPacket.HeaderLength, nameLength), question.AsSpan(QuestionPacket.HeaderLength, nameLength))
                && bytes.Slice(QuestionPacket.HeaderLength + nameLength, QuestionPacket.AfterName)
                    .SequenceEqual(question.AsSpan(QuestionPacket.HeaderLength + nameLength, QuestionPacket.AfterName));
            if (!isSame)
            {
                return PacketMatch.None;
            }

            match = PacketMatch.OtherCase;
        }

        reply.IsAuthoritative = (bytes[2] & 0x04) != 0;
        reply.IsTruncated = (bytes[2] & 0x02) != 0;
        if (reply.IsTruncated)
        {
            // Whatever else is in it has an end that nobody knows.
            return match;
        }

        return ReadRecords(bytes, at, code, kind, reply) ? match : PacketMatch.Damaged;
    }

    private static bool ReadRecords(ReadOnlySpan<byte> bytes, int at, int code, DnsRecordKind kind, BulkReply reply)
    {
        int answers = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(6));
        int authorities = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(8));
        int others = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(10));
        int records = answers + authorities + others;
        uint ttl = uint.MaxValue, negative = 0;
        bool found = false;
        for (int i = 0; i < records; i++)
        {
            if (!SkipName(bytes, ref at) || bytes.Length - at < FixedRecordLength)
            {
                return false;
            }

            int type = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at));
            int of = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at + 2));
            uint holds = BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(at + 4));
            int size = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at + 8));
            at += FixedRecordLength;
            if (bytes.Length - at < size)
            {
                return false;
            }

            ReadOnlySpan<byte> data = bytes.Slice(at, size);
            at += size;
            if (i < answers)
            {
                // A time of more than 31 bits is none (RFC 2181, section 8).
                ttl = Math.Min(ttl, holds > int.MaxValue ? 0 : holds);
                if (of == ClassIn && !ReadAnswer(data, type, kind, reply, ref found))
                {
                    return false;
                }
            }
            else if (i < answers + authorities)
            {
                if (type == TypeSoa && of == ClassIn && size >= 4)
                {
                    uint minimum = BinaryPrimitives.ReadUInt32BigEndian(data.Slice(size - 4));
                    negative = Math.Min(holds > int.MaxValue ? 0 : holds, minimum > int.MaxValue ? 0 : minimum);
                }
            }
            else if (type == TypeOpt)
            {
                // The upper eight bits of the response code (RFC 6891, section 6.1.3).
                code |= (int)(holds >> 24) << 4;
            }
        }

        if (code != 0)
        {
            SetCode(reply, code);
            reply.Ttl = code == 3 ? negative : 0;
            return true;
        }

        reply.Outcome = found ? DnsOutcome.Records : DnsOutcome.NoData;
        reply.Ttl = found ? ttl : negative;
        return true;
    }

    private static bool ReadAnswer(ReadOnlySpan<byte> data, int type, DnsRecordKind kind, BulkReply reply, ref bool found)
    {
        if (type == TypeCname)
        {
            reply.IsAlias = true;
        }
        else if (type == (int)kind)
        {
            found = true;
            if (kind == DnsRecordKind.A)
            {
                return data.Length == 4 && reply.Add(BinaryPrimitives.ReadUInt32BigEndian(data));
            }

            string? text = BulkReply.ReadText(data);
            if (text is null)
            {
                return false;
            }

            reply.AddText(text);
        }

        return true;
    }

    private static void SetCode(BulkReply reply, int code)
    {
        switch (code)
        {
            case 3:
                reply.Outcome = DnsOutcome.NameError;
                break;
            case 1:
                reply.Fail(LookupFailureKind.FormatError, "the name server answered FORMERR");
                break;
            case 2:
                reply.Fail(LookupFailureKind.ServerFailure, "the resolver answered SERVFAIL");
                break;
            case 4:
                reply.Fail(LookupFailureKind.NotImplemented, "the name server answered NOTIMP");
                break;
            case 5:
                reply.Fail(LookupFailureKind.Refused, "the name server answered REFUSED");
                break;
            case BadVersion:
                reply.Fail(LookupFailureKind.OtherCode, "the name server answered BADVERS");
                break;
            default:
                reply.Fail(LookupFailureKind.OtherCode, "the name server answered with response code " + code);
                break;
        }
    }

    /// <summary>Steps over a name: labels up to the root's, or up to a pointer, which ends it (RFC 1035, section 4.1.4).</summary>
    private static bool SkipName(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length)
        {
            int length = bytes[at];
            if (length == 0)
            {
                at++;
                return true;
            }

            if (length >= 0xC0)
            {
                at += 2;
                return at <= bytes.Length;
            }

            if (length > 63)
            {
                return false;
            }

            at += length + 1;
        }

        return false;
    }
}
