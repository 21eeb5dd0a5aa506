using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Lab;
using DelistTools.Mail;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Relays that do what they must not.</summary>
public sealed class RelayTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly string Secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0tom\0s3cretword"));

    private readonly List<TranscriptLine> _said = [];

    [Fact]
    public async Task Send_RelaySilentAtTheGoodbye_WasTakenAllTheSame() =>
        Assert.Equal(ProbeOutcome.Accepted, (await SendAsync(SmtpScripts.SilentAt(SmtpTurnKind.Quit))).Result?.Outcome);

    [Fact]
    public async Task Send_RelayThatWantsALogIn_SaysSo()
    {
        Problem? problem = (await SendAsync(new SmtpScript().At(SmtpTurnKind.MailFrom, "530 5.7.0 Authentication required\r\n"))).Problem;
        Assert.Equal("RelayLoginFailed", problem?.Id);
        Assert.Contains("-Credential", problem!.Arguments[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_RelayThatRepeatsThePassword_ShowsItNowhere()
    {
        SmtpScript script = new SmtpScript { Extensions = ["AUTH PLAIN"] }.At(SmtpTurnKind.Authenticate, "535 5.7.8 no AUTH PLAIN " + Secret + " s3cretword\r\n");
        Problem? problem = (await SendAsync(script, new NetworkCredential("tom", "s3cretword"))).Problem;

        Assert.Equal("RelayLoginFailed", problem?.Id);
        Assert.DoesNotContain(
            _said.Select(l => l.Text).Concat(problem!.Arguments.Select(a => a.ToString()!)),
            t => t.Contains(Secret, StringComparison.Ordinal) || t.Contains("s3cretword", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpTurnKind.Recipient, ProbeOutcome.Refused, SmtpStage.Recipient)]
    [InlineData(SmtpTurnKind.EndOfData, ProbeOutcome.Refused, SmtpStage.Data)]
    public async Task Send_RelayThatRefuses_IsARefusalWithoutAMessageId(SmtpTurnKind kind, ProbeOutcome outcome, SmtpStage stage)
    {
        ProbeResult? result = (await SendAsync(new SmtpScript().At(kind, "550 5.7.1 no\r\n"))).Result;
        Assert.Equal((outcome, stage, null), (result!.Outcome, result.Stage, result.MessageId));
    }

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, ProbeOutcome.ConnectFailed)]
    [InlineData(SmtpTurnKind.MailFrom, ProbeOutcome.Interrupted)]
    public async Task Send_SilentRelay_EndsWithItsTimeAndSaysSo(SmtpTurnKind kind, ProbeOutcome outcome)
    {
        ProbeResult? result = (await SendAsync(SmtpScripts.SilentAt(kind), timeout: TimeSpan.FromSeconds(1))).Result;
        Assert.Equal(outcome, result?.Outcome);
        Assert.Contains(result!.Notes, n => n.Contains("said nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_AnyRelay_SaysBetweenWhichAddresses()
    {
        ProbeResult? result = (await SendAsync(SmtpScripts.Ordinary())).Result;
        Assert.Equal(("127.0.0.1", "127.0.0.1"), (result?.LocalAddress, result?.RemoteAddress));
    }

    [Fact]
    public void Attempt_NeverConnected_IsShownWithoutAnAddress()
    {
        Assert.Equal("mx.receiver.internal: ConnectFailed", new ProbeAttempt { MailExchanger = "mx.receiver.internal", Outcome = ProbeOutcome.ConnectFailed }.ToString());
        Assert.Equal(
            "mx.receiver.internal [192.0.2.1]: Refused 550",
            new ProbeAttempt { MailExchanger = "mx.receiver.internal", RemoteAddress = "192.0.2.1", Outcome = ProbeOutcome.Refused, ReplyCode = 550 }.ToString());
    }

    private async Task<(ProbeResult? Result, Problem? Problem)> SendAsync(SmtpScript script, NetworkCredential? credential = null, TimeSpan? timeout = null)
    {
        await using ScriptedSmtpServer server = ScriptedSmtpServer.Start(script);
        ProbeOptions options = new()
        {
            To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal", Timeout = timeout ?? Guard, Listener = _said.Add,
        };
        RelaySubmission relay = new("127.0.0.1", server.Port, credential, RelaySecurity.WhenAvailable, acceptsAnyCertificate: false);
        return await new ProbeRun(options, s => new RefusalDiagnosis(Diagnoses.Shipped, () => ShippedProviders.Current, sender: s), _ => null)
            .RunThroughAsync(relay, "127.0.0.1", CancellationToken.None).WaitAsync(Guard);
    }
}
