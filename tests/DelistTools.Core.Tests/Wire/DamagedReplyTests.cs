using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>Replies that are none, belong to another question, or lie about themselves.</summary>
public sealed class DamagedReplyTests
{
    public static TheoryData<string> Names => [.. Damaged.Keys];

    private static Dictionary<string, ReplyBytes> Damaged => new()
    {
        ["fewer records than it says"] = new ReplyBytes().A(2).Count(1, 2),
        ["more records than it says"] = new ReplyBytes().A(2).Count(1, 0),
        ["octets behind the last record"] = new ReplyBytes().A(2).Tail(0),
        ["65535 records of each kind"] = new ReplyBytes().A(2).Count(1, 65535).Count(2, 65535).Count(3, 65535),
        ["a record beyond the end"] = new ReplyBytes().Record(1, [127, 0, 0, 2], length: 5),
        ["a record far beyond the end"] = new ReplyBytes().Record(1, [127, 0, 0, 2], length: 65535),
        ["an address of three octets"] = new ReplyBytes().Record(1, [127, 0, 0]),
        ["an address of five octets"] = new ReplyBytes().Record(1, [127, 0, 0, 2, 0]),
        ["an address of none"] = new ReplyBytes().Record(1, []),
        ["a good address and a bad one"] = new ReplyBytes().A(2).Record(1, [127, 0, 0]),
        ["an owner that points to itself"] = new ReplyBytes().Record(1, [127, 0, 0, 2], owner: [0xC0, 36]),
        ["an owner that points forward"] = new ReplyBytes().Record(1, [127, 0, 0, 2], owner: [0xC0, 38]),
        ["an owner that points outside"] = new ReplyBytes().Record(1, [127, 0, 0, 2], owner: [0xFF, 0xFF]),
        ["an owner that points into the header"] = new ReplyBytes().Record(1, [127, 0, 0, 2], owner: [0xC0, 4]),
        ["an owner with a label of an unknown kind"] = new ReplyBytes().Record(1, [127, 0, 0, 2], owner: [0x40, 1, 0]),
        ["an owner longer than names are"] = new ReplyBytes().Record(
            1, [127, 0, 0, 2], owner: [.. Enumerable.Range(0, 5).SelectMany(_ => (byte[])[63, .. new byte[63]]), 0]),
        ["an owner without an end"] = new ReplyBytes().Count(1, 1).Tail(3, 97, 98),
        ["half a pointer"] = new ReplyBytes().Count(1, 1).Tail(0xC0),
        ["an owner and no record"] = new ReplyBytes().Count(1, 1).Tail(0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0),
        ["an alias that does not end where its record does"] = new ReplyBytes().Record(5, [1, 97, 0, 0]).A(2),
        ["an alias that ends behind its record"] = new ReplyBytes().Record(5, [5, 97]).A(2),
        ["an address of another class"] = new ReplyBytes().Record(1, [127, 0, 0, 2], of: 3),
        ["two OPT records"] = new ReplyBytes().A(2).Opt().Opt(),
        ["an OPT record of a name"] = new ReplyBytes().A(2).Opt(owner: [0xC0, 12]),
        ["an SOA without its numbers"] = new ReplyBytes().Code(3).Record(6, [0, 0, 1, 2, 3, 4], section: 2),
        ["an SOA with numbers too many"] = new ReplyBytes().Code(3).Record(6, new byte[23], section: 2),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_ReplyThatLies_IsDamaged(string name)
    {
        Assert.Equal(PacketMatch.Damaged, Damaged[name].Read(out _));
    }

    [Theory]
    [InlineData(2, 97)]
    [InlineData(1, 97, 1)]
    [InlineData(255)]
    public void Read_TextsThatDoNotFillTheirRecord_AreDamaged(params int[] data) =>
        Assert.Equal(PacketMatch.Damaged, new ReplyBytes(DnsRecordKind.Txt).Record(16, ReplyBytes.Octets(data)).Read(out _));

    [Fact]
    public void Read_AnotherQuestion_IsNoAnswer()
    {
        Assert.Equal(PacketMatch.None, new ReplyBytes().Question("11.2.0.192.bl.test", 1, 1).A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Question(ReplyBytes.Name, 16, 1).A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Question(ReplyBytes.Name, 1, 3).A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Question(ReplyBytes.Name + ".x", 1, 1).A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Question("0.192.bl.test", 1, 1).A(2).Read(out _));
    }

    [Fact]
    public void Read_NoQuestionOrSeveral_IsNoAnswer()
    {
        Assert.Equal(PacketMatch.None, new ReplyBytes().NoQuestion().A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().NoQuestion().Code(3).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().NoQuestion().Code(5).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Question(ReplyBytes.Name, 1, 1, further: true).A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Count(0, 65535).A(2).Read(out _));
        Assert.Equal(PacketMatch.None, new ReplyBytes().Count(0, 0).A(2).Read(out _));
    }

    [Theory]
    [InlineData(1, LookupFailureKind.FormatError)]
    [InlineData(4, LookupFailureKind.NotImplemented)]
    public void Read_QuestionThatTheServerDidNotRead_IsAFailure(int code, LookupFailureKind kind)
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().NoQuestion().Code(code).Read(out BulkReply reply));
        Assert.Equal((DnsOutcome.Failed, kind), (reply.Outcome, reply.Failure));
        Assert.True(ReplyReader.IsForEdns(reply));
    }

    [Fact]
    public void Read_OtherCase_IsSaidWhateverComesBehindTheQuestion()
    {
        string other = ReplyBytes.Name.ToUpperInvariant();
        Assert.Equal(PacketMatch.OtherCase, new ReplyBytes().Question(other, 1, 1).A(2).Read(out BulkReply reply));
        Assert.Equal(1, reply.AddressCount);
        Assert.Equal(PacketMatch.OtherCase, new ReplyBytes().Question(other, 1, 1).Code(0, truncated: true).Read(out _));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(31)]
    [InlineData(35)]
    public void Read_QuestionThatIsCutOff_IsNoAnswer(int length)
    {
        byte[] packet = new ReplyBytes().A(2).Make();
        Assert.Equal(PacketMatch.None, ReplyBytes.Read(packet[..length], DnsRecordKind.A, out _));
    }

    [Fact]
    public void Read_CutAnywhereBehindTheQuestion_IsDamaged()
    {
        byte[] packet = new ReplyBytes().Cname("a.test").A(2).Soa(60, 60).Opt().Make();
        int question = new ReplyBytes().Make().Length;
        for (int length = question; length < packet.Length; length++)
        {
            Assert.Equal(PacketMatch.Damaged, ReplyBytes.Read(packet[..length], DnsRecordKind.A, out _));
        }

        Assert.Equal(PacketMatch.Answer, ReplyBytes.Read(packet, DnsRecordKind.A, out _));
    }
}
