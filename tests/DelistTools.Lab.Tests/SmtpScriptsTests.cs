using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class SmtpScriptsTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ClosesAtHello_Says421AndIsGone()
    {
        Assert.StartsWith("421 4.7.0", await AnswerToHelloAsync(SmtpScripts.ClosesAtHello()), StringComparison.Ordinal);
        Assert.Equal(string.Empty, await AnswerToHelloAsync(SmtpScripts.ClosesAt(SmtpTurnKind.Hello)));
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting)]
    [InlineData(SmtpTurnKind.Hello)]
    [InlineData(SmtpTurnKind.MailFrom)]
    [InlineData(SmtpTurnKind.Recipient)]
    [InlineData(SmtpTurnKind.Data)]
    [InlineData(SmtpTurnKind.EndOfData)]
    public async Task Point_EachOfTheSession_IsMet(SmtpTurnKind kind)
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.UnequalCodes(kind));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);

        var reply = await client.SayAsync();
        foreach (var line in (string[])["EHLO h.example", "MAIL FROM:<>", "RCPT TO:<b@lab.test>", "DATA", "Subject: x\r\n\r\n."])
        {
            reply = reply.StartsWith("550", StringComparison.Ordinal) ? reply : await client.SayAsync(line);
        }

        Assert.Equal("550-5.7.1 [192.0.2.1] is on our block list\n554 5.7.1 See http://lab.test/blocked", reply);
        Assert.StartsWith("221", await client.SayAsync("QUIT"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    public async Task LineEnd_OneCharacter_IsSentAlone(string end)
    {
        await using var server = ScriptedSmtpServer.Start(end == "\n" ? SmtpScripts.BareLineFeeds() : SmtpScripts.BareCarriageReturns());
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);

        Assert.Equal("220 mx.lab.test ESMTP" + end, await client.ReadUntilAsync(end));
        await client.SendAsync("HELO h.example\r\n");
        Assert.Equal("250 mx.lab.test" + end, await client.ReadUntilAsync(end));
    }

    [Fact]
    public async Task TornAndEndless_AreWhatTheySay()
    {
        Assert.Equal("550 5.7.1 Refused", await AnswerToHelloAsync(SmtpScripts.NoLineEndAndCloses(SmtpTurnKind.Hello)));
        Assert.Equal("550-5.7.1 Refused, see\r\n550 5.7.1 http://bl", await AnswerToHelloAsync(SmtpScripts.TornReplyAt(SmtpTurnKind.Hello)));

        await using var server = ScriptedSmtpServer.Start(SmtpScripts.EndlessReply(SmtpTurnKind.Hello), SmtpScripts.NoLineEnd(SmtpTurnKind.Greeting));
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await client.SayAsync();
            await client.SendAsync("EHLO h.example\r\n");
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal("250-more\r\n", await client.ReadUntilAsync("\n"));
            }
        }

        await server.Connections[0].Closed.WaitAsync(Guard);
        using var second = await ScriptedClient.ConnectAsync(server.EndPoint);
        Assert.Equal("250 2.0.0 OK", await second.ReadUntilAsync("OK"));
        Assert.Empty(server.Failures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Huge_TenMegabytes_AreSent(bool inOneLine)
    {
        var script = inOneLine ? SmtpScripts.HugeLine(SmtpTurnKind.Greeting) : SmtpScripts.HugeReply(SmtpTurnKind.Greeting);
        await using var server = ScriptedSmtpServer.Start(script.At(SmtpTurnKind.Quit, string.Empty));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("QUIT\r\n");

        var bytes = await client.ReadToEndAsync();

        Assert.InRange(bytes.Length, SmtpScripts.TenMegabytes - 200, SmtpScripts.TenMegabytes + 200);
        Assert.Equal(inOneLine ? 1 : SmtpScripts.TenMegabytes / 80 + 1, bytes.Count(b => b == '\n'));
    }

    [Fact]
    public async Task Echo_Command_ComesBeforeTheReply()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.EchoesCommands());
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();

        Assert.Equal("NOOP", await client.SayAsync("NOOP"));
        Assert.StartsWith("502", await client.SayAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartTls_Refused_IsOfferedAllTheSame()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.RefusesStartTls());
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();

        Assert.Contains("STARTTLS", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.StartsWith("454", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    [InlineData("garbage")]
    public async Task Handshake_Broken_FailsAtTheClient(string how)
    {
        var script = how switch
        {
            "reset" => SmtpScripts.ResetsInHandshake(),
            "close" => SmtpScripts.ClosesInHandshake(),
            _ => SmtpScripts.GarbageInHandshake(),
        };
        await using var server = ScriptedSmtpServer.Start(script);
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await client.SayAsync();
            await client.SayAsync("EHLO h.example");
            Assert.StartsWith("220", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);

            var error = await Assert.ThrowsAnyAsync<Exception>(() => client.StartTlsAsync("mx.lab.test"));
            Assert.IsNotType<OperationCanceledException>(error);
        }

        var end = await server.Connections[0].Closed.WaitAsync(Guard);
        Assert.Equal(how == "reset", end == ScriptedEnd.ServerReset);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Handshake_Silent_WaitsUntilTheClientGoes()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.SilentInHandshake());
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await client.SayAsync();
            await client.SayAsync("EHLO h.example");
            Assert.StartsWith("220", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
            Assert.Equal(ScriptedEnd.None, server.Connections[0].End);
        }

        Assert.Equal(ScriptedEnd.Closed, await server.Connections[0].Closed.WaitAsync(Guard));
    }

    [Fact]
    public async Task Injection_BeforeTls_ComesInClearWithThe220()
    {
        using var certificate = LabCertificates.SelfSigned();
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.InjectsBeforeTls(certificate));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();
        await client.SayAsync("EHLO h.example");
        Assert.StartsWith("220", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.EndsWith("X-INJECTED", await client.SayAsync(), StringComparison.Ordinal);
        Assert.Equal("250 2.1.0 Injected", await client.SayAsync());
        Assert.Equal("250 2.1.5 Injected", await client.SayAsync());

        Assert.Equal("CN=mx.lab.test", await client.StartTlsAsync("mx.lab.test"));
        Assert.DoesNotContain("INJECTED", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersAhead_Replies_ComeBeforeTheirCommands()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.AnswersAhead());
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();

        Assert.Equal("250 mx.lab.test", await client.SayAsync("EHLO h.example"));
        Assert.Equal("250 2.1.0 Sender OK", await client.SayAsync());
        Assert.Equal("550 5.1.1 No such user", await client.SayAsync());
        await client.SendAsync("MAIL FROM:<>\r\nRCPT TO:<b@lab.test>\r\n");
        Assert.StartsWith("250 2.0.0", await client.SayAsync("RSET"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Greeting_OfAnotherProtocol_IsSentAsItIs()
    {
        Assert.StartsWith("HTTP/1.1 400", await GreetingAsync(SmtpScripts.HttpGreeting()), StringComparison.Ordinal);
        Assert.Equal(256, (await GreetingAsync(SmtpScripts.BinaryGreeting())).Distinct().Count());
        Assert.StartsWith("SSH-2.0", await GreetingAsync(SmtpScripts.GreetingWithoutCode()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_OfReplies_HasTheBytesItIsSaidToHave()
    {
        Assert.Contains("sp\xe4ter", await AnswerToHelloAsync(SmtpScripts.Latin1ReplyAt(SmtpTurnKind.Hello)), StringComparison.Ordinal);
        var unicode = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(await AnswerToHelloAsync(SmtpScripts.Utf8ReplyAt(SmtpTurnKind.Hello))));
        Assert.Contains("später prüfen. 已拒绝", unicode, StringComparison.Ordinal);
        var control = await AnswerToHelloAsync(SmtpScripts.ControlCharactersAt(SmtpTurnKind.Hello));
        Assert.All("\x1b\x9b\x9d\0\a\b\x7f", character => Assert.Contains(character, control));
        Assert.Equal("550\r\n", await AnswerToHelloAsync(SmtpScripts.BareCodeAt(SmtpTurnKind.Hello)));
        Assert.Equal("600 above all\r\n", await AnswerToHelloAsync(SmtpScripts.BadCodeAt(SmtpTurnKind.Hello, 2)));
        Assert.Equal("250 2.0.0 OK\r\n554 5.7.1 On second thoughts, no\r\n", await AnswerToHelloAsync(SmtpScripts.AnswersTwice(SmtpTurnKind.Hello)));
        await Assert.ThrowsAnyAsync<IOException>(() => AnswerToHelloAsync(SmtpScripts.ResetsAt(SmtpTurnKind.Hello)));
    }

    private static async Task<string> AnswerToHelloAsync(SmtpScript script)
    {
        await using var server = ScriptedSmtpServer.Start(script.At(SmtpTurnKind.Quit, string.Empty));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();
        await client.SendAsync("EHLO h.example\r\nQUIT\r\n");
        return Encoding.Latin1.GetString(await client.ReadToEndAsync());
    }

    private static async Task<string> GreetingAsync(SmtpScript script)
    {
        await using var server = ScriptedSmtpServer.Start(script.At(SmtpTurnKind.Quit, string.Empty));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("QUIT\r\n");
        return Encoding.Latin1.GetString(await client.ReadToEndAsync());
    }
}
