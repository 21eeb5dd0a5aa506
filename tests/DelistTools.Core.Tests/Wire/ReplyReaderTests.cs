using System;
using System.Linq;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>What is read of a whole reply. Damaged ones: <see cref="DamagedReplyTests"/>.</summary>
public sealed class ReplyReaderTests
{
    [Fact]
    public void Id_OfWhatIsNoReply_IsNone()
    {
        byte[] packet = new ReplyBytes().A(2).Make();
        Assert.Equal(ReplyBytes.Id, ReplyReader.Id(packet, packet.Length));
        Assert.Equal(-1, ReplyReader.Id(packet, 11));
        Assert.Equal(-1, ReplyReader.Id(packet, 0));

        // A question; another opcode.
        Assert.Equal(-1, ReplyReader.Id(new ReplyBytes { Flags = 0x0100 }.Make(), 12));
        Assert.Equal(-1, ReplyReader.Id(new ReplyBytes { Flags = 0xA180 }.Make(), 12));
    }

    [Fact]
    public void Read_OneAddress_IsThat()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(0, authoritative: true).A(2, 300).Opt().Read(out BulkReply reply));
        DnsAnswer answer = reply.ToAnswer();
        Assert.Equal((DnsOutcome.Records, "127.0.0.2", 300), (answer.Outcome, answer.Addresses.Single().ToString(), answer.Ttl.TotalSeconds));
        Assert.Equal((true, false, false), (answer.IsAuthoritative, answer.IsAlias, answer.IsPartial));
    }

    [Fact]
    public void Read_SeveralAddresses_AreSortedAndHoldForTheShortestTime()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().A(10, 90).A(2, 30).A(10, 60).A(4, 90).Read(out BulkReply reply));
        DnsAnswer answer = reply.ToAnswer();
        Assert.Equal(["127.0.0.2", "127.0.0.4", "127.0.0.10"], answer.Addresses.Select(a => a.ToString()));
        Assert.Equal(30, answer.Ttl.TotalSeconds);
    }

    [Fact]
    public void Read_ChainOfAliases_IsAnAliasWithTheAddressAtItsEnd()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Cname("a.test", 5).Cname("b.test").A(2).Read(out BulkReply reply));
        DnsAnswer answer = reply.ToAnswer();
        Assert.Equal((DnsOutcome.Records, true, 5), (answer.Outcome, answer.IsAlias, answer.Ttl.TotalSeconds));
        Assert.Single(answer.Addresses);
    }

    [Fact]
    public void Read_AliasToNothing_IsNoData()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Cname("a.test").Soa(60, 30).Read(out BulkReply reply));
        Assert.Equal((DnsOutcome.NoData, true, 30u), (reply.Outcome, reply.IsAlias, reply.Ttl));
    }

    [Fact]
    public void Read_TextsInSeveralStrings_AreJoinedAndSorted()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes(DnsRecordKind.Txt).Txt("b", "", "c").Txt("a ü").Txt("a ü").Read(out BulkReply reply));
        Assert.Equal(["a ü", "bc"], reply.ToAnswer().Texts);
    }

    [Fact]
    public void Read_LetterOfTwoOctetsInTwoStrings_IsOneLetter()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes(DnsRecordKind.Txt).Record(16, [2, (byte)'a', 0xC3, 1, 0xBC]).Read(out BulkReply reply));
        Assert.Equal(["aü"], reply.Texts);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void Read_Negative_HoldsForTheLesserOfTheSoasTimes(int code)
    {
        DnsOutcome outcome = code == 0 ? DnsOutcome.NoData : DnsOutcome.NameError;
        foreach ((uint ttl, uint minimum, uint expected) in new[]
        {
            (60u, 30u, 30u), (30u, 60u, 30u), (0u, 60u, 0u),

            // More than 31 bits are no time (RFC 2181, section 8).
            (0x8000_0000u, 60u, 0u), (60u, 0x8000_0000u, 60u), (0x7FFF_FFFFu, 0xFFFF_FFFFu, 0x7FFF_FFFFu),
        })
        {
            Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(code).Soa(ttl, minimum).Opt().Read(out BulkReply reply));
            Assert.Equal((outcome, expected), (reply.Outcome, reply.Ttl));
        }

        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(code).Soa(9, 9).Soa(5, 5).Read(out BulkReply two));
        Assert.Equal(9u, two.Ttl);
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(code).Read(out BulkReply none));
        Assert.Equal((outcome, 0u), (none.Outcome, none.Ttl));
    }

    [Fact]
    public void Read_NoSuchNameWithAnAddress_HasNoAddress()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(3).A(2).Read(out BulkReply reply));
        Assert.Equal(DnsOutcome.NameError, reply.Outcome);
        Assert.Empty(reply.ToAnswer().Addresses);
    }

    [Theory]
    [InlineData(1, LookupFailureKind.FormatError)]
    [InlineData(2, LookupFailureKind.ServerFailure)]
    [InlineData(4, LookupFailureKind.NotImplemented)]
    [InlineData(5, LookupFailureKind.Refused)]
    [InlineData(9, LookupFailureKind.OtherCode)]
    public void Read_ErrorCode_IsAFailureWhateverComesWithIt(int code, LookupFailureKind kind)
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(code).A(2).Read(out BulkReply reply));
        Assert.Equal((DnsOutcome.Failed, kind, 0), (reply.Outcome, reply.Failure, reply.AddressCount));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Read_CodeThatGoesOnInOpt_IsNeverAnAnswer(int code)
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(code).A(2).Opt(upperCode: 1).Read(out BulkReply reply));
        Assert.Equal((DnsOutcome.Failed, LookupFailureKind.OtherCode, 16 + code), (reply.Outcome, reply.Failure, reply.Code));
        Assert.Equal(code == 0, ReplyReader.IsForEdns(reply));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(2, false)]
    [InlineData(5, false)]
    [InlineData(3, false)]
    [InlineData(0, false)]
    public void IsForEdns_Code_IsOneThatServersGiveForOpt(int code, bool expected)
    {
        new ReplyBytes().Code(code).Read(out BulkReply reply);
        Assert.Equal(expected, ReplyReader.IsForEdns(reply));
    }

    [Fact]
    public void Read_CutOff_SaysOnlyThat()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Code(0, truncated: true).A(2).Count(1, 9).Read(out BulkReply reply));
        Assert.Equal((true, 0, DnsOutcome.Failed, LookupFailureKind.None), (reply.IsTruncated, reply.AddressCount, reply.Outcome, reply.Failure));
        Assert.True(MultiplexedTransport.IsUnfinished(reply));
    }

    [Fact]
    public void Read_OtherKinds_AreNoAnswers()
    {
        Assert.Equal(PacketMatch.Answer, new ReplyBytes().Txt("a").Record(28, new byte[16]).Read(out BulkReply reply));
        Assert.Equal((DnsOutcome.NoData, 0, 0), (reply.Outcome, reply.AddressCount, reply.Texts.Count));
    }

    [Fact]
    public void Read_RecordsOfOtherSections_AreNoAnswers()
    {
        Assert.Equal(
            PacketMatch.Answer, new ReplyBytes().Record(1, [127, 0, 0, 2], section: 2).Record(1, [127, 0, 0, 3], section: 3).Read(out BulkReply reply));
        Assert.Equal((DnsOutcome.NoData, 0), (reply.Outcome, reply.AddressCount));
    }

    [Fact]
    public void Read_TwoHundredAddresses_AreAllThere()
    {
        ReplyBytes packet = new();
        for (int i = 0; i < 200; i++)
        {
            packet.A(i);
        }

        Assert.Equal(PacketMatch.Answer, packet.Read(out BulkReply reply));
        Assert.Equal(200, reply.ToAnswer().Addresses.Count);
    }

    [Fact]
    public void Read_LongestPacket_IsReadToItsEnd()
    {
        ReplyBytes packet = new();
        while (packet.Make().Length < 65_535 - 4096)
        {
            packet.Record(99, new byte[1000]);
        }

        packet.A(2);
        packet.Record(99, new byte[65_535 - packet.Make().Length - 12]);
        Assert.Equal(65_535, packet.Make().Length);
        Assert.Equal(PacketMatch.Answer, packet.Read(out BulkReply reply));
        Assert.Equal(1, reply.AddressCount);

        // As many addresses as it can hold.
        ReplyBytes full = new();
        byte[] address = [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 2];
        int fit = (65_535 - full.Make().Length) / address.Length;
        full.Count(1, fit).Tail([.. Enumerable.Repeat(address, fit).SelectMany(a => a)]);
        Assert.Equal(PacketMatch.Answer, full.Read(out reply));
        Assert.Equal(fit, reply.AddressCount);
    }

    [Fact]
    public void Read_UsedAgain_RemembersNothing()
    {
        byte[] question = new byte[QuestionPacket.Longest];
        int length = WireName.Write(ReplyBytes.Name, question, QuestionPacket.HeaderLength);
        QuestionPacket.Finish(question, length, DnsRecordKind.A, withEdns: true);
        BulkReply reply = new();
        byte[] first = new ReplyBytes().Code(0, authoritative: true).Cname("a").A(2).A(3).Make();
        byte[] second = new ReplyBytes().Code(3).Make();
        Assert.Equal(PacketMatch.Answer, ReplyReader.Read(first, first.Length, question, length, DnsRecordKind.A, reply));
        Assert.Equal(PacketMatch.Answer, ReplyReader.Read(second, second.Length, question, length, DnsRecordKind.A, reply));
        DnsAnswer answer = reply.ToAnswer();
        Assert.Equal((DnsOutcome.NameError, false, false, TimeSpan.Zero), (answer.Outcome, answer.IsAuthoritative, answer.IsAlias, answer.Ttl));
        Assert.Empty(answer.Addresses);
    }
}
