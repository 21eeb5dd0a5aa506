using System;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

public sealed class QuestionPacketTests
{
    private readonly byte[] _packet = new byte[QuestionPacket.Longest];

    public QuestionPacketTests() => Array.Fill(_packet, (byte)0xFF);

    [Fact]
    public void Finish_WithEdns_IsOneQuestionAndAnOpt()
    {
        int name = WireName.Write("a.bc", _packet, QuestionPacket.HeaderLength);
        int length = QuestionPacket.Finish(_packet, name, DnsRecordKind.Txt, withEdns: true);
        QuestionPacket.SetId(_packet, 0xABCD);
        Assert.Equal(
            "ABCD0100000100000000000101610262630000100001" + "00002904D0000000000000",
            Convert.ToHexString(_packet, 0, length));
    }

    [Fact]
    public void Finish_WithoutEdnsAfterwards_TakesItAway()
    {
        int name = WireName.Write("a.bc", _packet, QuestionPacket.HeaderLength);
        QuestionPacket.Finish(_packet, name, DnsRecordKind.A, withEdns: true);
        QuestionPacket.SetId(_packet, 1);
        int length = QuestionPacket.Finish(_packet, name, DnsRecordKind.A, withEdns: false);
        Assert.Equal("0001010000010000000000000161026263000001" + "0001", Convert.ToHexString(_packet, 0, length));
    }

    [Fact]
    public void Longest_NameOf255Octets_Fits()
    {
        string longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        int name = WireName.Write(longest, _packet, QuestionPacket.HeaderLength);
        Assert.Equal(QuestionPacket.Longest, QuestionPacket.Finish(_packet, name, DnsRecordKind.A, withEdns: true));
    }
}
