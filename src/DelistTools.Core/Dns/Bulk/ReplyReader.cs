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

    private const int TypeCname = 5;

    private const int TypeSoa = 6;

    private const int TypeOpt = 41;

    private const int ClassIn = 1;

    // Serial, refresh, retry, expire, minimum (RFC 1035, section 3.3.13).
    private const int SoaNumbers = 20;

    private const int FormatError = 1;

    private const int ServerFailure = 2;

    private const int NameError = 3;

    private const int NotImplemented = 4;

    private const int Refused = 5;

    // RFC 6891, section 9.
    private const int BadVersion = 16;

    /// <summary>The id of a packet that may be a reply; -1 where it is none.</summary>
    internal static int Id(byte[] packet, int length) =>
        length >= QuestionPacket.HeaderLength && (packet[2] & 0xF8) == 0x80 ? (packet[0] << 8) | packet[1] : -1;

    /// <summary>The answer of a server that may only have disliked the OPT record (RFC 6891, sections 6.1.3 and 7).</summary>
    internal static bool IsForEdns(BulkReply reply) =>
        reply.Outcome == DnsOutcome.Failed && reply.Code is FormatError or NotImplemented or BadVersion;

    /// <summary>Compares a packet with the question that has its id, and reads it where it is the answer.</summary>
    /// <param name="packet">What came in.</param>
    /// <param name="length">Its octets, at least those of a header.</param>
    /// <param name="question">What went out.</param>
    /// <param name="nameLength">Octets of the name in it.</param>
    /// <param name="kind">The kind asked for.</param>
    /// <param name="reply">Filled where the match is <see cref="PacketMatch.Answer"/> or <see cref="PacketMatch.OtherCase"/>.</param>
    [MethodImpl(HotPath.Compiled)]
    internal static PacketMatch Read(byte[] packet, int length, byte[] question, int nameLength, DnsRecordKind kind, BulkReply reply)
    {
        ReadOnlySpan<byte> bytes = packet.AsSpan(0, length);
        int code = bytes[3] & 0x0F;
        int questions = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(4));
        reply.Clear();
        if (questions == 0 && code is FormatError or NotImplemented)
        {
            // A server that cannot read a question may be unable to repeat it (RFC 1035, section 4.1.1).
            Fail(reply, code);
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

        return ReadRecords(bytes, at, code, kind, reply) || match == PacketMatch.OtherCase ? match : PacketMatch.Damaged;
    }

    private static bool ReadRecords(ReadOnlySpan<byte> bytes, int at, int code, DnsRecordKind kind, BulkReply reply)
    {
        int answers = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(6));
        int authorities = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(8));
        int others = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(10));
        int records = answers + authorities + others;
        uint ttl = uint.MaxValue;
        uint? negative = null;
        bool found = false, hasOpt = false;
        for (int i = 0; i < records; i++)
        {
            int owner = at;
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

            int data = at;
            at += size;
            if (i < answers)
            {
                // An answer of another class than the question's is a damaged one, and not none.
                ttl = Math.Min(ttl, Time(holds));
                if (of != ClassIn || !ReadAnswer(bytes.Slice(0, at), data, type, kind, reply, ref found))
                {
                    return false;
                }
            }
            else if (i < answers + authorities)
            {
                if (type == TypeSoa && of == ClassIn && negative is null)
                {
                    if (!TryReadSoa(bytes.Slice(0, at), data, out uint minimum))
                    {
                        return false;
                    }

                    negative = Math.Min(Time(holds), minimum);
                }
            }
            else if (type == TypeOpt)
            {
                // One at most, and it is the root's (RFC 6891, section 6.1.1).
                if (hasOpt || bytes[owner] != 0)
                {
                    return false;
                }

                // The upper eight bits of the response code (RFC 6891, section 6.1.3).
                hasOpt = true;
                code |= (int)(holds >> 24) << 4;
            }
        }

        if (at != bytes.Length)
        {
            // A count that is too small hides records, and an entry with them.
            return false;
        }

        reply.Code = code;
        if (code == 0 && found)
        {
            reply.Outcome = DnsOutcome.Records;
            reply.Ttl = ttl;
        }
        else if (code is 0 or NameError)
        {
            reply.Deny(code == 0 ? DnsOutcome.NoData : DnsOutcome.NameError, negative ?? 0);
        }
        else
        {
            Fail(reply, code);
        }

        return true;
    }

    /// <summary>A time of more than 31 bits is none (RFC 2181, section 8).</summary>
    private static uint Time(uint seconds) => seconds > int.MaxValue ? 0 : seconds;

    private static bool ReadAnswer(ReadOnlySpan<byte> bytes, int at, int type, DnsRecordKind kind, BulkReply reply, ref bool found)
    {
        if (type == TypeCname)
        {
            reply.IsAlias = true;
            return SkipName(bytes, ref at) && at == bytes.Length;
        }

        if (type != (int)kind)
        {
            return true;
        }

        found = true;
        ReadOnlySpan<byte> data = bytes.Slice(at);
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
        return true;
    }

    private static bool TryReadSoa(ReadOnlySpan<byte> bytes, int at, out uint minimum)
    {
        minimum = 0;
        if (!SkipName(bytes, ref at) || !SkipName(bytes, ref at) || bytes.Length - at != SoaNumbers)
        {
            return false;
        }

        minimum = BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(bytes.Length - 4));
        return true;
    }

    private static void Fail(BulkReply reply, int code)
    {
        reply.Code = code;
        switch (code)
        {
            case FormatError:
                reply.Fail(LookupFailureKind.FormatError, "the name server answered FORMERR");
                break;
            case ServerFailure:
                reply.Fail(LookupFailureKind.ServerFailure, "the resolver answered SERVFAIL");
                break;
            case NotImplemented:
                reply.Fail(LookupFailureKind.NotImplemented, "the name server answered NOTIMP");
                break;
            case Refused:
                reply.Fail(LookupFailureKind.Refused, "the name server answered REFUSED");
                break;
            default:
                reply.Fail(LookupFailureKind.OtherCode, "the name server answered with response code " + code);
                break;
        }
    }

    /// <summary>
    /// Steps over a name: labels up to the root's, or up to a pointer, which ends it and points to a name before it
    /// (RFC 1035, section 4.1.4).
    /// </summary>
    private static bool SkipName(ReadOnlySpan<byte> bytes, ref int at)
    {
        int start = at;
        while (at < bytes.Length && at - start < WireName.Longest)
        {
            int length = bytes[at];
            if (length == 0)
            {
                at++;
                return true;
            }

            if (length >= 0xC0)
            {
                if (at + 1 >= bytes.Length)
                {
                    return false;
                }

                int target = ((length & 0x3F) << 8) | bytes[at + 1];
                at += 2;
                return target >= QuestionPacket.HeaderLength && target < start;
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
