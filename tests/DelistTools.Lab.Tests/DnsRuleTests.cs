using System;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class DnsRuleTests : IDisposable
{
    private const string Name = "x.fault.test";
    private readonly DnsBehaviours _dns = new();
    private readonly LoopbackDnsServer _server;
    private readonly WireClient _client;

    public DnsRuleTests()
    {
        _dns.Zone("ok.test").RepliesAddress("127.0.0.2");
        _server = LoopbackDnsServer.Start(_dns);
        _client = new WireClient(_server.EndPoint);
    }

    private DnsRule Fault => _dns.Zone("fault.test");

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        Assert.Empty(_server.Failures);
    }

    [Theory]
    [InlineData(DnsResponseCode.ServerFailure)]
    [InlineData(DnsResponseCode.Refused)]
    [InlineData(DnsResponseCode.FormatError)]
    [InlineData(DnsResponseCode.NotImplemented)]
    public async Task RepliesCode_Asked_SendsTheCode(DnsResponseCode code)
    {
        Fault.RepliesCode(code);

        var reply = await _client.AskAsync(Name);

        Assert.Equal((code, 0, 0), (reply.Rcode, reply.Answers.Count, reply.Authority.Count));
    }

    [Theory]
    [InlineData(false, DnsResponseCode.NxDomain)]
    [InlineData(true, DnsResponseCode.NoError)]
    public async Task RepliesNegative_TtlGiven_IsInTheSoa(bool exists, DnsResponseCode code)
    {
        _ = exists ? Fault.RepliesNoData(17) : Fault.RepliesNxDomain(17);

        var reply = await _client.AskAsync(Name);

        Assert.Equal((code, 0), (reply.Rcode, reply.Answers.Count));
        var soa = Assert.Single(reply.Authority);
        Assert.Equal(("fault.test", 6, 17L), (soa.Name, soa.Type, soa.Ttl));
        Assert.Equal([0, 0, 0, 17], soa.Data[^4..]);
    }

    [Fact]
    public async Task RepliesNxDomain_WithoutTtl_HasNoSoa()
    {
        Fault.RepliesNxDomain(negativeTtl: null);

        Assert.Empty((await _client.AskAsync(Name)).Authority);
    }

    [Fact]
    public async Task StaysSilent_Asked_SendsNothing()
    {
        Fault.StaysSilent();

        Assert.True(await _client.StaysSilentAsync(Name, DnsRecordType.A, "ok.test"));
    }

    [Fact]
    public async Task Delays_Asked_OvertakenByALaterQuestion()
    {
        Fault.RepliesAddress("127.0.0.2").Delays(TimeSpan.FromMilliseconds(250));

        var slow = await _client.SendAsync(Name);
        var quick = await _client.SendAsync("ok.test");

        Assert.Equal(quick, (await _client.ReceiveAsync()).Id);
        Assert.Equal(slow, (await _client.ReceiveAsync()).Id);
    }

    [Fact]
    public async Task UsesWrongId_Asked_SendsAnotherId()
    {
        Fault.RepliesAddress("127.0.0.2").UsesWrongId();

        var id = await _client.SendAsync(Name);

        Assert.NotEqual(id, (await _client.ReceiveAsync()).Id);
    }

    [Fact]
    public async Task EchoesName_Asked_SendsAnotherQuestion()
    {
        Fault.RepliesAddress("127.0.0.2").EchoesName("other.example");

        var reply = await _client.AskAsync(Name);

        Assert.Equal(("other.example", "other.example"), (reply.QuestionName, reply.Answers[0].Name));
    }

    [Fact]
    public async Task SwapsCase_Asked_EchoesInOtherLetters()
    {
        Fault.RepliesAddress("127.0.0.2").SwapsCase();

        Assert.Equal("X.fAULT.TEST", (await _client.AskAsync("x.Fault.test")).QuestionName);
    }

    [Fact]
    public async Task UsesWrongPort_Asked_SendsFromElsewhere()
    {
        Fault.RepliesAddress("127.0.0.2").UsesWrongPort();

        await _client.SendAsync(Name);
        var (bytes, from) = await _client.ReceiveBytesAsync();

        Assert.NotEqual(_server.Port, from.Port);
        Assert.Single(new WireReply(bytes).Answers);
    }

    [Fact]
    public async Task Repeats_Asked_SendsTheSameAgain()
    {
        Fault.RepliesAddress("127.0.0.2").Repeats(3);

        var id = await _client.SendAsync(Name);

        for (var copy = 0; copy < 3; copy++)
        {
            Assert.Equal(id, (await _client.ReceiveAsync()).Id);
        }
    }

    [Fact]
    public async Task RepliesGarbage_Asked_SendsTheBytes()
    {
        Fault.RepliesGarbage(0xde, 0xad, 0xbe, 0xef);

        await _client.SendAsync(Name);

        Assert.Equal([0xde, 0xad, 0xbe, 0xef], (await _client.ReceiveBytesAsync()).Bytes);
    }

    [Fact]
    public async Task Next_WrongThenRight_SendsBothInOrder()
    {
        var right = DnsReplyPlan.Answer(DnsRecord.Address(Name, IPAddress.Parse("127.0.0.2")));
        Fault.Replies(right with { HasWrongId = true, Next = right });

        var id = await _client.SendAsync(Name);

        Assert.NotEqual(id, (await _client.ReceiveAsync()).Id);
        Assert.Equal(id, (await _client.ReceiveAsync()).Id);
    }

    [Fact]
    public async Task DropsFirst_AskedAgain_AnswersFromThenOn()
    {
        Fault.RepliesAddress("127.0.0.2").DropsFirst(2);

        Assert.True(await _client.StaysSilentAsync(Name, DnsRecordType.A, "ok.test"));
        Assert.True(await _client.StaysSilentAsync(Name, DnsRecordType.A, "ok.test"));
        Assert.Single((await _client.AskAsync(Name)).Answers);
        Assert.True(await _client.StaysSilentAsync("y.fault.test", DnsRecordType.A, "ok.test"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Truncates_TcpAnswers_KeepsTheRestForTcp(int kept)
    {
        Fault.RepliesAddress("127.0.0.2", "127.0.0.4", "127.0.0.10").Truncates(keptAnswers: kept);

        var overUdp = await _client.AskAsync(Name);
        var overTcp = await _client.AskOverTcpAsync(Name);

        Assert.Equal((true, kept), (overUdp.IsTruncated, overUdp.Answers.Count));
        Assert.Equal((false, 3), (overTcp!.IsTruncated, overTcp.Answers.Count));
    }

    [Fact]
    public async Task Truncates_TcpCloses_GivesNoAnswer()
    {
        Fault.RepliesAddress("127.0.0.2").Truncates(DnsTcpReaction.Close);

        Assert.True((await _client.AskAsync(Name)).IsTruncated);
        Assert.Null(await _client.AskOverTcpAsync(Name));
    }

    [Fact]
    public async Task Truncates_TcpSilent_KeepsTheConnectionOpen()
    {
        Fault.RepliesAddress("127.0.0.2").Truncates(DnsTcpReaction.Silence);

        var pending = _client.AskOverTcpAsync(Name);
        await _server.WaitForQuestionsAsync(1);
        Assert.NotNull(await _client.AskOverTcpAsync("ok.test"));

        Assert.False(pending.IsCompleted);
        await _server.DisposeAsync();
        Assert.Null(await pending);
    }

    [Theory]
    [InlineData("203.0.113.80")]
    [InlineData("0.0.0.0")]
    public async Task RepliesAddress_OutsideLoopback_IsSentAsItIs(string address)
    {
        Fault.RepliesAddress(address);

        Assert.Equal([address], (await _client.AskAsync(Name)).Texts(DnsRecordType.A));
        Assert.Empty((await _client.AskAsync(Name, DnsRecordType.Txt)).Answers);
    }

    [Fact]
    public async Task RewritesNxDomain_OneZone_LeavesOthersAlone()
    {
        Fault.RewritesNxDomain(IPAddress.Parse("203.0.113.99"));

        Assert.Equal(["203.0.113.99"], (await _client.AskAsync(Name)).Texts(DnsRecordType.A));
        var text = await _client.AskAsync(Name, DnsRecordType.Txt);
        Assert.Equal((DnsResponseCode.NoError, 0), (text.Rcode, text.Answers.Count));
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("random.example")).Rcode);
    }

    [Fact]
    public async Task Shuffles_AskedOften_SameSetInChangingOrder()
    {
        var addresses = Enumerable.Range(1, 20).Select(i => $"127.0.0.{i}").ToArray();
        Fault.RepliesAddress(addresses).Shuffles();

        var first = (await _client.AskAsync(Name)).Texts(DnsRecordType.A).ToArray();
        var second = (await _client.AskAsync(Name)).Texts(DnsRecordType.A).ToArray();

        Assert.NotEqual(first, second);
        Assert.Equal(addresses.Order(), first.Order());
        Assert.Equal(addresses.Order(), second.Order());
    }

    [Fact]
    public async Task Replies_ControlCharactersInTxt_ArriveUntouched()
    {
        byte[] nasty = [.. Encoding.ASCII.GetBytes("\u001b[2J\u001b]0;title\u0007\r\n\0"), 0xff, 0x9b];
        Fault.Replies(q => DnsReplyPlan.Answer(DnsRecord.Txt(q.Name, nasty)));

        Assert.Equal(nasty, Assert.Single((await _client.AskAsync(Name, DnsRecordType.Txt)).Answers[0].Strings));
    }

    [Fact]
    public async Task Replies_OversizedTxt_IsTruncatedToThePayloadSize()
    {
        var text = new string('t', 3000);
        Fault.Replies(q => DnsReplyPlan.Answer(DnsRecord.Txt(q.Name, [text])));

        var plain = await _client.AskAsync(Name, DnsRecordType.Txt);
        var edns = await _client.AskAsync(Name, DnsRecordType.Txt, ednsPayload: 1232);
        var large = await _client.AskAsync(Name, DnsRecordType.Txt, ednsPayload: 4096);
        var overTcp = await _client.AskOverTcpAsync(Name, DnsRecordType.Txt);

        Assert.All([plain, edns], reply => Assert.Equal((true, 0), (reply.IsTruncated, reply.Answers.Count)));
        Assert.True(plain.Length <= 512 && edns.Length <= 1232);
        Assert.Single(edns.Additional);
        Assert.Equal([text], large.Texts(DnsRecordType.Txt));
        Assert.Equal(12, overTcp!.Answers[0].Strings.Count);
        Assert.Equal([text], overTcp.Texts(DnsRecordType.Txt));
    }

    [Fact]
    public async Task Alters_IgnoresPayloadSize_SendsItAllAtOnce()
    {
        Fault.Replies(q => DnsReplyPlan.Answer(DnsRecord.Txt(q.Name, [new string('t', 3000)])))
            .Alters(plan => plan with { IgnoresPayloadSize = true });

        var reply = await _client.AskAsync(Name, DnsRecordType.Txt);

        Assert.False(reply.IsTruncated);
        Assert.True(reply.Length > 3000);
    }

    [Fact]
    public async Task Recovers_AfterFaults_AnswersAgain()
    {
        Fault.RepliesAddress("127.0.0.2").UsesWrongId().Truncates();
        Assert.True((await _client.AskAsync(Name)).IsTruncated);

        Fault.Recovers();

        var id = await _client.SendAsync(Name);
        var reply = await _client.ReceiveAsync();
        Assert.Equal((id, false, 1), (reply.Id, reply.IsTruncated, reply.Answers.Count));
    }
}
