using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Lab;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Probes against servers on loopback that say what they are told to.</summary>
public sealed class ProbeRunTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly List<LoopbackSmtpServer> _servers = [];

    public void Dispose()
    {
        foreach (LoopbackSmtpServer server in _servers)
        {
            server.Dispose();
        }
    }

    [Fact]
    public async Task Run_MessageThatIsTaken_IsAcceptedAndHonest()
    {
        LoopbackSmtpServer server = Start();
        ProbeResult result = await RunAsync(new ProbeOptions { To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal" }, server);

        Assert.Equal((ProbeOutcome.Accepted, SmtpStage.Delivered, 250), (result.Outcome, result.Stage, result.ReplyCode));
        SmtpMessageTaken taken = Assert.Single(server.Messages);
        Assert.Equal(("a@sender.internal", "b@receiver.internal"), (taken.Sender, Assert.Single(taken.Recipients)));
        Assert.Contains("X-DelistTools-Probe:", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <" + result.MessageId + ">", taken.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\n    mail.sender.internal\r\n", taken.Text, StringComparison.Ordinal);
        Assert.Contains(result.NotSeen, n => n.Contains("folder", StringComparison.Ordinal));
        Assert.Equal(SmtpEnd.Quit, Assert.Single(server.Sessions).End);
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, SmtpStage.Connect)]
    [InlineData(SmtpTurnKind.Hello, SmtpStage.Hello)]
    [InlineData(SmtpTurnKind.MailFrom, SmtpStage.MailFrom)]
    [InlineData(SmtpTurnKind.Recipient, SmtpStage.Recipient)]
    [InlineData(SmtpTurnKind.Data, SmtpStage.Data)]
    [InlineData(SmtpTurnKind.EndOfData, SmtpStage.Data)]
    public async Task Run_RefusalAtAnyStage_SaysWhereAndWhy(SmtpTurnKind kind, SmtpStage stage)
    {
        LoopbackSmtpServer server = Start(b => b.On(kind, new SmtpReply(554, "5.7.1 Service unavailable; Client host [127.0.0.1] blocked", "5.7.1 using zen.spamhaus.org")));
        ProbeResult result = await RunAsync(Options(), server);

        Assert.Equal((ProbeOutcome.Refused, stage, 554, "5.7.1"), (result.Outcome, result.Stage, result.ReplyCode, result.EnhancedCode));
        Assert.Equal((RefusalCause.AddressBlocked, "spamhaus-zen", stage), (result.Refusal!.Cause, result.Refusal.Blocklist, result.Refusal.Stage));
        Assert.Equal("Probe", result.Refusal.SourceFormat);
        Assert.Empty(server.Messages);
        Assert.Null(result.MessageId);
        Assert.Equal(SmtpEnd.Quit, Assert.Single(server.Sessions).End);
    }

    [Theory]
    [InlineData(SmtpStage.Connect, "QUIT")]
    [InlineData(SmtpStage.Hello, "EHLO mail.sender.internal|QUIT")]
    [InlineData(SmtpStage.StartTls, "EHLO mail.sender.internal|QUIT")]
    [InlineData(SmtpStage.MailFrom, "EHLO mail.sender.internal|MAIL FROM:<a@sender.internal>|RSET|QUIT")]
    [InlineData(SmtpStage.Recipient, "EHLO mail.sender.internal|MAIL FROM:<a@sender.internal>|RCPT TO:<b@receiver.internal>|RSET|QUIT")]
    public async Task Run_Until_StopsThereAndSaysGoodbye(SmtpStage until, string commands)
    {
        LoopbackSmtpServer server = Start();
        ProbeResult result = await RunAsync(Options(until), server);

        Assert.Equal((ProbeOutcome.NotRefusedBeforeData, until == SmtpStage.StartTls ? SmtpStage.Hello : until), (result.Outcome, result.Stage));
        Assert.Contains(result.NotSeen, n => n.Contains("Gmail", StringComparison.Ordinal));
        Assert.Null(result.MessageId);
        await server.WaitForEndedSessionsAsync(1, new CancellationTokenSource(Guard).Token);
        Assert.Equal(commands, string.Join("|", server.Sessions.Single().Transcript.Where(l => l.StartsWith("C: ", StringComparison.Ordinal)).Select(l => l[3..])));
    }

    [Fact]
    public async Task Run_HostThatTurnsAllAwayAtTheDoor_MakesWayForTheNext()
    {
        LoopbackSmtpServer first = Start(b => b.On(SmtpTurnKind.Greeting, new SmtpReply(554, "no service here")));
        LoopbackSmtpServer second = Start(b => b.On(SmtpTurnKind.MailFrom, new SmtpReply(451, "4.7.1 try later")));
        LoopbackSmtpServer third = Start();
        ProbeResult result = await RunAsync(Options(), first, second, third);

        Assert.Equal(
            [ProbeOutcome.Refused, ProbeOutcome.Deferred, ProbeOutcome.Accepted], result.Attempts.Select(a => a.Outcome));
        Assert.Equal(ProbeOutcome.Accepted, result.Outcome);
        Assert.Single(third.Messages);
    }

    [Fact]
    public async Task Run_AllHostsRefuseAtTheDoor_IsRefused()
    {
        LoopbackSmtpServer[] servers = [.. Enumerable.Range(0, 3).Select(_ => Start(b => b.On(SmtpTurnKind.Greeting, new SmtpReply(554, "IP=127.0.0.1 - None/bad reputation."))))];
        ProbeResult result = await RunAsync(Options(), servers);

        Assert.Equal((ProbeOutcome.Refused, SmtpStage.Connect, 3), (result.Outcome, result.Stage, result.Attempts.Count));
        Assert.Equal(RefusalCause.AddressBlocked, result.Refusal!.Cause);
    }

    [Fact]
    public async Task Run_RefusalBehindTheDoor_IsTheAnswer()
    {
        LoopbackSmtpServer first = Start(b => b.On(SmtpTurnKind.Recipient, new SmtpReply(550, "5.1.1 no such user")));
        LoopbackSmtpServer second = Start();
        ProbeResult result = await RunAsync(Options(), first, second);

        Assert.Equal((ProbeOutcome.Refused, RefusalCause.RecipientRefused), (result.Outcome, result.Refusal!.Cause));
        Assert.Empty(second.Sessions);
    }

    [Fact]
    public async Task Run_NobodyListens_IsTold()
    {
        using ClosedPort closed = new();
        ProbeResult result = await RunAsync(Options(), ProbeTargets.Of(Host("mx.receiver.internal", closed.Port)));

        Assert.Equal((ProbeOutcome.ConnectFailed, SmtpStage.Connect), (result.Outcome, result.Stage));
        Assert.NotNull(Assert.Single(result.Attempts).Failure);
        Assert.Single(result.Notes);
    }

    [Fact]
    public async Task Run_AddressThatIsNotThisMachines_IsALocalError()
    {
        LoopbackSmtpServer server = Start();
        ProbeOptions options = new() { To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal", LocalAddress = IPAddress.Parse("192.0.2.77") };
        ProbeResult result = await RunAsync(options, server);

        Assert.Equal(ProbeOutcome.LocalError, result.Outcome);
        Assert.Contains("192.0.2.77", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AddressOfThisMachine_IsUsed()
    {
        LoopbackSmtpServer server = Start();
        ProbeOptions options = new() { To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal", LocalAddress = IPAddress.Parse("127.0.0.3") };
        ProbeResult result = await RunAsync(options, server);

        Assert.Equal("127.0.0.3", result.LocalAddress);
        Assert.Equal("127.0.0.3", Assert.Single(server.Sessions).Client.Address.ToString());
    }

    [Fact]
    public async Task Run_Transcript_LeavesTheRecipientOut()
    {
        LoopbackSmtpServer server = Start(b => b.On(SmtpTurnKind.Recipient, new SmtpReply(550, "5.1.1 <B@receiver.internal>: unknown")));
        ProbeResult result = await RunAsync(Options(), server);

        Assert.DoesNotContain(result.Transcript, l => l.Text.Contains("b@receiver", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(result.Transcript, l => l.Text == "RCPT TO:<***@receiver.internal>" && l.Direction == TranscriptDirection.Sent && l.Stage == SmtpStage.Recipient);
    }

    [Fact]
    public async Task Run_CallerGivesUp_EndsAtOnceAndLeavesNoConnection()
    {
        LoopbackSmtpServer server = Start(b => b.On(SmtpTurnKind.MailFrom, SmtpReply.Silence));
        using CancellationTokenSource stop = new();
        Task<ProbeResult> run = new ProbeRun(Options(), Diagnosis, _ => null).RunAsync(ProbeTargets.Of(Host("mx.receiver.internal", server.Port)), stop.Token);
        await server.WaitForTurnsAsync(SmtpTurnKind.MailFrom).WaitAsync(Guard);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Guard));
        await server.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Contains("C: QUIT", server.Sessions.Single().Transcript);
    }

    [Fact]
    public async Task Run_AddressThatTheRefusalNames_IsKnownAsOnesOwn()
    {
        LoopbackSmtpServer server = Start(b => b
            .On(SmtpTurnKind.Hello, new SmtpReply(250, "mx.receiver.internal at your service, [203.0.113.25]"))
            .On(SmtpTurnKind.MailFrom, new SmtpReply(550, "5.7.1 Unfortunately, messages from [203.0.113.25] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).")));
        ProbeResult result = await RunAsync(Options(), server);

        Assert.Equal(("203.0.113.25", AddressOwner.Own), (result.SeenAddress, result.Refusal!.AddressOwner));
    }

    private static RefusalDiagnosis Diagnosis(SenderAddresses sender) => new(Diagnoses.Shipped, () => ShippedProviders.Current, sender: sender);

    private static ProbeOptions Options(SmtpStage until = SmtpStage.Data) => new()
    {
        To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal", Until = until, Timeout = Guard,
    };

    private static ProbeHost Host(string name, int port) => new(name, port, [IPAddress.Loopback]);

    private static Task<ProbeResult> RunAsync(ProbeOptions options, params LoopbackSmtpServer[] servers) =>
        RunAsync(options, ProbeTargets.Of([.. servers.Select((s, i) => Host("mx" + i + ".receiver.internal", s.Port))]));

    private static Task<ProbeResult> RunAsync(ProbeOptions options, ProbeTargets targets) =>
        new ProbeRun(options, Diagnosis, _ => null).RunAsync(targets, CancellationToken.None).WaitAsync(Guard);

    private LoopbackSmtpServer Start(Func<SmtpBehaviours, SmtpBehaviours>? setUp = null)
    {
        SmtpBehaviours behaviours = new("mx.receiver.internal");
        LoopbackSmtpServer server = LoopbackSmtpServer.Start(setUp is null ? behaviours : setUp(behaviours));
        _servers.Add(server);
        return server;
    }
}
