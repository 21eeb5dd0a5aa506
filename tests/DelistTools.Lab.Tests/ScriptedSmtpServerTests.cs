using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Authentication;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class ScriptedSmtpServerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Record_Session_HasEveryLineItsTimeAndTheEnd()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.Ordinary());
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            Assert.Equal("220 mx.lab.test ESMTP", await client.SayAsync());
            Assert.StartsWith("250-mx.lab.test\n", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SayAsync("RCPT TO:<b@lab.test>"), StringComparison.Ordinal);
            Assert.StartsWith("354", await client.SayAsync("DATA"), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SayAsync("Subject: x\r\n\r\nQUIT\r\n."), StringComparison.Ordinal);
            Assert.StartsWith("221", await client.SayAsync("QUIT"), StringComparison.Ordinal);
            Assert.Empty(await client.ReadToEndAsync());
        }

        var connection = await server.ConnectionAsync(1).WaitAsync(Guard);
        Assert.Equal(ScriptedEnd.Quit, await connection.Closed.WaitAsync(Guard));
        Assert.Equal(["EHLO h.example", "MAIL FROM:<>", "RCPT TO:<b@lab.test>", "DATA", "Subject: x", "", "QUIT", ".", "QUIT"], connection.Lines);
        Assert.Equal("S: 220 mx.lab.test ESMTP\r\n", connection.Transcript[0].ToString());
        Assert.Equal(connection.Transcript.OrderBy(line => line.At), connection.Transcript);
        Assert.Empty(server.Failures);
    }

    [Theory]
    [InlineData(false, ScriptedEnd.Closed)]
    [InlineData(true, ScriptedEnd.Reset)]
    public async Task End_ClientLeaves_SaysHow(bool resets, ScriptedEnd end)
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.SilentAt(SmtpTurnKind.Hello));
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await client.SayAsync();
            await client.SendAsync("EHLO h.example\r\n");
            var connection = await server.ConnectionAsync();
            Assert.Equal("EHLO h.example", await connection.WaitForLineAsync("ehlo").WaitAsync(Guard));
            Assert.Equal(ScriptedEnd.None, connection.End);
            if (resets)
            {
                client.Reset();
            }
        }

        Assert.Equal(end, await server.Connections[0].Closed.WaitAsync(Guard));
        Assert.False(server.Connections[0].SaidQuit);
    }

    [Fact]
    public async Task Close_Entirely_ResetsWhoStillTalks()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.SaysAndCloses(SmtpTurnKind.Greeting, "421 4.3.2 Bye"));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);

        Assert.Equal("421 4.3.2 Bye", await client.SayAsync());
        Assert.Empty(await client.ReadToEndAsync());
        Assert.Equal(ScriptedEnd.ServerClosed, await server.Connections[0].Closed.WaitAsync(Guard));
        await client.SendAsync("QUIT\r\n");
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true)
            {
                await client.SendAsync("QUIT\r\n");
            }
        });
    }

    [Fact]
    public async Task Script_ForEachConnection_LastServesTheRest()
    {
        await using var server = ScriptedSmtpServer.Start(
            SmtpScripts.SaysAndCloses(SmtpTurnKind.Greeting, "421 first"), SmtpScripts.SaysAndCloses(SmtpTurnKind.Greeting, "421 second"));

        foreach (var said in (string[])["421 first", "421 second", "421 second"])
        {
            using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
            Assert.Equal(said, await client.SayAsync());
        }

        Assert.Equal(3, (await server.ConnectionAsync(3).WaitAsync(Guard)).Number);
    }

    [Fact]
    public async Task Gate_ByteByByte_IsTheTestsToOpen()
    {
        using var gate = new SmtpGate();
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.DribblingGreeting(gate));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);

        await gate.WaitForArrivalsAsync(1).WaitAsync(Guard);
        Assert.Empty(server.Connections[0].Transcript);
        gate.Open(2);
        Assert.Equal("22", await client.ReadUntilAsync("22"));
        await gate.WaitForArrivalsAsync(3).WaitAsync(Guard);
        Assert.Equal(2, server.Connections[0].Transcript.Count);
        gate.Open(100);
        Assert.Equal("0 mx.lab.test ESMTP", await client.SayAsync());
    }

    [Fact]
    public async Task Gate_ClientGoesBefore_EndsTheScript()
    {
        using var gate = new SmtpGate();
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.SilentAt(SmtpTurnKind.Greeting, gate, "220 late"));
        using (await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await gate.WaitForArrivalsAsync().WaitAsync(Guard);
        }

        Assert.Equal(ScriptedEnd.Closed, await server.Connections[0].Closed.WaitAsync(Guard));
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Dribble_WithAnInterval_SendsByteByByte()
    {
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.DribblingGreeting(TimeSpan.FromMilliseconds(1)));
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);

        Assert.Equal("220 mx.lab.test ESMTP", await client.SayAsync());
        Assert.All(server.Connections[0].Transcript, line => Assert.Equal(1, line.Text.Length));
    }

    [Fact]
    public async Task StartTls_Certificate_IsShownAndTheRecordGoesOn()
    {
        using var certificate = LabCertificates.Expired();
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.OrdinaryWithTls(certificate));
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await client.SayAsync();
            Assert.EndsWith("250 STARTTLS", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
            Assert.StartsWith("220", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
            Assert.Equal("CN=mx.lab.test", await client.StartTlsAsync("mx.example"));
            Assert.DoesNotContain("STARTTLS", await client.SayAsync("EHLO again.example"), StringComparison.Ordinal);
            Assert.StartsWith("221", await client.SayAsync("QUIT"), StringComparison.Ordinal);
            Assert.Empty(await client.ReadToEndAsync());
        }

        var connection = server.Connections[0];
        Assert.Equal(ScriptedEnd.Quit, await connection.Closed.WaitAsync(Guard));
        Assert.Equal("mx.example", connection.ServerName);
        Assert.Equal([false, false, true, true], connection.Transcript.Where(line => line.IsClient).Select(line => line.IsEncrypted));
    }

    [Fact]
    public async Task StartTls_ClientRefusesTheCertificate_IsNoFailureOfTheServer()
    {
        using var certificate = LabCertificates.WrongName();
        await using var server = ScriptedSmtpServer.Start(SmtpScripts.OrdinaryWithTls(certificate));
        using (var client = await ScriptedClient.ConnectAsync(server.EndPoint))
        {
            await client.SayAsync();
            await client.SayAsync("EHLO h.example");
            await client.SayAsync("STARTTLS");
            await client.SendAsync("this is no TLS, though quite long enough to be seen as such\r\n");
            await client.ReadToEndAsync();
        }

        await server.Connections[0].Closed.WaitAsync(Guard);
        Assert.IsAssignableFrom<AuthenticationException>(server.Connections[0].TlsFailure);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Failures_ScriptThrows_AreKeptAndTheClientIsReset()
    {
        await using var server = ScriptedSmtpServer.Start(async connection =>
        {
            await connection.ReadLineAsync();
            throw new InvalidOperationException("script");
        });
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("EHLO h.example\r\n");

        await Assert.ThrowsAnyAsync<IOException>(client.ReadToEndAsync);

        Assert.Equal(ScriptedEnd.ServerReset, await server.Connections[0].Closed.WaitAsync(Guard));
        Assert.Equal("script", Assert.Single(server.Failures).Message);
    }

    [Fact]
    public async Task Dispose_ScriptWaitsForEver_EndsAllTheSame()
    {
        var server = ScriptedSmtpServer.Start(async _ => await new TaskCompletionSource().Task);
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        var connection = await server.ConnectionAsync();

        await server.DisposeAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(ScriptedEnd.Stopped, await connection.Closed.WaitAsync(Guard));
    }

    [Fact]
    public async Task Start_SeveralAddresses_OneHost()
    {
        await using var first = ScriptedSmtpServer.Start(SmtpScripts.Ordinary());
        await using var second = ScriptedSmtpServer.Start(
            new ScriptedSmtpOptions { Address = IPAddress.Parse("127.0.0.2"), Port = first.Port }, SmtpScripts.Ordinary());
        using var client = await ScriptedClient.ConnectAsync(second.EndPoint);

        Assert.StartsWith("220", await client.SayAsync(), StringComparison.Ordinal);
        Assert.Empty(first.Connections);
    }

    [Fact]
    public void Start_OtherThanLoopback_IsRefused() => Assert.Throws<ArgumentException>(
        () => ScriptedSmtpServer.Start(new ScriptedSmtpOptions { Address = IPAddress.Any }, SmtpScripts.Ordinary()));
}
