using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class SendProbeMailTests : IDisposable
{
    private const string Command = ",DelistTools.Commands.SendProbeMailCommand";

    private const string Probe = "Send-ProbeMail b@receiver.internal a@sender.internal -HelloName mail.sender.internal -MailExchanger $mx -NameServer $dns -Confirm:$false ";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly LoopbackDnsServer _dns;
    private readonly ModuleSession _session = new();
    private LoopbackSmtpServer? _server;

    public SendProbeMailTests()
    {
        DnsTable zone = new("");
        zone.Mx("sender.internal", 10, "mail.sender.internal").Address("mail.sender.internal", "127.0.0.1");
        zone.Mx("nullmx.internal", 0, "");
        DnsBehaviours behaviours = new();
        behaviours.Zone(zone);
        _dns = LoopbackDnsServer.Start(behaviours);
    }

    public void Dispose()
    {
        _session.Dispose();
        _server?.Dispose();
        _dns.Dispose();
    }

    [Fact]
    public void Probe_Refused_PipesIntoTheRoute()
    {
        Start(b => b.On(SmtpTurnKind.MailFrom, new SmtpReply(550, "5.7.1 Service unavailable; client [203.0.113.25] blocked using zen.spamhaus.org")));
        ModuleSession.Outcome outcome = Run("$r = " + Probe + "; $r; $r | Get-DelistingRoute").AssertNoErrors();

        Assert.Equal(("Refused", "MailFrom", 550), (Text(outcome, 0, "Outcome"), Text(outcome, 0, "Stage"), outcome.Output[0].Properties["ReplyCode"].Value));
        Assert.Equal("203.0.113.25", Text(outcome, 1, "Target"));
        Assert.Contains("spamhaus-zen", (System.Collections.Generic.IEnumerable<string>)outcome.Output[1].Properties["For"].Value);
    }

    [Fact]
    public void Probe_Accepted_SendsOneMessage()
    {
        Start();
        ModuleSession.Outcome outcome = Run(Probe).AssertNoErrors();

        Assert.Equal("Accepted", Text(outcome, 0, "Outcome"));
        Assert.Single(_server!.Messages);
        Assert.Empty(Run(Probe + " | Get-DelistingRoute").AssertNoErrors().Output);
    }

    [Fact]
    public void WhatIf_ConnectsToNobody()
    {
        Start();
        Assert.Empty(Run(Probe.Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal)).AssertNoErrors().Output);
        Assert.Empty(_server!.Sessions);
        Assert.Equal(0, _dns.Questions.Total);
    }

    [Theory]
    [InlineData("-To 'a@b.internal, c@b.internal'", "RecipientInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-To \"a@b.internal`r`nRCPT TO:<x@y.internal>\"", "ArgumentNotPlain", ErrorCategory.InvalidArgument)]
    [InlineData("-To \"a@b.internal`r`n\"", "ArgumentNotPlain", ErrorCategory.InvalidArgument)]
    [InlineData("-To a..b@b.internal", "RecipientInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-To .b@b.internal", "RecipientInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-From \"a@sender.internal>`nDATA\"", "ArgumentNotPlain", ErrorCategory.InvalidArgument)]
    [InlineData("-From b.@sender.internal", "SenderInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-From a@example.com", "SenderDomainReserved", ErrorCategory.InvalidArgument)]
    [InlineData("-From a@mail.test", "SenderDomainReserved", ErrorCategory.InvalidArgument)]
    [InlineData("-HelloName localhost", "HelloNameInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-HelloName \"mail.sender.internal`r`nMAIL FROM:<>\"", "ArgumentNotPlain", ErrorCategory.InvalidArgument)]
    [InlineData("-HelloName \"ma$([char]0xAD)il.sender.internal\"", "ArgumentNotPlain", ErrorCategory.InvalidArgument)]
    [InlineData("-HelloName mail.example.com", "HelloNameInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-DkimSelector s", "DkimKeyMissing", ErrorCategory.InvalidArgument)]
    [InlineData("-DkimKey nowhere.pem -DkimSelector 's; x=y'", "InvalidMailDomain", ErrorCategory.InvalidArgument)]
    [InlineData("-DkimKey nowhere.pem -DkimSelector s -DkimDomain 'bad domain'", "InvalidMailDomain", ErrorCategory.InvalidArgument)]
    [InlineData("-DkimKey nodrive:\\x -DkimSelector s", "DkimKeyNotRead", ErrorCategory.InvalidData)]
    [InlineData("-MailExchanger mx.receiver.internal:99999", "MailServerInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-LocalAddress 300.1.1.1", "LocalAddressInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-Until Delivered", "ParameterArgumentValidationError", ErrorCategory.InvalidData)]
    [InlineData("-DkimKey nowhere.pem", "DkimSelectorMissing", ErrorCategory.InvalidArgument)]
    [InlineData("-DkimKey nowhere.pem -DkimSelector s", "DkimKeyNotRead", ErrorCategory.InvalidData)]
    [InlineData("-From a@nullmx.internal", "SenderDomainTakesNoMail", ErrorCategory.InvalidArgument)]
    [InlineData("-From a@nowhere.internal", "SenderDomainNotFound", ErrorCategory.ObjectNotFound)]
    public void Argument_ThatCannotBeUsed_IsAnErrorAndNobodyIsConnectedTo(string change, string id, ErrorCategory category)
    {
        Start();
        string parameters = "$p = @{ To = 'b@receiver.internal'; From = 'a@sender.internal'; HelloName = 'mail.sender.internal'; MailExchanger = $mx; NameServer = $dns; Confirm = $false }; ";
        string name = change.Split(' ')[0][1..];
        ModuleSession.Outcome outcome = Run(parameters + "$p.Remove('" + name + "'); Send-ProbeMail @p " + change);

        Assert.Equal((id + Command, category), (outcome.Error.FullyQualifiedErrorId, outcome.Error.CategoryInfo.Category));
        Assert.Empty(outcome.Output);
        Assert.Empty(_server!.Sessions);
    }

    [Fact]
    public void Recipients_MoreThanOne_AreRefused()
    {
        Start();
        ModuleSession.Outcome outcome = Run("'b@receiver.internal', 'c@receiver.internal' | " + Probe.Replace("b@receiver.internal a@", "-From a@", StringComparison.Ordinal));

        Assert.Single(outcome.Output);
        Assert.Equal("OneProbeOnly" + Command, outcome.Error.FullyQualifiedErrorId);
        Assert.Equal("c@receiver.internal", outcome.Error.TargetObject);
        Assert.Single(_server!.Sessions);
    }

    [Fact]
    public void Domain_ThatTakesNoMail_IsAResult()
    {
        ModuleSession.Outcome outcome = Run("Send-ProbeMail b@nullmx.internal a@sender.internal -HelloName mail.sender.internal -NameServer $dns -Confirm:$false;"
            + " Send-ProbeMail b@gone.internal a@sender.internal -HelloName mail.sender.internal -NameServer $dns -Confirm:$false").AssertNoErrors();

        Assert.Equal(["NullMx", "NoMailServer"], outcome.Output.Select(o => o.Properties["Outcome"].Value.ToString()));
    }

    [Fact]
    public void Verbose_ShowsTheDialogueWithoutTheRecipient()
    {
        Start();
        ModuleSession.Outcome outcome = Run(Probe + "-Verbose").AssertNoErrors();

        Assert.Contains(outcome.Verbose, v => v.Contains("-> RCPT TO:<***@receiver.internal>", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Verbose, v => v.Contains(" ms ", StringComparison.Ordinal) && v.Contains("b@receiver.internal", StringComparison.Ordinal));
    }

    [Fact]
    public void DkimKey_SignsTheMessageAndIsShownNowhere()
    {
        Start();
        string path = Path.GetTempFileName();
        try
        {
            using RSA rsa = RSA.Create(1024);
            string pem = rsa.ExportRSAPrivateKeyPem();
            File.WriteAllText(path, pem);
            _session.Runspace.SessionStateProxy.SetVariable("key", path);
            ModuleSession.Outcome outcome = Run(Probe + "-DkimKey $key -DkimSelector lab -Verbose").AssertNoErrors();

            Assert.Contains("d=sender.internal; s=lab", Assert.Single(_server!.Messages).Text, StringComparison.Ordinal);
            string secret = pem.Split('\n')[1];
            Assert.DoesNotContain(outcome.Verbose, v => v.Contains(secret, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Relay_TakesTheMessage()
    {
        Start();
        ModuleSession.Outcome outcome = Run(
            "Send-ProbeMail b@receiver.internal a@sender.internal -HelloName mail.sender.internal -MailServer $mx -NameServer $dns -Confirm:$false").AssertNoErrors();

        Assert.Equal(("Accepted", "Delivered"), (Text(outcome, 0, "Outcome"), Text(outcome, 0, "Stage")));
        Assert.Single(_server!.Messages);
        Assert.Contains("bounce", string.Concat((System.Collections.Generic.IEnumerable<string>)outcome.Output[0].Properties["NotSeen"].Value), StringComparison.Ordinal);
    }

    [Fact]
    public void Relay_RefusesTheRecipient_IsARefusal()
    {
        Start(b => b.On(SmtpTurnKind.Recipient, new SmtpReply(554, "5.7.1 Relay access denied")));
        ModuleSession.Outcome outcome = Run(
            "Send-ProbeMail b@receiver.internal a@sender.internal -HelloName mail.sender.internal -MailServer $mx -NameServer $dns -Confirm:$false").AssertNoErrors();

        Assert.Equal(("Refused", "Recipient"), (Text(outcome, 0, "Outcome"), Text(outcome, 0, "Stage")));
        Assert.Contains("RelayDenied", outcome.Output[0].Properties["Refusal"].Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileTheServerIsSilent_EndsTheCommand()
    {
        Start(b => b.On(SmtpTurnKind.MailFrom, SmtpReply.Silence));
        using PowerShell shell = _session.Create(Probe);
        IAsyncResult run = shell.BeginInvoke();
        await _server!.WaitForTurnsAsync(SmtpTurnKind.MailFrom).WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        await _server.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Contains("C: QUIT", _server.Sessions.Single().Transcript);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    private static string? Text(ModuleSession.Outcome outcome, int place, string property) => outcome.Output[place].Properties[property].Value?.ToString();

    private void Start(Func<SmtpBehaviours, SmtpBehaviours>? setUp = null)
    {
        SmtpBehaviours behaviours = new("mx.receiver.internal");
        _server = LoopbackSmtpServer.Start(setUp is null ? behaviours : setUp(behaviours));
        _session.Runspace.SessionStateProxy.SetVariable("mx", _server.MailServer);
        _session.Runspace.SessionStateProxy.SetVariable("dns", _dns.NameServer);
    }

    private ModuleSession.Outcome Run(string script)
    {
        _session.Runspace.SessionStateProxy.SetVariable("dns", _dns.NameServer);
        return _session.Run(script);
    }
}
