using System;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class SmtpSenderTests
{
    private const string Message = "Subject: x\r\n\r\n.dot\r\n";

    [Fact]
    public async Task Send_Granted_IsDeliveredWithTheFinalReply()
    {
        await using var server = LoopbackSmtpServer.Start();

        var delivery = await SendAsync(server);

        Assert.True(delivery.IsDelivered);
        Assert.Equal("250 2.6.0 Message taken", delivery.Reply);
        Assert.Null(delivery.Bounce);
        Assert.Equal(Message, Assert.Single(server.Messages).Text);
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, "initial connection")]
    [InlineData(SmtpTurnKind.Hello, "EHLO h.example")]
    [InlineData(SmtpTurnKind.MailFrom, "MAIL FROM:<a@h.example> SIZE=20")]
    [InlineData(SmtpTurnKind.Recipient, "RCPT TO:<b@lab.test>")]
    [InlineData(SmtpTurnKind.Data, "DATA")]
    [InlineData(SmtpTurnKind.EndOfData, "end of data")]
    public async Task Send_RefusedAtEachPoint_BouncesWithTheReplyThatCame(SmtpTurnKind kind, string step)
    {
        await using var server = LoopbackSmtpServer.Start(new SmtpBehaviours().On(kind, new SmtpReply(554, "5.7.1 No", "5.7.1 Really")));

        var delivery = await SendAsync(server);

        Assert.False(delivery.IsDelivered);
        Assert.Equal("554-5.7.1 No\n554 5.7.1 Really", delivery.Reply);
        Assert.Equal(
            "  b@lab.test\n    host mx.lab.test [127.0.0.1]\n    SMTP error from remote mail server after " + step
            + ":\n    554-5.7.1 No\n    554 5.7.1 Really\n",
            delivery.Bounce);
        await server.WaitForEndedSessionsAsync();
        Assert.Equal(SmtpEnd.Quit, server.Sessions[0].End);
        Assert.Equal(kind is SmtpTurnKind.MailFrom or SmtpTurnKind.Recipient, string.Join('\n', server.Sessions[0].Transcript).Contains("C: RSET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ConnectionClosed_BouncesWithoutAReply()
    {
        await using var server = LoopbackSmtpServer.Start(new SmtpBehaviours().On(SmtpTurnKind.Recipient, SmtpReply.Drop));

        var delivery = await SendAsync(server);

        Assert.Null(delivery.Reply);
        Assert.EndsWith("    Remote host closed connection in response to RCPT TO:<b@lab.test>\n", delivery.Bounce, StringComparison.Ordinal);
    }

    private static Task<SmtpDelivery> SendAsync(LoopbackSmtpServer server) =>
        new SmtpSender(server.EndPoint, "mx.lab.test", "h.example").SendAsync("a@h.example", "b@lab.test", Message);
}
