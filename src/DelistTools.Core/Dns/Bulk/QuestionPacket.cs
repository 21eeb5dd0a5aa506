using System;

namespace DelistTools.Dns.Bulk;

/// <summary>A question as it goes out: a header, one name, and an OPT record (RFC 1035, section 4.1; RFC 6891).</summary>
internal static class QuestionPacket
{
    internal const int HeaderLength = 12;

    /// <summary>Type and class after the name.</summary>
    internal const int AfterName = 4;

    // What fits a packet everywhere without fragments (DNS Flag Day 2020).
    internal const int SafeUdpSize = 1232;

    internal const int OptLength = 11;

    internal const int Longest = HeaderLength + WireName.Longest + AfterName + OptLength;

    /// <summary>Writes all but the id around a name that stands in its place already. Gives the length of the packet.</summary>
    /// <param name="packet">The name lies behind the header.</param>
    /// <param name="nameLength">Octets of the name.</param>
    /// <param name="kind">The kind asked for.</param>
    /// <param name="withEdns">With an OPT record; servers that do not know it answer FORMERR.</param>
    internal static int Finish(byte[] packet, int nameLength, DnsRecordKind kind, bool withEdns)
    {
        // Recursion desired, one question.
        packet[2] = 1;
        packet[3] = 0;
        packet[4] = 0;
        packet[5] = 1;
        Array.Clear(packet, 6, 6);
        int at = HeaderLength + nameLength;
        packet[at++] = 0;
        packet[at++] = (byte)kind;
        packet[at++] = 0;
        packet[at++] = 1;
        if (!withEdns)
        {
            return at;
        }

        packet[11] = 1;
        Array.Clear(packet, at, OptLength);
        packet[at + 2] = 41;
        packet[at + 3] = SafeUdpSize >> 8;
        packet[at + 4] = SafeUdpSize & 0xFF;
        return at + OptLength;
    }

    internal static void SetId(byte[] packet, ushort id)
    {
        packet[0] = (byte)(id >> 8);
        packet[1] = (byte)id;
    }
}
