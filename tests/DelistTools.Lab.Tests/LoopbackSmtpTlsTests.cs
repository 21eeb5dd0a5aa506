using System;
using System.Linq;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class LoopbackSmtpTlsTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private readonly X509Certificate2 _certificate = LabCertificates.SelfSigned();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task StartTls_Offered_NeedsANewHello()
    {
        await using var server = LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { Certificate = _certificate });
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();

        Assert.Contains("\n250-STARTTLS\n", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.StartsWith("220", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.Equal("CN=mx.lab.test", await client.StartTlsAsync("mx.lab.test"));
        Assert.StartsWith("503", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);
        Assert.DoesNotContain("STARTTLS", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.StartsWith("503", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);
        Assert.True(server.Sessions[0].IsEncrypted);
        Assert.StartsWith("221", await client.SayAsync("QUIT"), StringComparison.Ordinal);
        await server.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Equal(SmtpEnd.Quit, server.Sessions[0].End);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task StartTls_RefusedByARule_LeavesTheSessionInClear()
    {
        var smtp = new SmtpBehaviours().On(SmtpTurnKind.StartTls, new SmtpReply(454, "4.7.0 TLS not available"));
        await using var server = LoopbackSmtpServer.Start(smtp, new LoopbackSmtpOptions { Certificate = _certificate });
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();
        await client.SayAsync("EHLO h.example");

        Assert.StartsWith("454", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartTls_HandshakeFails_EndsTheSession()
    {
        await using var server = LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { Certificate = _certificate });
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();
        await client.SayAsync("EHLO h.example");
        await client.SayAsync("STARTTLS");

        await client.SendAsync("this is no TLS, though quite long enough to be seen as such\r\n");

        await server.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Equal(SmtpEnd.TlsFailed, server.Sessions[0].End);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task TlsFromTheStart_Client_IsGreetedUnderTls()
    {
        await using var server = LoopbackSmtpServer.Start(
            options: new LoopbackSmtpOptions { Certificate = _certificate, TlsFromTheStart = true });
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);

        await client.StartTlsAsync("mx.lab.test");

        Assert.StartsWith("220", await client.SayAsync(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { TlsFromTheStart = true }));
    }

    [Fact]
    public async Task Authenticate_Required_IsAskedForAndKeptOutOfTheRecord()
    {
        var options = new LoopbackSmtpOptions
        {
            Certificate = _certificate,
            RequiresTls = true,
            User = "tom",
            Password = "geheim",
            RequiresAuthentication = true,
        };
        await using var server = LoopbackSmtpServer.Start(options: options);
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();
        Assert.DoesNotContain("AUTH", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0 Must issue", await client.SayAsync("AUTH PLAIN " + Base64("\0tom\0geheim")), StringComparison.Ordinal);
        await client.SayAsync("STARTTLS");
        await client.StartTlsAsync("mx.lab.test");
        Assert.Contains("AUTH PLAIN LOGIN", await client.SayAsync("EHLO h.example"), StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0 Authentication", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);

        Assert.StartsWith("235", await client.SayAsync("AUTH PLAIN " + Base64("\0tom\0geheim")), StringComparison.Ordinal);

        Assert.StartsWith("503", await client.SayAsync("AUTH PLAIN"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<>"), StringComparison.Ordinal);
        Assert.Equal("tom", server.Sessions[0].User);
        Assert.DoesNotContain(server.Sessions[0].Transcript, line => line.Contains(Base64("\0tom\0geheim"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH PLAIN =|", "501")]
    [InlineData("AUTH PLAIN|AHRvbQBnZWhlaW0=", "334 ,235")]
    [InlineData("AUTH PLAIN|*", "334 ,501")]
    [InlineData("AUTH PLAIN|no Base64", "334 ,501")]
    [InlineData("AUTH PLAIN AHRvbQBmYWxzY2g=", "535")]
    [InlineData("AUTH LOGIN|dG9t|Z2VoZWlt", "334 VXNlcm5hbWU6,334 UGFzc3dvcmQ6,235")]
    [InlineData("AUTH LOGIN dG9t|Z2VoZWlt", "334 UGFzc3dvcmQ6,235")]
    [InlineData("AUTH LOGIN dG9t|ZmFsc2No", "334 UGFzc3dvcmQ6,535")]
    [InlineData("AUTH LOGIN|*", "334 VXNlcm5hbWU6,501")]
    [InlineData("AUTH CRAM-MD5", "504")]
    [InlineData("AUTH", "504")]
    public async Task Authenticate_EachWay_IsAnswered(string lines, string replies)
    {
        await using var server = LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { User = "tom", Password = "geheim" });
        using var client = await ScriptedClient.ConnectAsync(server.EndPoint);
        await client.SayAsync();
        Assert.StartsWith("503", await client.SayAsync("AUTH LOGIN"), StringComparison.Ordinal);
        await client.SayAsync("EHLO h.example");

        var expected = replies.Split(',');
        foreach (var (line, reply) in lines.Split('|').Zip(expected))
        {
            Assert.StartsWith(reply, await client.SayAsync(line), StringComparison.Ordinal);
        }

        Assert.Equal(expected[^1] == "235" ? "tom" : null, server.Sessions[0].User);
        Assert.Contains("C: " + string.Join(' ', lines.Split('|')[0].Split(' ').Take(2)), server.Sessions[0].Transcript);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
