using System;
using System.Buffers.Binary;
using System.Net;

namespace DelistTools.Lab;

/// <summary>Reads questions (RFC 1035 section 4.1.2), with an EDNS record or without (RFC 6891).</summary>
internal static class DnsQuestionReader
{
    /// <summary>Reads a message.</summary>
    /// <returns>Null: no readable question of one name.</returns>
    public static DnsQuestionSeen? Read(ReadOnlySpan<byte> message, DnsTransport transport, IPEndPoint? from)
    {
        var isQuery = message.Length >= DnsHeader.Length
            && (message[2] & (DnsHeader.Response | DnsHeader.Opcode)) == 0
            && BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == 1;
        var offset = DnsHeader.Length;
        if (!isQuery || !DnsName.TryRead(message, ref offset, out var name) || offset + 4 > message.Length)
        {
            return null;
        }

        var type = BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
        var questionClass = BinaryPrimitives.ReadUInt16BigEndian(message[(offset + 2)..]);
        return new DnsQuestionSeen
        {
            Name = name.ToLowerInvariant(),
            NameAsSent = name,
            Type = (DnsRecordType)type,
            Class = questionClass,
            Id = BinaryPrimitives.ReadUInt16BigEndian(message),
            RecursionDesired = (message[2] & DnsHeader.RecursionDesired) != 0,
            EdnsPayloadSize = EdnsPayloadSize(message, offset + 4),
            Transport = transport,
            From = from,
        };
    }

    private static int? EdnsPayloadSize(ReadOnlySpan<byte> message, int offset)
    {
        // A question has no answers and no authority; whatever follows is the additional section.
        int records = BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        for (; records > 0; records--)
        {
            if (!DnsName.TryRead(message, ref offset, out _) || offset + 10 > message.Length)
            {
                return null;
            }

            if (BinaryPrimitives.ReadUInt16BigEndian(message[offset..]) == (int)DnsRecordType.Opt)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(message[(offset + 2)..]);
            }

            offset += 10 + BinaryPrimitives.ReadUInt16BigEndian(message[(offset + 8)..]);
        }

        return null;
    }
}
