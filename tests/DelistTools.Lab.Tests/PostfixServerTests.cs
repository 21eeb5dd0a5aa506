using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class PostfixServerTests : IDisposable
{
    private const string Message = "Subject: x\r\nFrom: <a@example.com>\r\n\r\nBody\r\n";
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(60));

    public void Dispose() => _guard.Dispose();

    [Fact]
    public async Task Send_ToAMailbox_IsDelivered()
    {
        await using var postfix = await PostfixServer.StartAsync(_guard.Token);

        var delivery = await SendAsync(postfix);

        Assert.True(delivery.IsDelivered, delivery.ToString());
        var message = Assert.Single(await postfix.WaitForMessagesAsync("tom@lab.test", 1, _guard.Token));
        Assert.Contains("Subject: x\n", message, StringComparison.Ordinal);
        Assert.Contains("status=sent", await postfix.WaitForLogAsync("to=<tom@lab.test>", _guard.Token), StringComparison.Ordinal);
        Assert.Contains("\n    550 5.1.1 <nobody@lab.test>: Recipient address rejected", (await SendAsync(postfix, to: "nobody@lab.test")).Bounce, StringComparison.Ordinal);
        Assert.Contains("\n    554 5.7.1 <b@elsewhere.test>: Relay access denied", (await SendAsync(postfix, to: "b@elsewhere.test")).Bounce, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, "initial connection")]
    [InlineData(SmtpTurnKind.Hello, "EHLO h.example")]
    [InlineData(SmtpTurnKind.MailFrom, "MAIL FROM:<a@example.com> SIZE=43")]
    [InlineData(SmtpTurnKind.Recipient, "RCPT TO:<tom@lab.test>")]
    [InlineData(SmtpTurnKind.Data, "DATA")]
    [InlineData(SmtpTurnKind.EndOfData, "end of data")]
    public async Task Refusals_AtEachPoint_AreSaidThere(SmtpTurnKind kind, string step)
    {
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Refusals = new Dictionary<SmtpTurnKind, string> { [kind] = "554 5.7.1 Costs $5, no" } }, _guard.Token);

        var delivery = await SendAsync(postfix);

        Assert.Contains("after " + step + ":\n    554 5.7.1 ", delivery.Bounce, StringComparison.Ordinal);
        Assert.EndsWith("Costs $5, no", delivery.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedRecipients_One_LeavesTheOthers()
    {
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions
            {
                RefusedRecipients = new Dictionary<string, string> { ["tom@lab.test"] = "452 4.2.2 Mailbox full, try later" },
            },
            _guard.Token);

        Assert.StartsWith("452 4.2.2 ", (await SendAsync(postfix)).Reply, StringComparison.Ordinal);
        Assert.True((await SendAsync(postfix, to: "postmaster@lab.test")).IsDelivered);
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, "initial connection")]
    [InlineData(SmtpTurnKind.Recipient, "RCPT TO:<tom@lab.test>")]
    public async Task DnsLists_OfTheLab_AreAskedThroughTheNameServerGiven(SmtpTurnKind at, string step)
    {
        var dns = new DnsBehaviours();
        var zone = new DnsblZone("zen.lab.test", DnsblKinds.Ip4) { Text = "https://alpha.lab.test/lookup/$" }.List("127.0.0.1");
        dns.Zone(zone).KeepsFor(0);
        await using var server = LoopbackDnsServer.Start(dns);
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { NameServer = server.EndPoint, DnsLists = ["zen.lab.test"], DnsListsAt = at }, _guard.Token);

        var delivery = await SendAsync(postfix);

        Assert.Contains("after " + step + ":\n    554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using zen.lab.test; https://alpha.lab.test/lookup/127.0.0.1", delivery.Bounce, StringComparison.Ordinal);
        zone.Delist("127.0.0.1");
        Assert.Equal("250", (await SendAsync(postfix)).Reply?[..3]);
    }

    [Fact]
    public async Task ReverseDns_Required_ComesFromTheNameServerToo()
    {
        var dns = new DnsBehaviours();
        await using var server = LoopbackDnsServer.Start(dns);
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { NameServer = server.EndPoint, RequiresReverseDns = true }, _guard.Token);

        Assert.Contains("cannot find your reverse hostname", (await SendAsync(postfix)).Reply, StringComparison.Ordinal);
        dns.Zone(new DnsTable("1.0.0.127.in-addr.arpa").Ptr("@", "mail.example.com."));
        Assert.True((await SendAsync(postfix)).IsDelivered);
    }

    [Fact]
    public async Task Policy_Greylist_PutsOffOnceForEachTriplet()
    {
        var greylist = new Greylist();
        await using var postfix = await PostfixServer.StartAsync(new PostfixOptions { Policy = greylist.Decide }, _guard.Token);

        var first = await SendAsync(postfix);
        var second = await SendAsync(postfix);

        Assert.StartsWith("450 4.7.1 <tom@lab.test>: Recipient address rejected: Greylisted", first.Reply, StringComparison.Ordinal);
        Assert.True(second.IsDelivered);
        Assert.Equal(["127.0.0.1 a@example.com tom@lab.test", "127.0.0.1 a@example.com tom@lab.test"], greylist.Asked);
        Assert.Empty(postfix.Failures);
    }

    [Fact]
    public async Task Addresses_Several_ListenOnOnePort()
    {
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Addresses = [IPAddress.Loopback, IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback] }, _guard.Token);

        foreach (var address in postfix.Options.Addresses)
        {
            using var client = await ScriptedClient.ConnectAsync(new IPEndPoint(address, postfix.Port));
            Assert.Equal("220 mx.lab.test ESMTP Postfix", await client.SayAsync());
        }
    }

    [Fact]
    public async Task Postscreen_TalkBeforeTheGreetingIsOver_IsRefused()
    {
        await using var postfix = await PostfixServer.StartAsync(new PostfixOptions { Postscreen = true }, _guard.Token);
        using var hasty = await ScriptedClient.ConnectAsync(postfix.EndPoint);
        await hasty.SendAsync("EHLO h.example\r\n");

        // There is no second line for those who did not wait for it.
        Assert.StartsWith("220-mx.lab.test ESMTP Postfix\n250-mx.lab.test\n", await hasty.SayAsync(), StringComparison.Ordinal);
        await hasty.SayAsync("MAIL FROM:<a@example.com>");
        Assert.StartsWith("550 5.5.1 Protocol error", await hasty.SayAsync("RCPT TO:<tom@lab.test>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postscreen_GreetingRefused_DropsWhoeverComes()
    {
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Postscreen = true, Refusals = new Dictionary<SmtpTurnKind, string> { [SmtpTurnKind.Greeting] = "521 5.3.2 No" } },
            _guard.Token);

        Assert.StartsWith("521 5.3.2 ", (await SendAsync(postfix)).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postscreen_ClientOnAList_IsRefusedAtTheRecipient()
    {
        var dns = new DnsBehaviours();
        dns.Zone(new DnsblZone("zen.lab.test", DnsblKinds.Ip4).List("127.0.0.1"));
        await using var server = LoopbackDnsServer.Start(dns);
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions
            {
                Postscreen = true,
                PostscreenGreetWait = TimeSpan.FromSeconds(8),
                NameServer = server.EndPoint,
                DnsLists = ["zen.lab.test"],
            },
            _guard.Token);

        var delivery = await SendAsync(postfix);

        Assert.Equal("550 5.7.1 Service unavailable; client [127.0.0.1] blocked using zen.lab.test", delivery.Reply);
        Assert.Contains("after RCPT TO:", delivery.Bounce, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lmtp_Given_GetsTheAcceptedMail()
    {
        await using var lmtp = ScriptedSmtpServer.Start(async connection =>
        {
            await connection.SayAsync("220 lmtp.lab.test LMTP");
            foreach (var reply in (string[])["250 lmtp.lab.test", "250 2.1.0 Sender OK", "250 2.1.5 Recipient OK", "354 Go on"])
            {
                await connection.ReadLineAsync();
                await connection.SayAsync(reply);
            }

            while (await connection.ReadLineAsync() is not (null or "."))
            {
            }

            await connection.SayAsync("250 2.0.0 Kept");
        });
        await using var postfix = await PostfixServer.StartAsync(new PostfixOptions { Lmtp = lmtp.EndPoint }, _guard.Token);

        await SendAsync(postfix);

        Assert.Contains("status=sent (250 2.0.0 Kept)", await postfix.WaitForLogAsync("to=<tom@lab.test>", _guard.Token), StringComparison.Ordinal);
        Assert.Equal("LHLO mx.lab.test", lmtp.Connections[0].Lines[0]);
    }

    [Fact]
    public async Task NextHop_RefusesSubmittedMail_BouncesToTheSender()
    {
        using var certificate = LabCertificates.SelfSigned();
        await using var hotmail = LoopbackSmtpServer.Start(
            new SmtpBehaviours().On(SmtpTurnKind.MailFrom, new SmtpReply(550, "5.7.1 [192.0.2.1] is on our block list (S3150)")));
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Certificate = certificate, User = "tom", Password = "geheim", NextHop = hotmail.EndPoint }, _guard.Token);
        using var client = await ScriptedClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, postfix.SubmissionPort));
        await client.SayAsync();
        await client.SayAsync("EHLO h.example");
        await client.SayAsync("STARTTLS");
        Assert.Equal("CN=mx.lab.test", await client.StartTlsAsync("mx.lab.test"));
        await client.SayAsync("EHLO h.example");
        Assert.StartsWith("535 5.7.8", await client.SayAsync("AUTH PLAIN AHRvbQBmYWxzY2g="), StringComparison.Ordinal);
        Assert.StartsWith("235 2.7.0", await client.SayAsync("AUTH PLAIN AHRvbQBnZWhlaW0="), StringComparison.Ordinal);
        await client.SayAsync("MAIL FROM:<tom@lab.test>");
        Assert.StartsWith("250", await client.SayAsync("RCPT TO:<b@hotmail.test>"), StringComparison.Ordinal);
        await client.SayAsync("DATA");
        Assert.StartsWith("250 2.0.0 Ok: queued", await client.SayAsync("Subject: x\r\n\r\nBody\r\n."), StringComparison.Ordinal);

        var bounce = Assert.Single(await postfix.WaitForMessagesAsync("tom@lab.test", 1, _guard.Token));

        Assert.Contains("Diagnostic-Code: smtp; 550 5.7.1 [192.0.2.1] is on our block list", bounce, StringComparison.Ordinal);
        Assert.Contains("status=bounced", await postfix.WaitForLogAsync("to=<b@hotmail.test>", _guard.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swaks_WithTlsAndAuth_HasItsMailTaken()
    {
        using var certificate = LabCertificates.Expired();
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Certificate = certificate, User = "tom", Password = "geheim" }, _guard.Token);

        var plain = await ProgramRun.RunAsync(
            "swaks", ["--server", postfix.MailServer, "--from", "a@example.com", "--to", "tom@lab.test", "--ehlo", "h.example", "--tls"], cancellationToken: _guard.Token);
        var relayed = await ProgramRun.RunAsync(
            "swaks",
            ["--server", postfix.SubmissionServer, "--from", "tom@lab.test", "--to", "postmaster@lab.test", "--ehlo", "h.example", "--tls", "--auth", "LOGIN", "--auth-user", "tom", "--auth-password", "geheim"],
            cancellationToken: _guard.Token);

        Assert.True(plain.ExitCode == 0, plain.Output);
        Assert.True(relayed.ExitCode == 0, relayed.Output);
        await postfix.WaitForMessagesAsync("tom@lab.test", 1, _guard.Token);
        await postfix.WaitForMessagesAsync("postmaster@lab.test", 1, _guard.Token);
    }

    [Theory]
    [InlineData(PostfixTlsFault.MissingCertificate, "220")]
    [InlineData(PostfixTlsFault.OldProtocolOnly, "220")]
    [InlineData(PostfixTlsFault.NotAvailable, "454 4.7.0")]
    public async Task TlsFault_Each_IsOfferedAndFails(PostfixTlsFault fault, string reply)
    {
        using var certificate = LabCertificates.SelfSigned();
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Certificate = certificate, TlsFault = fault }, _guard.Token);
        using var client = await ScriptedClient.ConnectAsync(postfix.EndPoint);
        await client.SayAsync();

        Assert.Contains("250-STARTTLS", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.StartsWith(reply, await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        if (reply == "220")
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(() => client.StartTlsAsync("mx.lab.test"));
            Assert.IsNotType<OperationCanceledException>(error);
        }
        else
        {
            Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<a@example.com>"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RequiresTls_MailInClear_IsRefused()
    {
        using var certificate = LabCertificates.SelfSigned();
        await using var postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Certificate = certificate, RequiresTls = true }, _guard.Token);

        Assert.StartsWith("530 5.7.0 Must issue a STARTTLS", (await SendAsync(postfix)).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongLine_Fails()
    {
        var error = await Assert.ThrowsAsync<LabServerFailedException>(
            () => PostfixServer.StartAsync(new PostfixOptions { MainLines = ["inet_protocols = none-such"] }, _guard.Token));

        Assert.Equal("postfix", error.Program);
    }

    [Fact]
    public async Task Start_ListWithoutANameServerOrForeignAddress_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PostfixServer.StartAsync(new PostfixOptions { DnsLists = ["zen.lab.test"] }));
        await Assert.ThrowsAsync<ArgumentException>(() => PostfixServer.StartAsync(new PostfixOptions { Addresses = [IPAddress.Any] }));
    }

    [Fact]
    public async Task Dispose_SessionUnderWay_EndsEveryProcessAndTheFolder()
    {
        var postfix = await PostfixServer.StartAsync(_guard.Token);
        using var client = await ScriptedClient.ConnectAsync(postfix.EndPoint);
        await client.SayAsync();
        using var master = Process.GetProcessById(postfix.ProcessId);

        await postfix.DisposeAsync();

        Assert.True(master.HasExited);
        Assert.False(postfix.IsRunning);
        Assert.False(Directory.Exists(Path.GetDirectoryName(postfix.LogPath)));
        using var again = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => again.ConnectAsync(postfix.EndPoint));
    }

    private Task<SmtpDelivery> SendAsync(PostfixServer postfix, string to = "tom@lab.test") =>
        new SmtpSender(postfix.EndPoint, "mx.lab.test", "h.example").SendAsync("a@example.com", to, Message, _guard.Token);
}
