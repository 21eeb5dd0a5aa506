using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Mail;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

/// <summary>Servers that let nobody look, from which it must not follow that there is nothing.</summary>
public sealed class RefusingServerTests
{
    private const string Greeting = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready";

    private static readonly string Secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0me\0s3cretword"));

    [Fact]
    public async Task Find_ServerThatOpensNoFolder_IsNoAbsence()
    {
        Problem problem = await ProblemAsync(c => c.Split(' ')[0] switch
        {
            "CAPABILITY" or "AUTHENTICATE" => ["* CAPABILITY IMAP4rev1", "OK done"],
            "LIST" => ["* LIST (\\HasNoChildren) \"/\" \"INBOX\"", "OK done"],
            "EXAMINE" => ["NO [NOPERM] not for you"],
            _ => ["OK done"],
        });
        Assert.Equal("ImapFoldersClosed", problem.Id);
    }

    [Fact]
    public async Task LogIn_ServerThatRepeatsThePassword_ShowsItNowhere()
    {
        Problem problem = await ProblemAsync(c => c.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? ["NO you said " + c + " s3cretword"] : ["OK done"]);

        Assert.Equal("ImapLoginFailed", problem.Id);
        Assert.DoesNotContain(problem.Arguments, a => a.ToString()!.Contains(Secret, StringComparison.Ordinal) || a.ToString()!.Contains("s3cretword", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LogIn_ConnectionThatBreaks_SaysNothingAboutThePassword() =>
        Assert.Equal("ImapConnectFailed", (await ProblemAsync(c => c.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? null : ["OK done"], closes: true)).Id);

    /// <param name="answer">What the server says to a command; null: nothing.</param>
    /// <param name="closes">Where it says nothing it goes.</param>
    private static async Task<Problem> ProblemAsync(Func<string, IEnumerable<string>?> answer, bool closes = false)
    {
        TaskCompletionSource silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackImapServer server = LoopbackImapServer.Start(Greeting, c =>
        {
            IEnumerable<string>? said = answer(c);
            if (said is null)
            {
                silent.TrySetResult();
            }

            return said;
        });
        Task closing = closes ? silent.Task.ContinueWith(_ => server.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap() : Task.CompletedTask;
        MailboxLogin login = new(MailServerAddress.TryParse(server.ImapServer)!, ImapSecurity.None) { User = "me", Secret = "s3cretword" };
        MailboxException error = await Assert.ThrowsAsync<MailboxException>(() => DovecotFixture.Search(login)
            .FindAsync(ProbeMessage.TryParse("probe@probe.example", null)!, TimeSpan.Zero, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
        await closing;
        return error.Problem;
    }
}
