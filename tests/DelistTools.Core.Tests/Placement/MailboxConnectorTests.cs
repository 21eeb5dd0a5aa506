using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Mail;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

public sealed class MailboxConnectorTests(DovecotFixture fixture) : IClassFixture<DovecotFixture>
{
    private const string Secret = "hunter2hunter2";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ImapSecurity.ImplicitTls, true)]
    [InlineData(ImapSecurity.StartTls, false)]
    [InlineData(ImapSecurity.Auto, false)]
    [InlineData(ImapSecurity.None, false)]
    public async Task Open_EachWay_LogsIn(ImapSecurity security, bool isTlsPort)
    {
        string user = DovecotFixture.NewUser();
        MailboxLogin login = Login("localhost", isTlsPort ? fixture.Server.ImapsPort : fixture.Server.ImapPort, security, user, DovecotServer.Password, skip: true);

        MailboxSession session = await new MailboxConnector(login, null).OpenAsync(CancellationToken.None).WaitAsync(Guard);
        await session.CloseAsync();

        // Dovecot calls a connection without TLS from the same machine secured, and one with TLS by that name.
        using CancellationTokenSource guard = new(Guard);
        await fixture.Server.WaitForOutputAsync(o => o.Contains("Login: user=<" + user + ">", StringComparison.Ordinal), guard.Token);
        string line = fixture.Server.Output.Split('\n').First(l => l.Contains("Login: user=<" + user + ">", StringComparison.Ordinal));
        Assert.Equal(security != ImapSecurity.None, line.Contains(", TLS,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_WrongPassword_IsTriedOnceAndNotRepeated()
    {
        string user = DovecotFixture.NewUser();
        Problem problem = await RefusedAsync(Login("localhost", fixture.Server.ImapPort, ImapSecurity.StartTls, user, Secret, skip: true));

        Assert.Equal("ImapLoginFailed", problem.Id);
        Assert.Equal("localhost:" + fixture.Server.ImapPort, problem.Target);
        Assert.Contains("Authentication failed", (string)problem.Arguments[2], StringComparison.Ordinal);
        using CancellationTokenSource guard = new(Guard);
        await fixture.Server.WaitForOutputAsync(o => o.Contains("user=<" + user + ">", StringComparison.Ordinal), guard.Token);
        Assert.Contains("auth failed, 1 attempts", fixture.Server.Output.Split('\n').First(l => l.Contains("user=<" + user + ">", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "it is signed by nobody whom this system trusts")]
    [InlineData("ip6-localhost", "it is for localhost and not for ip6-localhost")]
    public async Task Open_CertificateOfNobody_SaysWhyAndSendsNoPassword(string host, string reason)
    {
        // Whether a machine knows the second name is its own affair.
        if (host != "localhost" && !(await ResolvesAsync(host)))
        {
            return;
        }

        await using DovecotServer server = await DovecotServer.StartAsync(new DovecotOptions { ConfigurationLines = ["listen = 127.0.0.1, ::1"] });
        Problem problem = await RefusedAsync(Login(host, server.ImapsPort, ImapSecurity.ImplicitTls, "anybody", Secret, skip: false));

        Assert.Equal("ImapCertificateInvalid", problem.Id);
        Assert.Contains(reason, (string)problem.Arguments[1], StringComparison.Ordinal);
        Assert.DoesNotContain("user=<anybody>", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoStartTls_SendsNoPassword()
    {
        await using LoopbackImapServer server = LoopbackImapServer.Start("* OK ready", c => Words(c) == "CAPABILITY" ? ["* CAPABILITY IMAP4rev1 AUTH=PLAIN", "OK done"] : ["OK done"]);

        Problem problem = await RefusedAsync(Login("127.0.0.1", server.Port, ImapSecurity.StartTls, "anybody", Secret, skip: true));

        Assert.Equal("ImapPlaintextRefused", problem.Id);
        Assert.All(server.Commands, c => Assert.DoesNotContain("AUTH", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.10")]
    [InlineData("2001:db8::10")]
    public async Task Open_PlainToAnotherMachine_IsRefusedBeforeConnecting(string host)
    {
        Problem problem = await RefusedAsync(Login(host, 143, ImapSecurity.None, "anybody", Secret, skip: false));

        Assert.Equal("ImapPlaintextRefused", problem.Id);
    }

    [Fact]
    public async Task Open_NobodyListens_SaysSo()
    {
        using ClosedPort closed = new();

        Problem problem = await RefusedAsync(Login("127.0.0.1", closed.Port, ImapSecurity.ImplicitTls, "anybody", Secret, skip: false));

        Assert.Equal("ImapConnectFailed", problem.Id);
        Assert.Contains("refused", (string)problem.Arguments[1], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("* BYE too many connections", "too many connections")]
    [InlineData("220 mail.example.org ESMTP", "")]
    public async Task Open_NoImapGreeting_SaysWhatCame(string greeting, string said)
    {
        await using LoopbackImapServer server = LoopbackImapServer.Start(greeting, _ => null);

        Problem problem = await RefusedAsync(Login("127.0.0.1", server.Port, ImapSecurity.StartTls, "anybody", Secret, skip: false));

        Assert.Equal("ImapConnectFailed", problem.Id);
        Assert.Contains(said, (string)problem.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TlsAtAPlainPort_SaysWhatToTry()
    {
        Problem problem = await RefusedAsync(Login("localhost", fixture.Server.ImapPort, ImapSecurity.ImplicitTls, "anybody", Secret, skip: true));

        Assert.Equal("ImapConnectFailed", problem.Id);
        Assert.Contains("-Security StartTls", (string)problem.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ServerRepeatsThePassword_NobodyElseDoes()
    {
        await using LoopbackImapServer server = LoopbackImapServer.Start(
            "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", c => Words(c) == "AUTHENTICATE" ? ["NO wrong: " + Secret + "\u001b[2J!"] : ["OK done"]);

        Problem problem = await RefusedAsync(Login("127.0.0.1", server.Port, ImapSecurity.None, "anybody", Secret, skip: false));

        Assert.Equal("ImapLoginFailed", problem.Id);
        Assert.Equal("wrong: *** [2J!", problem.Arguments[2]);
    }

    [Fact]
    public async Task Open_SilentServer_EndsAtOnceWhenStopped()
    {
        await using LoopbackImapServer server = LoopbackImapServer.Start("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", _ => null);
        using CancellationTokenSource stop = new();
        Task<MailboxSession> opening = new MailboxConnector(Login("127.0.0.1", server.Port, ImapSecurity.None, "anybody", Secret, skip: false), null).OpenAsync(stop.Token);
        await server.WaitForCommandsAsync(1).WaitAsync(Guard);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Guard));
    }

    [Fact]
    public async Task Open_NoMechanismThatIsKnown_IsTriedOnceByLogin()
    {
        await using LoopbackImapServer server = LoopbackImapServer.Start(
            "* OK [CAPABILITY IMAP4rev1 AUTH=CRAM-MD5] ready", c => Words(c) is "AUTHENTICATE" or "LOGIN" ? ["NO wrong"] : ["OK done"]);

        Problem problem = await RefusedAsync(Login("127.0.0.1", server.Port, ImapSecurity.None, "anybody", Secret, skip: false));

        Assert.Equal("ImapLoginFailed", problem.Id);
        Assert.Equal(["LOGIN"], server.Commands.Select(Words).Where(w => w is "AUTHENTICATE" or "LOGIN"));
    }

    [Fact]
    public async Task Open_Token_IsSentAsXoauth2()
    {
        await using LoopbackImapServer server = LoopbackImapServer.Start(
            "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] ready", c => Words(c) == "AUTHENTICATE" ? ["OK [CAPABILITY IMAP4rev1] in"] : ["OK done"]);

        MailboxLogin login = Login("127.0.0.1", server.Port, ImapSecurity.None, "me@example.org", Secret, skip: false, isToken: true);
        MailboxSession session = await new MailboxConnector(login, null).OpenAsync(CancellationToken.None).WaitAsync(Guard);
        await session.CloseAsync();

        string sent = server.Commands.First(c => Words(c) == "AUTHENTICATE").Split(' ')[2];
        Assert.Equal("user=me@example.org\u0001auth=Bearer " + Secret + "\u0001\u0001", Encoding.UTF8.GetString(Convert.FromBase64String(sent)));
        Assert.Contains("LOGOUT", server.Commands);
    }

    [Fact]
    public async Task Open_TokenForAServerThatTakesNone_SaysSo()
    {
        Problem problem = await RefusedAsync(Login("localhost", fixture.Server.ImapPort, ImapSecurity.StartTls, "anybody", Secret, skip: true, isToken: true));

        Assert.Equal("ImapLoginFailed", problem.Id);
        Assert.Contains("access tokens", (string)problem.Arguments[2], StringComparison.Ordinal);
    }

    private static string Words(string command) => command.Split(' ')[0];

    private static async Task<Problem> RefusedAsync(MailboxLogin login)
    {
        List<string> said = [];
        MailboxException error = await Assert.ThrowsAsync<MailboxException>(
            () => new MailboxConnector(login, said.Add).OpenAsync(CancellationToken.None).WaitAsync(Guard));
        Assert.All(
            said.Concat(error.Problem.Arguments.Select(a => a.ToString()!)).Append(error.ToString()),
            t => Assert.DoesNotContain(Secret, t, StringComparison.Ordinal));
        return error.Problem;
    }

    private static MailboxLogin Login(string host, int port, ImapSecurity security, string user, string secret, bool skip, bool isToken = false) =>
        new(MailServerAddress.TryParse((host.Contains(':', StringComparison.Ordinal) ? "[" + host + "]" : host) + ":" + port)!, security)
        {
            User = user,
            Secret = secret,
            IsToken = isToken,
            SkipCertificateCheck = skip,
        };

    private static async Task<bool> ResolvesAsync(string host)
    {
        try
        {
            return (await System.Net.Dns.GetHostAddressesAsync(host)).Length > 0;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
