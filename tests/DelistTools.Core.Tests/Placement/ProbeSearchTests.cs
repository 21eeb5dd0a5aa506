using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Mail;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

/// <summary>Messages in the mailboxes of a real Dovecot. No test depends on how long anything takes; the guard is against a hang.</summary>
public sealed class ProbeSearchTests(DovecotFixture fixture) : IClassFixture<DovecotFixture>
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Once = TimeSpan.Zero;

    private readonly string _user = DovecotFixture.NewUser();

    private readonly string _id = DovecotFixture.NewId();

    private DovecotServer Server => fixture.Server;

    [Fact]
    public async Task Find_InInbox_SaysWhatTheHeaderTells()
    {
        await Server.DeliverAsync(_user, $"""
            Received: from mail.example.org (mail.example.org [192.0.2.25])
            	by mx.probe.example (Postfix) with ESMTPS id 4F8D21A7
            	for <{_user}@probe.example>; Fri, 27 Nov 2026 10:00:03 +0100 (CET)
            Authentication-Results: mx.probe.example;
            	spf=pass smtp.mailfrom=example.org;
            	dkim=pass (2048-bit key) header.d=example.org header.s=mail
            X-Spam-Status: No, score=-0.1
            Message-ID: <{_id}>
            Subject: probe

            text
            """);
        DateTime sent = DateTime.UtcNow.AddSeconds(-5);

        ProbePlacement placement = await FindAsync(Once, sent);

        Assert.True(placement.Found);
        Assert.Equal("INBOX", placement.Folder);
        Assert.False(placement.IsJunk);
        Assert.Equal(DateTimeKind.Utc, placement.ReceivedAt!.Value.Kind);
        Assert.Equal(placement.ReceivedAt - sent, placement.Delay);
        Assert.Equal(["spf=pass", "dkim=pass"], placement.AuthenticationResults.Select(r => r.ToString()));
        Assert.Equal("mail.example.org (mail.example.org [192.0.2.25])", placement.ReceivedPath[^1].From);
        Assert.Equal(new DateTime(2026, 11, 27, 9, 0, 3, DateTimeKind.Utc), placement.ReceivedPath[^1].At);
        Assert.Equal("X-Spam-Status: No, score=-0.1", placement.ProviderVerdicts.Single().ToString());
        Assert.Null(placement.Refusal);
        Assert.StartsWith("INBOX after ", placement.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_InJunk_IsJunk()
    {
        await Server.DeliverAsync(_user, Message("X-Lab-Junk: yes"));

        ProbePlacement placement = await FindAsync(Once);

        Assert.Equal(("Junk", true), (placement.Folder, placement.IsJunk));
        Assert.Equal("Junk (junk)", placement.ToString());
    }

    [Theory]
    [InlineData("Lists/One", false)]
    [InlineData("Spam", true)]
    [InlineData("Courrier indésirable", true)]
    [InlineData("Reports about spam", false)]
    [InlineData("Papierkorb", null)]
    public async Task Find_SortedIntoAFolder_NamesIt(string folder, bool? isJunk)
    {
        await Server.DeliverAsync(_user, Message("X-Lab-Folder: " + folder));

        ProbePlacement placement = await FindAsync(Once);

        Assert.Equal((folder, isJunk), (placement.Folder, placement.IsJunk));
    }

    [Fact]
    public async Task Find_CopyOfWhatWasSent_IsNotThePlace()
    {
        await Server.DeliverAsync(_user, Message("X-Lab-Folder: Sent"));
        await Server.DeliverAsync(_user, Message("X-Lab-Folder: Gesendete Elemente"));
        Assert.False((await FindAsync(Once)).Found);

        await Server.DeliverAsync(_user, Message("X-Lab-Junk: yes"));
        Assert.True((await FindAsync(Once)).IsJunk);
    }

    [Fact]
    public async Task Find_AnotherIdThatHoldsThisOne_IsNotIt()
    {
        await Server.DeliverAsync(_user, $"Message-ID: <x{_id}>\nSubject: other\n\ntext\n");

        Assert.False((await FindAsync(Once)).Found);
    }

    [Fact]
    public async Task Find_Found_ChangesNothing()
    {
        await Server.DeliverAsync(_user, Message());
        await FindAsync(Once);
        MailboxSession session = await new MailboxConnector(DovecotFixture.Login(Server, _user), null).OpenAsync(CancellationToken.None);
        MailboxFolder inbox = (await session.FoldersAsync()).Single(f => f.Role == FolderRole.Inbox);

        // Opened so that flags show, by the library itself.
        await inbox.Source.OpenAsync(MailKit.FolderAccess.ReadOnly);
        MailKit.IMessageSummary message = (await inbox.Source.FetchAsync(0, -1, new MailKit.FetchRequest(MailKit.MessageSummaryItems.Flags))).Single();

        // Not even recent: who looks read-only leaves that to the next one.
        Assert.Equal(MailKit.MessageFlags.Recent, message.Flags);
        await session.CloseAsync();
    }

    [Fact]
    public async Task Find_ArrivesWhileListening_IsTold()
    {
        Signal listening = new();
        Task<ProbePlacement> search = FindAsync(Guard, trace: t => listening.SetIf(t.Contains("Listening (IDLE)", StringComparison.Ordinal)), pace: Patient);
        await listening.Task.WaitAsync(Guard);
        await Server.DeliverAsync(_user, Message());

        ProbePlacement placement = await search.WaitAsync(Guard);

        Assert.Equal("INBOX", placement.Folder);
        Assert.True(placement.Waited > TimeSpan.Zero);
    }

    [Fact]
    public async Task Find_ArrivesInJunkWhileListening_IsSeenAtTheNextLook()
    {
        Signal listening = new();
        Task<ProbePlacement> search = FindAsync(
            Guard,
            trace: t => listening.SetIf(t.Contains("Listening (IDLE)", StringComparison.Ordinal)),
            pace: new ProbePace { Listen = TimeSpan.FromMilliseconds(50) });
        await listening.Task.WaitAsync(Guard);
        await Server.DeliverAsync(_user, Message("X-Lab-Junk: yes"));

        Assert.True((await search.WaitAsync(Guard)).IsJunk);
    }

    [Fact]
    public async Task Find_ServerWithoutIdle_IsAskedAgain()
    {
        await using DovecotServer plain = await DovecotServer.StartAsync(new DovecotOptions
        {
            ConfigurationLines = ["protocol imap {", "  imap_capability = IMAP4rev1 SPECIAL-USE", "}"],
        });
        Signal waiting = new();
        ProbeSearch search = DovecotFixture.Search(
            DovecotFixture.Login(plain, _user),
            t => waiting.SetIf(t.Contains("(NOOP)", StringComparison.Ordinal)),
            new ProbePace { Listen = TimeSpan.FromMilliseconds(50) });
        Task<ProbePlacement> found = search.FindAsync(ProbeMessage.TryParse(_id, null)!, Guard, CancellationToken.None);
        await waiting.Task.WaitAsync(Guard);
        await plain.DeliverAsync(_user, Message());

        Assert.Equal("INBOX", (await found.WaitAsync(Guard)).Folder);
    }

    [Fact]
    public async Task Find_NeverArrives_IsNotFoundWhenTheTimeIsUp()
    {
        TimeSpan longest = TimeSpan.FromMilliseconds(300);

        ProbePlacement placement = await FindAsync(longest);

        Assert.False(placement.Found);
        Assert.Null(placement.Folder);
        Assert.Null(placement.IsJunk);
        Assert.True(placement.Waited >= longest);
        Assert.Equal("not found in 0 s", placement.ToString());
    }

    [Fact]
    public async Task Find_ConnectionBreaks_IsOpenedAgain()
    {
        List<string> said = [];
        Signal listening = new();
        Signal again = new();
        Task<ProbePlacement> search = FindAsync(
            Guard,
            trace: t =>
            {
                lock (said)
                {
                    again.SetIf(said.Any(s => s.Contains("Connecting again", StringComparison.Ordinal)) && t.Contains("Listening", StringComparison.Ordinal));
                    said.Add(t);
                }

                listening.SetIf(t.Contains("Listening", StringComparison.Ordinal));
            },
            pace: Patient);
        await listening.Task.WaitAsync(Guard);
        Server.KickUser(_user);
        await again.Task.WaitAsync(Guard);
        await Server.DeliverAsync(_user, Message());

        Assert.True((await search.WaitAsync(Guard)).Found);
    }

    [Fact]
    public async Task Find_ServerIsGoneForAMoment_IsWaitedFor()
    {
        Signal listening = new();
        Signal again = new();
        int opened = 0;
        MailboxConnector connector = new(DovecotFixture.Login(Server, _user), null);
        ProbeSearch search = new(
            stopping => ++opened is 2 or 3
                ? throw new MailboxException(new Problem("ImapConnectFailed", "server", "server", "Connection refused"))
                : connector.OpenAsync(stopping),
            "server",
            Diagnoses.Current,
            new ProbePace { Listen = TimeSpan.FromMinutes(10), Recovery = TimeSpan.Zero },
            t =>
            {
                again.SetIf(opened > 3 && t.Contains("Listening", StringComparison.Ordinal));
                listening.SetIf(t.Contains("Listening", StringComparison.Ordinal));
            });
        Task<ProbePlacement> found = search.FindAsync(ProbeMessage.TryParse(_id, null)!, Guard, CancellationToken.None);
        await listening.Task.WaitAsync(Guard);
        Server.KickUser(_user);
        await again.Task.WaitAsync(Guard);
        await Server.DeliverAsync(_user, Message());

        Assert.True((await found.WaitAsync(Guard)).Found);
    }

    [Fact]
    public async Task Find_ServerIsGoneForGood_SaysSo()
    {
        Signal listening = new();
        int opened = 0;
        MailboxConnector connector = new(DovecotFixture.Login(Server, _user), null);
        ProbeSearch search = new(
            stopping => ++opened > 1
                ? throw new MailboxException(new Problem("ImapConnectFailed", "server", "server", "Connection refused"))
                : connector.OpenAsync(stopping),
            "server",
            Diagnoses.Current,
            new ProbePace { Listen = TimeSpan.FromMinutes(10), Recovery = TimeSpan.Zero },
            t => listening.SetIf(t.Contains("Listening", StringComparison.Ordinal)));
        Task<ProbePlacement> found = search.FindAsync(ProbeMessage.TryParse(_id, null)!, Guard, CancellationToken.None);
        await listening.Task.WaitAsync(Guard);
        Server.KickUser(_user);

        MailboxException error = await Assert.ThrowsAsync<MailboxException>(() => found.WaitAsync(Guard));

        Assert.Equal("ImapConnectFailed", error.Problem.Id);
        Assert.True(opened > 2);
    }

    [Fact]
    public async Task Find_Stopped_LogsOut()
    {
        Signal listening = new();
        using CancellationTokenSource stop = new();
        Task<ProbePlacement> search = DovecotFixture.Search(
            DovecotFixture.Login(Server, _user), t => listening.SetIf(t.Contains("Listening", StringComparison.Ordinal)), Patient)
            .FindAsync(ProbeMessage.TryParse(_id, null)!, Guard, stop.Token);
        await listening.Task.WaitAsync(Guard);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search.WaitAsync(Guard));

        using CancellationTokenSource guard = new(Guard);
        await Server.WaitForOutputAsync(o => o.Split('\n').Any(l => l.Contains("imap(" + _user + ")", StringComparison.Ordinal) && l.Contains("Logged out", StringComparison.Ordinal)), guard.Token);
    }

    /// <summary>Listens so long that only an event can end it in time.</summary>
    private static ProbePace Patient => new() { Listen = TimeSpan.FromMinutes(10), Recovery = TimeSpan.Zero };

    private Task<ProbePlacement> FindAsync(TimeSpan longest, DateTime? sentAt = null, Action<string>? trace = null, ProbePace? pace = null) =>
        DovecotFixture.Search(DovecotFixture.Login(Server, _user), trace, pace)
            .FindAsync(ProbeMessage.TryParse(_id, sentAt)!, longest, CancellationToken.None);

    private string Message(string field = "X-Lab: yes") => $"{field}\nMessage-ID: <{_id}>\nSubject: probe\n\ntext\n";
}
