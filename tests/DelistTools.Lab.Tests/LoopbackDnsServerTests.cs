using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class LoopbackDnsServerTests
{
    [Fact]
    public async Task Start_Handler_SeesTheQuestionAsSent()
    {
        DnsQuestionSeen? seen = null;
        await using var server = LoopbackDnsServer.Start(question =>
        {
            seen = question;
            return DnsReplyPlan.Answer(DnsRecord.Address(question.Name, IPAddress.Parse("127.0.0.2"), ttl: 77));
        });
        using var client = new WireClient(server.EndPoint);

        var id = await client.SendAsync("MiXed.Zen.TEST", ednsPayload: 1400);
        var reply = await client.ReceiveAsync();

        Assert.Equal("mixed.zen.test", seen!.Name);
        Assert.Equal("MiXed.Zen.TEST", seen.NameAsSent);
        Assert.Equal((DnsRecordType.A, 1, id, true), (seen.Type, seen.Class, seen.Id, seen.RecursionDesired));
        Assert.Equal((1400, DnsTransport.Udp, 1), (seen.EdnsPayloadSize, seen.Transport, seen.Attempt));
        Assert.True(IPAddress.IsLoopback(seen.From!.Address));
        Assert.True(reply.IsReply);
        Assert.Equal("MiXed.Zen.TEST", reply.QuestionName);
        Assert.Equal(("MiXed.Zen.TEST", 77L, "127.0.0.2"), (reply.Answers[0].Name, reply.Answers[0].Ttl, reply.Answers[0].Text));
    }

    [Fact]
    public async Task Ask_WithEdns_GetsAnEdnsRecordBack()
    {
        await using var server = LoopbackDnsServer.Start(new DnsBehaviours());
        using var client = new WireClient(server.EndPoint);

        var plain = await client.AskAsync("a.test");
        await client.SendAsync(WireClient.Question(7, "a.test", DnsRecordType.A, 4096, ednsOptions: [0, 10, 0, 2, 1, 2]));
        var withEdns = await client.ReceiveAsync();

        Assert.Empty(plain.Additional);
        var opt = Assert.Single(withEdns.Additional);
        Assert.Equal((41, string.Empty, 0), (opt.Type, opt.Name, opt.Data.Length));
    }

    [Fact]
    public async Task Ask_OmitsEdns_GetsNoneBack()
    {
        await using var server = LoopbackDnsServer.Start(_ => new DnsReplyPlan { OmitsEdns = true });
        using var client = new WireClient(server.EndPoint);

        Assert.Empty((await client.AskAsync("a.test", ednsPayload: 1232)).Additional);
    }

    [Fact]
    public async Task Questions_SeveralAsked_AreCountedByNameAndType()
    {
        await using var server = LoopbackDnsServer.Start(new DnsBehaviours());
        using var client = new WireClient(server.EndPoint);

        await client.AskAsync("a.zen.test");
        await client.AskAsync("A.zen.test");
        await client.AskAsync("a.zen.test", DnsRecordType.Txt);
        await client.AskOverTcpAsync("b.test");

        var counts = server.Questions;
        Assert.Equal((4, 1), (counts.Total, counts.OverTcp));
        Assert.Equal(2, counts.Of("a.ZEN.test.", DnsRecordType.A));
        Assert.Equal(1, counts.Of("a.zen.test", DnsRecordType.Txt));
        Assert.Equal(0, counts.Of("c.test", DnsRecordType.A));
        Assert.Equal(3, counts.Within("zen.test"));
        Assert.Equal(3, counts.ByQuestion.Count);
    }

    [Fact]
    public async Task WaitForQuestionsAsync_CountReached_Completes()
    {
        await using var server = LoopbackDnsServer.Start(_ => DnsReplyPlan.Silence);
        using var client = new WireClient(server.EndPoint);
        var three = server.WaitForQuestionsAsync(3);

        await client.SendAsync("a.test");
        await client.SendAsync("b.test");
        await server.WaitForQuestionsAsync(2);
        Assert.False(three.IsCompleted);
        await client.SendAsync("c.test");
        await three.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(3, server.Questions.Total);
        using var cancelled = new CancellationTokenSource();
        var never = server.WaitForQuestionsAsync(4, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
    }

    [Fact]
    public async Task Ask_ManyInFlight_AnswersEach()
    {
        const int inFlight = 100;
        const int rounds = 30;
        await using var server = LoopbackDnsServer.Start(
            question => DnsReplyPlan.Answer(DnsRecord.Txt(question.Name, [question.Name])));

        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async worker =>
        {
            using var client = new WireClient(server.EndPoint);
            for (var i = 0; i < rounds; i++)
            {
                var name = $"n{i}.w{worker}.test";
                Assert.Equal([name], (await client.AskAsync(name, DnsRecordType.Txt)).Texts(DnsRecordType.Txt));
            }
        }));

        Assert.Equal(inFlight * rounds, server.Questions.Total);
    }

    [Fact]
    public async Task Ask_HandlerThrows_GetsServfailAndTheFailureIsKept()
    {
        await using var server = LoopbackDnsServer.Start(_ => throw new InvalidOperationException("the handler's fault"));
        using var client = new WireClient(server.EndPoint);

        Assert.Equal(DnsResponseCode.ServerFailure, (await client.AskAsync("a.test")).Rcode);
        Assert.Equal(DnsResponseCode.ServerFailure, (await client.AskAsync("b.test")).Rcode);
        Assert.Equal(2, server.Failures.Count);
        Assert.Equal("the handler's fault", server.Failures[0].Message);
    }

    [Fact]
    public async Task Ask_PlanCannotBeWritten_GetsServfailAndTheFailureIsKept()
    {
        await using var server = LoopbackDnsServer.Start(_ => new DnsReplyPlan { EchoedName = new string('x', 64) });
        using var client = new WireClient(server.EndPoint);

        Assert.Equal(DnsResponseCode.ServerFailure, (await client.AskAsync("a.test")).Rcode);
        Assert.IsType<ArgumentException>(Assert.Single(server.Failures));
    }

    [Fact]
    public async Task Ask_Unreadable_GetsFormatErrorOrNothing()
    {
        await using var server = LoopbackDnsServer.Start(_ => DnsReplyPlan.Code(DnsResponseCode.NoError));
        using var client = new WireClient(server.EndPoint);

        await client.SendAsync([1, 2, 3]);
        await client.SendAsync(WireClient.Question(0x4242, "cut.test", DnsRecordType.A)[..15]);
        var reply = await client.ReceiveAsync();

        Assert.Equal((0x4242, DnsResponseCode.FormatError), (reply.Id, reply.Rcode));
        Assert.Equal(0, server.Questions.Total);
    }

    [Fact]
    public async Task Ask_EscapedLabels_SurviveTheRoundTrip()
    {
        DnsQuestionSeen? seen = null;
        await using var server = LoopbackDnsServer.Start(question =>
        {
            seen = question;
            return DnsReplyPlan.NxDomain("test");
        });
        using var client = new WireClient(server.EndPoint);
        byte[] message = [0, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, (byte)'a', (byte)'.', 0, 0xff, 4, (byte)'t', (byte)'e', (byte)'s', (byte)'t', 0, 0, 1, 0, 1];

        await client.SendAsync(message);
        var (bytes, _) = await client.ReceiveBytesAsync();

        Assert.Equal("a\\.\\000\\255.test", seen!.Name);
        Assert.Equal(message[12..], bytes[12..message.Length]);
    }

    [Fact]
    public async Task Start_Ip6_ListensThere()
    {
        await using var server = LoopbackDnsServer.Start(
            new DnsBehaviours(), new LoopbackDnsOptions { Address = IPAddress.IPv6Loopback });
        using var client = new WireClient(server.EndPoint);

        Assert.Equal($"[::1]:{server.Port}", server.NameServer);
        Assert.Equal(DnsResponseCode.NxDomain, (await client.AskAsync("a.test")).Rcode);
        Assert.Equal(DnsResponseCode.NxDomain, (await client.AskOverTcpAsync("a.test"))!.Rcode);
    }

    [Fact]
    public void Start_NoLoopbackAddress_Throws()
    {
        Assert.Throws<ArgumentException>(
            () => LoopbackDnsServer.Start(new DnsBehaviours(), new LoopbackDnsOptions { Address = IPAddress.Any }));
    }

    [Fact]
    public async Task Start_WithoutTcp_RefusesConnections()
    {
        await using var server = LoopbackDnsServer.Start(new DnsBehaviours(), new LoopbackDnsOptions { ListensOnTcp = false });
        using var client = new WireClient(server.EndPoint);

        var error = await Assert.ThrowsAsync<SocketException>(() => client.AskOverTcpAsync("a.test"));

        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }

    [Fact]
    public async Task DisposeAsync_RepliesHeldBack_DropsThemAndFreesThePort()
    {
        var dns = new DnsBehaviours();
        dns.Otherwise.Delays(TimeSpan.FromHours(1));
        var server = LoopbackDnsServer.Start(dns);
        using var client = new WireClient(server.EndPoint);
        await client.SendAsync("a.test");
        var overTcp = client.AskOverTcpAsync("b.test");
        await server.WaitForQuestionsAsync(2);

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.Null(await overTcp);
        using var udp = new UdpClient(server.EndPoint);
        using var tcp = new TcpListener(server.EndPoint);
        tcp.Start();
    }

    [Fact]
    public async Task Start_Several_DoNotMix()
    {
        var servers = Enumerable.Range(1, 5)
            .Select(i => LoopbackDnsServer.Start(
                q => DnsReplyPlan.Answer(DnsRecord.Address(q.Name, IPAddress.Parse($"127.0.0.{i}")))))
            .ToList();
        var answers = new List<string>();
        foreach (var server in servers)
        {
            using var client = new WireClient(server.EndPoint);
            answers.AddRange((await client.AskAsync("a.test")).Texts(DnsRecordType.A));
            server.Dispose();
        }

        Assert.Equal(["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"], answers);
    }
}
