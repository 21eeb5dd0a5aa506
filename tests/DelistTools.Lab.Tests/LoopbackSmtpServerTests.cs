using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class LoopbackSmtpServerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Session_NothingSetUp_TakesTheMessageAsItWasSent()
    {
        await using var server = LoopbackSmtpServer.Start();
        using var client = await SmtpClient.ConnectAsync(server);

        Assert.Equal("220 mx.lab.test ESMTP", await client.SayAsync());
        Assert.Equal(
            "250-mx.lab.test\n250-PIPELINING\n250-8BITMIME\n250-ENHANCEDSTATUSCODES\n250 SIZE 1048576",
            await client.SayAsync("EHLO mail.example.org"));
        Assert.StartsWith("250 2.1.0", await client.SayAsync("mail from:<a@example.org> SIZE=100 BODY=8BITMIME"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<b@lab.test>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<c@lab.test>"), StringComparison.Ordinal);
        Assert.StartsWith("354", await client.SayAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.6.0", await client.SayAsync("Subject: x", "", "..dot", SmtpWire.ToWire("ä"), "."), StringComparison.Ordinal);
        Assert.StartsWith("221", await client.SayAsync("QUIT"), StringComparison.Ordinal);
        Assert.Null(await client.SayAsync());

        var message = Assert.Single(server.Messages);
        Assert.Equal("a@example.org", message.Sender);
        Assert.Equal(["b@lab.test", "c@lab.test"], message.Recipients);
        Assert.Equal("Subject: x\r\n\r\n.dot\r\nä\r\n", message.Text);
        await server.WaitForEndedSessionsAsync(1).WaitAsync(Guard);
        var session = Assert.Single(server.Sessions);
        Assert.Equal(("mail.example.org", SmtpEnd.Quit), (session.HelloName, session.End));
        Assert.Equal("C: EHLO mail.example.org", session.Transcript[1]);
        Assert.Contains("C: (a message of 24 bytes)", session.Transcript);
        Assert.Empty(server.Failures);
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, 1)]
    [InlineData(SmtpTurnKind.Hello, 2)]
    [InlineData(SmtpTurnKind.MailFrom, 3)]
    [InlineData(SmtpTurnKind.Recipient, 4)]
    [InlineData(SmtpTurnKind.Data, 5)]
    [InlineData(SmtpTurnKind.EndOfData, 6)]
    public async Task Rule_AtEachPoint_RefusesThere(SmtpTurnKind kind, int at)
    {
        await using var server = LoopbackSmtpServer.Start(
            new SmtpBehaviours().On(kind, new SmtpReply(550, "5.7.1 First line", "5.7.1 Second line")));
        using var client = await SmtpClient.ConnectAsync(server);
        string[] lines = ["", "EHLO mail.example.org", "MAIL FROM:<>", "RCPT TO:<b@lab.test>", "DATA", "Subject: x\r\n\r\nBody\r\n."];

        for (var i = 1; i < at; i++)
        {
            var granted = i == 1 ? await client.SayAsync() : await client.SayAsync(lines[i - 1]);
            Assert.True(granted![0] is '2' or '3', granted);
        }

        var refused = at == 1 ? await client.SayAsync() : await client.SayAsync(lines[at - 1]);
        Assert.Equal("550-5.7.1 First line\n550 5.7.1 Second line", refused);
        Assert.Equal(at == 1 ? "503 5.5.1 Bad sequence of commands" : "250 2.0.0 Reset", await client.SayAsync("RSET"));
        Assert.StartsWith("221", await client.SayAsync("QUIT"), StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Rule_ByRecipient_SeesTheSessionAndFallsBackOnTheUsual()
    {
        var smtp = new SmtpBehaviours().On(
            SmtpTurnKind.Recipient,
            turn => turn.Mailbox == "nobody@lab.test" && turn.Session.HelloName == "h.example" && turn.Session.Sender == "a@h.example"
                ? new SmtpReply(550, "5.1.1 No such user")
                : null);
        await using var server = LoopbackSmtpServer.Start(smtp);
        using var client = await SmtpClient.ConnectAsync(server);
        await client.SayAsync();

        // All at once, as a client does that was offered PIPELINING.
        await client.SendAsync("HELO h.example", "MAIL FROM:<a@h.example>", "RCPT TO:<nobody@lab.test>", "RCPT TO:<b@lab.test>");
        Assert.Equal("250 mx.lab.test", await client.SayAsync());
        Assert.StartsWith("250", await client.SayAsync(), StringComparison.Ordinal);
        Assert.Equal("550 5.1.1 No such user", await client.SayAsync());
        Assert.StartsWith("250", await client.SayAsync(), StringComparison.Ordinal);
        Assert.Equal(["b@lab.test"], server.Sessions[0].Recipients);
        Assert.StartsWith("250", await client.SayAsync("RSET"), StringComparison.Ordinal);
        Assert.Empty(server.Sessions[0].Recipients);
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.example>", "503")]
    [InlineData("RCPT TO:<a@b.example>", "503")]
    [InlineData("DATA", "503")]
    [InlineData("EHLO", "501")]
    [InlineData("STARTTLS", "502")]
    [InlineData("NOOP", "250")]
    [InlineData("rset", "250")]
    public async Task Command_OutOfOrderOrUnknown_IsSaidSo(string line, string code)
    {
        await using var server = LoopbackSmtpServer.Start();
        using var client = await SmtpClient.ConnectAsync(server);
        await client.SayAsync();

        Assert.StartsWith(code, await client.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_Exceeded_AreRefused()
    {
        var options = new LoopbackSmtpOptions { LargestMessage = 100, LongestLine = 200, MostCommands = 8 };
        await using var server = LoopbackSmtpServer.Start(options: options);
        using (var client = await SmtpClient.ConnectAsync(server))
        {
            await client.SayAsync();
            await client.SayAsync("EHLO h.example");
            Assert.StartsWith("552", await client.SayAsync("MAIL FROM:<a@h.example> SIZE=101"), StringComparison.Ordinal);
            await client.SayAsync("MAIL FROM:<a@h.example>");
            await client.SayAsync("RCPT TO:<b@lab.test>");
            await client.SayAsync("DATA");
            Assert.StartsWith("552", await client.SayAsync([.. Enumerable.Repeat("0123456789", 20), "."]), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SayAsync("RSET"), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SayAsync("NOOP"), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SayAsync("NOOP"), StringComparison.Ordinal);
            Assert.StartsWith("421", await client.SayAsync(), StringComparison.Ordinal);
        }

        using var second = await SmtpClient.ConnectAsync(server);
        await second.SayAsync();
        Assert.StartsWith("500", await second.SayAsync("NOOP " + new string('x', 300)), StringComparison.Ordinal);
        Assert.Empty(server.Messages);
        await server.WaitForEndedSessionsAsync(2).WaitAsync(Guard);
        Assert.All(server.Sessions, s => Assert.Equal(SmtpEnd.ServerClosed, s.End));
    }

    [Fact]
    public async Task SessionTime_Over_IsEndedWith421()
    {
        await using var server = LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { SessionTime = TimeSpan.FromMilliseconds(200) });
        using var client = await SmtpClient.ConnectAsync(server);

        string? last = null;
        while (await client.SayAsync() is { } reply)
        {
            last = reply;
        }

        Assert.StartsWith("421 4.4.2", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_AtAPoint_LeavesTheClientWaitingUntilItGoes()
    {
        await using var server = LoopbackSmtpServer.Start(new SmtpBehaviours().On(SmtpTurnKind.MailFrom, SmtpReply.Silence));
        using (var client = await SmtpClient.ConnectAsync(server))
        {
            await client.SayAsync();
            await client.SayAsync("EHLO h.example");
            await client.SendAsync("MAIL FROM:<a@h.example>");
            await server.WaitForTurnsAsync(SmtpTurnKind.MailFrom).WaitAsync(Guard);
            Assert.Equal(SmtpEnd.None, server.Sessions[0].End);
        }

        await server.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Equal(SmtpEnd.ClientLeft, server.Sessions[0].End);
    }

    [Fact]
    public async Task Drop_AtAPoint_ClosesWithoutAWord()
    {
        await using var server = LoopbackSmtpServer.Start(new SmtpBehaviours().On(SmtpTurnKind.Greeting, SmtpReply.Drop));
        using var client = await SmtpClient.ConnectAsync(server);

        Assert.Null(await client.SayAsync());
        await server.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Equal(SmtpEnd.ServerClosed, server.Sessions[0].End);
    }

    [Fact]
    public async Task Sessions_SeveralAtOnce_AreServedUpToTheLimit()
    {
        await using var server = LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { MostSessions = 2 });
        using var first = await SmtpClient.ConnectAsync(server);
        Assert.StartsWith("220", await first.SayAsync(), StringComparison.Ordinal);
        using var second = await SmtpClient.ConnectAsync(server);
        Assert.StartsWith("220", await second.SayAsync(), StringComparison.Ordinal);
        using var third = await SmtpClient.ConnectAsync(server);
        Assert.StartsWith("421", await third.SayAsync(), StringComparison.Ordinal);

        Assert.StartsWith("250", await second.SayAsync("HELO b.example"), StringComparison.Ordinal);
        Assert.StartsWith("250", await first.SayAsync("HELO a.example"), StringComparison.Ordinal);
        Assert.Equal(["a.example", "b.example", null], server.Sessions.Select(s => s.HelloName));
    }

    [Fact]
    public async Task Rule_Throws_IsKeptAndShownAs451()
    {
        await using var server = LoopbackSmtpServer.Start(
            new SmtpBehaviours().On(SmtpTurnKind.Hello, _ => throw new InvalidOperationException("rule")));
        using var client = await SmtpClient.ConnectAsync(server);
        await client.SayAsync();

        Assert.StartsWith("451", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.Equal("rule", Assert.Single(server.Failures).Message);
    }

    [Fact]
    public async Task Dispose_SessionsUnderWay_EndsThemAndFreesThePort()
    {
        var server = LoopbackSmtpServer.Start();
        using var client = await SmtpClient.ConnectAsync(server);
        await client.SayAsync();

        await server.DisposeAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(SmtpEnd.Stopped, server.Sessions[0].End);
        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => again.ConnectAsync(server.EndPoint));
        Assert.Empty(server.Failures);
    }

    [Fact]
    public void Start_OtherThanLoopback_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { Address = IPAddress.Any }));

    [Fact]
    public void Reply_LineBreakInALine_IsRefused() => Assert.Throws<ArgumentException>(() => new SmtpReply(550, "a\r\nb"));
}
