using System;
using System.Buffers.Binary;

namespace DelistTools.Lab;

/// <summary>Writes the one question that the lab itself asks: whether a server is ready.</summary>
internal static class DnsQuestionWriter
{
    /// <summary>A question of class IN, with RD and without EDNS.</summary>
    public static byte[] Write(ushort id, string name, DnsRecordType type)
    {
        Span<byte> message = stackalloc byte[DnsHeader.Length + 255 + 4];
        message.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        message[2] = DnsHeader.RecursionDesired;
        message[5] = 1;
        var length = DnsHeader.Length + DnsName.Write(message[DnsHeader.Length..], name);
        BinaryPrimitives.WriteUInt16BigEndian(message[length..], (ushort)type);
        message[length + 3] = 1;
        return message[..(length + 4)].ToArray();
    }
}
