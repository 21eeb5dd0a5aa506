using System;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Mail;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

/// <summary>One Dovecot for all tests of a class; every test has a mailbox of its own.</summary>
public sealed class DovecotFixture : IAsyncLifetime
{
    public DovecotServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await DovecotServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>A mailbox that nobody else uses.</summary>
    internal static string NewUser() => "user" + Guid.NewGuid().ToString("N")[..12];

    internal static string NewId() => Guid.NewGuid().ToString("N") + "@probe.example";

    internal static MailboxLogin Login(DovecotServer server, string user) =>
        new(MailServerAddress.TryParse("localhost:" + server.ImapPort)!, ImapSecurity.StartTls)
        {
            User = user,
            Secret = DovecotServer.Password,
            SkipCertificateCheck = true,
        };

    internal static ProbeSearch Search(MailboxLogin login, Action<string>? trace = null, ProbePace? pace = null) => new(
        stopping => new MailboxConnector(login, trace).OpenAsync(stopping),
        login.Server,
        Diagnoses.Current,
        pace ?? new ProbePace(),
        trace);
}
