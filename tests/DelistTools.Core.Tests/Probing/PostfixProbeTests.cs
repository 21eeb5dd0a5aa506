using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Diagnosis;
using DelistTools.Lab;
using DelistTools.Mail;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Probes of a real Postfix; what it says is compared with what swaks hears.</summary>
public sealed class PostfixProbeTests : IDisposable
{
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(120));

    public void Dispose() => _guard.Dispose();

    [Theory]
    [InlineData(SmtpTurnKind.Greeting, SmtpStage.Connect)]
    [InlineData(SmtpTurnKind.Hello, SmtpStage.Hello)]
    [InlineData(SmtpTurnKind.MailFrom, SmtpStage.MailFrom)]
    [InlineData(SmtpTurnKind.Recipient, SmtpStage.Recipient)]
    [InlineData(SmtpTurnKind.Data, SmtpStage.Data)]
    [InlineData(SmtpTurnKind.EndOfData, SmtpStage.Data)]
    public async Task Refusal_AtEachStage_IsWhatSwaksHears(SmtpTurnKind kind, SmtpStage stage)
    {
        await using PostfixServer postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Refusals = new Dictionary<SmtpTurnKind, string> { [kind] = "554 5.7.1 Your IP is on our blacklist, write to abuse@lab.test" } }, _guard.Token);
        ProbeResult result = await ProbeAsync(postfix);
        ProgramRun swaks = await SwaksAsync(postfix);

        Assert.Equal((ProbeOutcome.Refused, stage, 554, "5.7.1"), (result.Outcome, result.Stage, result.ReplyCode, result.EnhancedCode));

        // Of EHLO Postfix says that the command is what it rejects.
        Assert.Equal(kind == SmtpTurnKind.Hello ? RefusalCause.HelloRefused : RefusalCause.AddressBlocked, result.Refusal!.Cause);
        string[] heard = [.. swaks.Output.Split('\n').Where(l => l.StartsWith("<** ", StringComparison.Ordinal)).Select(l => l[4..].TrimEnd('\r'))];

        // Where EHLO is refused, swaks tries HELO, and is refused once more in the same words.
        Assert.Equal(heard.Distinct(), result.Attempts.Single().RawReply.Split('\n'));
    }

    [Fact]
    public async Task Greeting_AndReplies_AreWhatSwaksHears()
    {
        await using PostfixServer postfix = await PostfixServer.StartAsync(_guard.Token);
        ProbeResult result = await ProbeAsync(postfix, SmtpStage.Recipient);
        ProgramRun swaks = await SwaksAsync(postfix, "--quit-after", "RCPT");

        string[] heard = [.. swaks.Output.Split('\n').Where(l => l.StartsWith("<-  ", StringComparison.Ordinal)).Select(l => l[4..].TrimEnd('\r'))];
        string[] ours = [.. result.Transcript.Where(l => l.Direction == TranscriptDirection.Received).Select(l => l.Text)];
        Assert.True(heard.Length > 5, swaks.Output);

        // RSET is ours alone: swaks leaves without it.
        Assert.Equal(heard[..^1], ours[..^2]);
        Assert.Equal(ProbeOutcome.NotRefusedBeforeData, result.Outcome);
    }

    [Fact]
    public async Task Listing_AndDelisting_ChangeTheOutcome()
    {
        DnsBehaviours dns = new();
        DnsblZone zone = new DnsblZone("zen.spamhaus.org", DnsblKinds.Ip4) { Text = "https://www.spamhaus.org/query/ip/$" }.List("127.0.0.5");
        dns.Zone(zone).KeepsFor(0);
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        await using PostfixServer postfix = await PostfixServer.StartAsync(
            new PostfixOptions { NameServer = server.EndPoint, DnsLists = ["zen.spamhaus.org"] }, _guard.Token);
        ProbeResult listed = await ProbeAsync(postfix, local: "127.0.0.5");
        zone.Delist("127.0.0.5");
        ProbeResult free = await ProbeAsync(postfix, local: "127.0.0.5");

        Assert.Equal((ProbeOutcome.Refused, SmtpStage.Recipient, "spamhaus-zen"), (listed.Outcome, listed.Stage, listed.Refusal!.Blocklist));
        Assert.Equal(ProbeOutcome.Accepted, free.Outcome);
        Assert.Contains(free.MessageId!, Assert.Single(await postfix.WaitForMessagesAsync("tom@lab.test", 1, _guard.Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Greylist_IsADelayAndNotABlock()
    {
        Greylist greylist = new();
        await using PostfixServer postfix = await PostfixServer.StartAsync(new PostfixOptions { Policy = greylist.Decide }, _guard.Token);
        ProbeResult first = await ProbeAsync(postfix);
        ProbeResult second = await ProbeAsync(postfix);

        Assert.Equal((ProbeOutcome.Deferred, RefusalCause.Greylisted), (first.Outcome, first.Refusal!.Cause));
        Assert.Equal(ProbeOutcome.Accepted, second.Outcome);
        Assert.Equal(greylist.Asked[0], greylist.Asked[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tls_GoodOrExpired_IsUsed(bool expired)
    {
        using X509Certificate2 certificate = expired ? LabCertificates.Expired() : LabCertificates.SelfSigned();
        await using PostfixServer postfix = await PostfixServer.StartAsync(new PostfixOptions { Certificate = certificate, RequiresTls = true }, _guard.Token);
        ProbeResult result = await ProbeAsync(postfix);

        Assert.Equal(ProbeOutcome.Accepted, result.Outcome);
        Assert.Equal(expired, result.Tls!.NotAfter < DateTime.UtcNow);
    }

    [Fact]
    public async Task Tls_Broken_GoesOnInTheClear()
    {
        using X509Certificate2 certificate = LabCertificates.SelfSigned();
        foreach (PostfixTlsFault fault in Enum.GetValues<PostfixTlsFault>().Where(f => f != PostfixTlsFault.None))
        {
            await using PostfixServer postfix = await PostfixServer.StartAsync(new PostfixOptions { Certificate = certificate, TlsFault = fault }, _guard.Token);
            ProbeResult result = await ProbeAsync(postfix);

            Assert.True(result is { Outcome: ProbeOutcome.Accepted, Tls: null }, fault + ": " + result);
            Assert.NotEmpty(result.Notes);
        }
    }

    [Fact]
    public async Task Postscreen_IsWaitedFor()
    {
        await using PostfixServer postfix = await PostfixServer.StartAsync(new PostfixOptions { Postscreen = true }, _guard.Token);
        ProbeResult result = await ProbeAsync(postfix);
        Assert.Equal(ProbeOutcome.Accepted, result.Outcome);
        Assert.Equal(2, result.Attempts.Single().Greeting!.Split("220").Length - 1);
    }

    [Theory]
    [InlineData("right", false, ProbeOutcome.Accepted, null)]
    [InlineData("wrong", false, null, "RelayLoginFailed")]
    [InlineData("right", true, null, "RelayCertificateInvalid")]
    public async Task Submission_WithACredential_IsTakenWhereItIsRight(string password, bool checksCertificate, ProbeOutcome? outcome, string? problem)
    {
        using X509Certificate2 certificate = LabCertificates.SelfSigned();
        await using PostfixServer postfix = await PostfixServer.StartAsync(
            new PostfixOptions { Certificate = certificate, User = "tom", Password = "right" }, _guard.Token);
        List<TranscriptLine> said = [];
        ProbeOptions options = new() { To = "tom@lab.test", From = "a@sender.internal", HelloName = "mail.sender.internal", Listener = said.Add };
        RelaySubmission relay = new("127.0.0.1", postfix.SubmissionPort, new NetworkCredential("tom", password), RelaySecurity.Required, !checksCertificate);
        (ProbeResult? result, Problem? found) = await new ProbeRun(options, Diagnosis, _ => null).RunThroughAsync(relay, "127.0.0.1", _guard.Token);

        Assert.Equal((outcome, problem), (result?.Outcome, found?.Id));
        string secret = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("\0tom\0" + password));
        Assert.DoesNotContain(said, l => l.Text.Contains(secret, StringComparison.Ordinal) || l.Text.Contains(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(password)), StringComparison.Ordinal));
    }

    private static RefusalDiagnosis Diagnosis(SenderAddresses sender) => new(Diagnoses.Shipped, () => ShippedProviders.Current, sender: sender);

    private Task<ProbeResult> ProbeAsync(PostfixServer postfix, SmtpStage until = SmtpStage.Data, string? local = null)
    {
        ProbeOptions options = new()
        {
            To = "tom@lab.test", From = "a@sender.internal", HelloName = "mail.sender.internal", Until = until, Timeout = TimeSpan.FromSeconds(60),
            LocalAddress = local is null ? null : IPAddress.Parse(local), ShowsRecipient = true,
        };
        return new ProbeRun(options, Diagnosis, _ => null).RunAsync(
            ProbeTargets.Of(new ProbeHost("mx.lab.test", postfix.Port, [postfix.EndPoint.Address])), _guard.Token);
    }

    private Task<ProgramRun> SwaksAsync(PostfixServer postfix, params string[] more) => ProgramRun.RunAsync(
        "swaks",
        [
            "--server", "127.0.0.1", "--port", postfix.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--from", "a@sender.internal",
            "--to", "tom@lab.test", "--ehlo", "mail.sender.internal", .. more,
        ],
        cancellationToken: _guard.Token);
}
