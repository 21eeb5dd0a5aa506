using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Lab;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Servers that do what they must not: each ends in the right outcome, and no connection is left open.</summary>
public sealed class ProbeFaultTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    // Where earlier turns have to be over first: a busy machine takes a while for these.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Hello_AnsweredBy421AndClosed_IsDeferredWithItsCode() =>
        await AssertAsync(SmtpScripts.ClosesAtHello(), ProbeOutcome.Deferred, SmtpStage.Hello, 421);

    [Fact]
    public async Task Reply_WithUnequalCodes_IsKeptWholeAndTheLastOneCounts()
    {
        ProbeResult result = await AssertAsync(SmtpScripts.UnequalCodes(SmtpTurnKind.MailFrom), ProbeOutcome.Refused, SmtpStage.MailFrom, 554);
        Assert.Contains(result.Notes, n => n.Contains("different codes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Greeting_ThatDribbles_IsNotWaitedForBeyondItsTime() =>
        await AssertAsync(SmtpScripts.DribblingGreeting(TimeSpan.FromMilliseconds(100)), ProbeOutcome.ConnectFailed, SmtpStage.Connect, null, Short);

    [Theory]
    [InlineData(SmtpTurnKind.Hello, SmtpStage.Hello)]
    [InlineData(SmtpTurnKind.MailFrom, SmtpStage.MailFrom)]
    public async Task Reply_OfTenMegabytes_IsLeft(SmtpTurnKind kind, SmtpStage stage) =>
        Assert.Equal(stage, (await ProbeAsync(Guard, SmtpScripts.HugeReply(kind))).Stage);

    [Fact]
    public async Task Reply_WithoutEnd_IsLeft() =>
        await AssertAsync(SmtpScripts.EndlessReply(SmtpTurnKind.MailFrom), ProbeOutcome.Interrupted, SmtpStage.MailFrom, null);

    [Fact]
    public async Task Reply_InLinesThatEndByLineFeedAlone_IsRead() =>
        await AssertAsync(SmtpScripts.BareLineFeeds(), ProbeOutcome.Accepted, SmtpStage.Delivered, 250);

    [Fact]
    public async Task Reply_WithoutLineEnd_IsWhatWasSaidWhereTheServerCloses() =>
        await AssertAsync(SmtpScripts.NoLineEndAndCloses(SmtpTurnKind.MailFrom), ProbeOutcome.Refused, SmtpStage.MailFrom, 550);

    [Fact]
    public async Task Commands_ThatAreEchoed_AreNoReplies()
    {
        ProbeResult result = await ProbeAsync(Short, SmtpScripts.EchoesCommands());
        Assert.Equal((ProbeOutcome.Interrupted, SmtpStage.Hello), (result.Outcome, result.Stage));
    }

    [Theory]
    [InlineData(nameof(SmtpScripts.HttpGreeting))]
    [InlineData(nameof(SmtpScripts.BinaryGreeting))]
    [InlineData(nameof(SmtpScripts.GreetingWithoutCode))]
    public async Task Greeting_OfAnotherProtocol_IsNoMailServer(string script)
    {
        ProbeResult result = await AssertAsync(
            (SmtpScript)typeof(SmtpScripts).GetMethod(script)!.Invoke(null, null)!, ProbeOutcome.ConnectFailed, SmtpStage.Connect, null);
        Assert.Contains(result.Notes, n => n.Contains("no mail server", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Transcript, l => l.Text.Any(char.IsControl));
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, SmtpStage.Connect, ProbeOutcome.ConnectFailed)]
    [InlineData(SmtpTurnKind.Hello, SmtpStage.Hello, ProbeOutcome.Interrupted)]
    [InlineData(SmtpTurnKind.MailFrom, SmtpStage.MailFrom, ProbeOutcome.Interrupted)]
    [InlineData(SmtpTurnKind.Recipient, SmtpStage.Recipient, ProbeOutcome.Interrupted)]
    [InlineData(SmtpTurnKind.Data, SmtpStage.Data, ProbeOutcome.Interrupted)]
    public async Task Silence_AtAnyStage_EndsWithItsTime(SmtpTurnKind kind, SmtpStage stage, ProbeOutcome outcome) =>
        await AssertAsync(SmtpScripts.SilentAt(kind), outcome, stage, null, Patient);

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, SmtpStage.Connect, ProbeOutcome.ConnectFailed)]
    [InlineData(SmtpTurnKind.MailFrom, SmtpStage.MailFrom, ProbeOutcome.Interrupted)]
    public async Task Connection_ThatIsReset_IsTold(SmtpTurnKind kind, SmtpStage stage, ProbeOutcome outcome) =>
        await AssertAsync(SmtpScripts.ResetsAt(kind), outcome, stage, null);

    [Theory]
    [InlineData(nameof(SmtpScripts.ResetsInHandshake))]
    [InlineData(nameof(SmtpScripts.ClosesInHandshake))]
    [InlineData(nameof(SmtpScripts.GarbageInHandshake))]
    [InlineData(nameof(SmtpScripts.SilentInHandshake))]
    public async Task Tls_ThatFails_IsTriedAgainInTheClearOnANewConnection(string script)
    {
        ProbeResult result = await ProbeAsync(
            TimeSpan.FromSeconds(3), (SmtpScript)typeof(SmtpScripts).GetMethod(script)!.Invoke(null, null)!, SmtpScripts.Ordinary());

        Assert.Equal([ProbeOutcome.TlsFailed, ProbeOutcome.Accepted], result.Attempts.Select(a => a.Outcome));
        Assert.Equal(ProbeOutcome.Accepted, result.Outcome);
        Assert.Null(result.Tls);
        Assert.Contains(result.Notes, n => n.Contains("TLS failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tls_ThatIsOfferedAndDeclined_GoesOnInTheClear()
    {
        ProbeResult result = await AssertAsync(SmtpScripts.RefusesStartTls(), ProbeOutcome.Accepted, SmtpStage.Delivered, 250);
        Assert.Single(result.Attempts);
        Assert.Contains(result.Notes, n => n.Contains("declined", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tls_DeclinedWithAGoodbye_IsADelayThere() =>
        await AssertAsync(new SmtpScript { OffersStartTls = true }.At(SmtpTurnKind.StartTls, "421 4.3.2 go away\r\n"), ProbeOutcome.Deferred, SmtpStage.StartTls, 421);

    [Fact]
    public async Task Recipient_RepeatedInAReplyThatDoesNotBelong_IsNotTold()
    {
        ProbeResult result = await ProbeAsync(Guard, new SmtpScript().At(SmtpTurnKind.Recipient, "354 huh RCPT TO:<b@receiver.internal>\r\n"));
        Assert.DoesNotContain(result.Notes, n => n.Contains("b@receiver", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Attempts, a => a.Failure?.Contains("b@receiver", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("good")]
    [InlineData("expired")]
    public async Task Tls_WithAnyCertificate_IsUsedAndTold(string which)
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate =
            which == "good" ? LabCertificates.SelfSigned("mx.receiver.internal") : LabCertificates.Expired("mx.receiver.internal");
        ProbeResult result = await AssertAsync(SmtpScripts.OrdinaryWithTls(certificate), ProbeOutcome.Accepted, SmtpStage.Delivered, 250);

        Assert.NotNull(result.Tls!.Problem);
        Assert.Contains("mx.receiver.internal", result.Tls.Subject, StringComparison.Ordinal);
        Assert.Equal(which == "expired", result.Tls.NotAfter < DateTime.UtcNow);
        Assert.Equal(2, result.Transcript.Count(l => l.Text.StartsWith("EHLO", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tls_RepliesInjectedBefore_DoNotCount()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = LabCertificates.SelfSigned("mx.receiver.internal");
        ProbeResult result = await AssertAsync(SmtpScripts.InjectsBeforeTls(certificate), ProbeOutcome.Accepted, SmtpStage.Delivered, 250);
        Assert.NotNull(result.Tls);
    }

    [Fact]
    public async Task Reply_WithControlCharacters_IsCleaned()
    {
        ProbeResult result = await ProbeAsync(Guard, SmtpScripts.ControlCharactersAt(SmtpTurnKind.MailFrom));
        Assert.Equal(ProbeOutcome.Refused, result.Outcome);
        Assert.DoesNotContain(result.ReplyText + string.Concat(result.Transcript.Select(l => l.Text)), char.IsControl);
    }

    [Theory]
    [InlineData(nameof(SmtpScripts.Latin1ReplyAt))]
    [InlineData(nameof(SmtpScripts.Utf8ReplyAt))]
    public async Task Reply_InAnyCharset_IsRead(string script)
    {
        ProbeResult result = await ProbeAsync(Guard, (SmtpScript)typeof(SmtpScripts).GetMethod(script)!.Invoke(null, [SmtpTurnKind.MailFrom])!);
        Assert.Equal(ProbeOutcome.Refused, result.Outcome);
        Assert.DoesNotContain('\uFFFD', result.ReplyText);
    }

    [Fact]
    public async Task Code_WithoutText_IsAReply() =>
        await AssertAsync(SmtpScripts.BareCodeAt(SmtpTurnKind.Recipient), ProbeOutcome.Refused, SmtpStage.Recipient, 550);

    private static async Task<ProbeResult> AssertAsync(SmtpScript script, ProbeOutcome outcome, SmtpStage stage, int? code, TimeSpan? timeout = null)
    {
        ProbeResult result = await ProbeAsync(timeout ?? Guard, script);
        Assert.Equal((outcome, stage, code), (result.Outcome, result.Stage, result.ReplyCode));
        return result;
    }

    /// <summary>Probes, and waits until the server has seen each connection end.</summary>
    private static async Task<ProbeResult> ProbeAsync(TimeSpan timeout, params SmtpScript[] scripts)
    {
        await using ScriptedSmtpServer server = ScriptedSmtpServer.Start(scripts);
        ProbeOptions options = new()
        {
            To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal", Timeout = timeout,
        };
        ProbeRun run = new(options, sender => new RefusalDiagnosis(Diagnoses.Shipped, () => ShippedProviders.Current, sender: sender), _ => null);
        ProbeResult result = await run.RunAsync(
            ProbeTargets.Of(new ProbeHost("mx.receiver.internal", server.Port, [IPAddress.Loopback])), CancellationToken.None).WaitAsync(Guard);
        await Task.WhenAll(server.Connections.Select(c => c.ClientGone)).WaitAsync(Guard);
        return result;
    }
}
