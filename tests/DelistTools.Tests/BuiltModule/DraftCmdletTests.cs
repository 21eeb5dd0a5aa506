using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>From a case to a text for its operator, and on to a relay.</summary>
[Collection(ModuleCollection.Name)]
public sealed class DraftCmdletTests : IDisposable
{
    private const string Get = ",DelistTools.Commands.GetDelistingDraftCommand";

    private const string Send = ",DelistTools.Commands.SendDelistingDraftCommand";

    private const string Bounce =
        "$bounce = \"host hotmail-com.olc.protection.outlook.com [104.47.0.33]`nSMTP error from remote mail server after RCPT TO:<someone@hotmail.com>:`n"
        + "550 OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren't sent. Please contact your Internet service provider since part of their "
        + "network is on our block list. You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors.\"; ";

    private const string Libero = "$case = Get-DelistingRoute -Provider libero -Address 203.0.113.25 | New-DelistingCase; ";

    private const string Known = "-ContactName 'Tom Müller' -Remedy 'An account was closed.' -Value @{ reply = '550 [smtp-01] no'; time = '2026-11-27 14:05 UTC';"
        + " hostName = 'mail.sender.internal'; senderDomain = 'sender.internal' } ";

    private const string Relay = "-From tom@sender.internal -MailServer $relay -HelloName mail.sender.internal -Confirm:$false ";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string?> _before = new[] { LabSession.Variable, "DELISTTOOLS_STORE" }.ToDictionary(n => n, Environment.GetEnvironmentVariable);
    private readonly System.Globalization.CultureInfo _culture = System.Globalization.CultureInfo.CurrentCulture;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-drafts-");
    private readonly ModuleSession _session;
    private LoopbackSmtpServer? _relay;

    public DraftCmdletTests()
    {
        string catalog = Path.Combine(_folder.FullName, "catalog.json");
        File.WriteAllText(catalog, "{ \"schema\": 1 }");
        Environment.SetEnvironmentVariable(LabSession.Variable, catalog);
        Environment.SetEnvironmentVariable("DELISTTOOLS_STORE", Path.Combine(_folder.FullName, "cases.db"));
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("en-US");
        _session = new ModuleSession();
    }

    public void Dispose()
    {
        _session.Dispose();
        _relay?.Dispose();
        System.Globalization.CultureInfo.CurrentCulture = _culture;
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Case_ById_IsWrittenForWithTheFactsOfTheBounce()
    {
        ModuleSession.Outcome outcome = _session.Run(
            Bounce + "$null = $bounce | Get-DelistingRoute | New-DelistingCase; $steps = (Get-DelistingCase 1).Steps;"
            + " foreach ($s in $steps) { if ($s.Title -eq 'Fill in the Outlook.com support form, once') { Get-DelistingDraft 1 -Step $s.Order -Website https://sender.internal } }").AssertNoErrors();

        PSObject draft = outcome.Output.Single();
        Assert.Equal((1, "microsoft-consumer", "Form"), (draft.Properties["CaseId"].Value, Text(draft, "For"), Text(draft, "Kind")));
        Assert.Contains("550 OU-002 (COL004-MC3F9) Unfortunately", Text(draft, "Body"), StringComparison.Ordinal);
        Assert.Contains("WebsiteUrl: https://sender.internal", ((IEnumerable<object>)draft.Properties["Fields"].Value).Select(f => f.ToString()));
    }

    [Fact]
    public void Pipeline_CaseChecksAndEvidenceTogether_AreOneText()
    {
        DnsTable zone = new("");
        zone.Ptr("35.66.77.11.in-addr.arpa", "mail.sender.internal").Address("mail.sender.internal", "11.77.66.35");
        DnsBehaviours behaviours = new();
        behaviours.Zone(zone);
        behaviours.Zone(new DnsblZone("bl.spamcop.net", DnsblKinds.Ip4));
        using LoopbackDnsServer dns = LoopbackDnsServer.Start(behaviours);
        ModuleSession.Outcome outcome = _session.Run(
            "$case = Get-DelistingRoute -Provider libero -Address 11.77.66.35 | New-DelistingCase; $(Get-DelistingCase 1; Test-SenderReadiness 11.77.66.35 -NameServer $dns;"
            + " Test-IpBlocklist 11.77.66.35 -Blocklist spamcop -NameServer $dns) | Get-DelistingDraft",
            ("dns", dns.NameServer)).AssertNoErrors();

        string body = Text(outcome.Output.Single(), "Body");
        Assert.Contains("The PTR record of 11.77.66.35 is mail.sender.internal", body, StringComparison.Ordinal);
        Assert.Contains("Host name: mail.sender.internal", body, StringComparison.Ordinal);
        Assert.Contains("11.77.66.35 has no entry on the public lists that were asked (1/1", body, StringComparison.Ordinal);
        Assert.DoesNotContain("SPF", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_WithTheUsersText_GivesItBackAndFreshWritesItAnew()
    {
        ModuleSession.Outcome outcome = _session.Run(
            Libero + "Set-DelistingCase -Id 1 -Draft 'My own words.'; Get-DelistingDraft 1; Get-DelistingDraft 1 -Fresh").AssertNoErrors();

        Assert.Equal(("My own words.", true), (Text(outcome.Output[0], "Body"), outcome.Output[0].Properties["IsEdited"].Value));
        Assert.Equal(false, outcome.Output[1].Properties["IsEdited"].Value);
    }

    [Theory]
    [InlineData("Get-DelistingDraft 7", "CaseNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-DelistingDraft 1 -Step 99", "DraftStepNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-DelistingDraft 1 -Step 1", "DraftStepWithoutText", ErrorCategory.InvalidOperation)]
    [InlineData("Get-DelistingDraft 1 -Value @{ weather = 'fair' }", "DraftValueUnknown", ErrorCategory.InvalidArgument)]
    [InlineData("'text' | Get-DelistingDraft", "InvalidDraftInput", ErrorCategory.InvalidType)]
    [InlineData("Get-DelistingDraft 1 -ContactName \"Tom`r`nBcc: x@y.test\"", "ArgumentNotPlain", ErrorCategory.InvalidArgument)]
    [InlineData("Get-DelistingDraft 1 -ContactMail nobody", "ContactMailInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Get-DelistingDraft 1 -Website sender", "WebsiteInvalid", ErrorCategory.InvalidArgument)]
    public void Get_WhatCannotBeWritten_IsAnError(string script, string id, ErrorCategory category)
    {
        ModuleSession.Outcome outcome = _session.Run(Libero + script);
        Assert.Equal((id + Get, category), (outcome.Error.FullyQualifiedErrorId, outcome.Error.CategoryInfo.Category));
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void Send_Mail_GoesOutAndTheCaseWaits()
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(
            Libero + "Get-DelistingDraft 1 " + Known + "| Send-DelistingDraft -FromName 'Tom Müller' " + Relay + "; Get-DelistingCase 1").AssertNoErrors();

        SmtpMessageTaken message = Assert.Single(_relay!.Messages);
        Assert.Contains("To: block@postmaster.libero.it", message.Text, StringComparison.Ordinal);
        PSObject sent = outcome.Output[0];
        Assert.Equal((250, 1, "block@postmaster.libero.it"), (sent.Properties["ReplyCode"].Value, sent.Properties["CaseId"].Value, Text(sent, "To")));
        Assert.Contains("<" + Text(sent, "MessageId") + ">", message.Text, StringComparison.Ordinal);
        PSObject one = outcome.Output[1];
        Assert.Equal("Waiting", Text(one, "State"));
        Assert.NotNull(one.Properties["NextActionAt"].Value);
        PSObject noted = PSObject.AsPSObject(((IEnumerable<object>)one.Properties["Events"].Value).Last());
        Assert.Equal("Sent", Text(noted, "Kind"));
        Assert.Contains("Message-ID: <" + Text(sent, "MessageId") + ">", Text(noted, "Evidence"), StringComparison.Ordinal);
        Assert.Contains("An account was closed.", Text(noted, "Evidence"), StringComparison.Ordinal);
    }

    [Fact]
    public void Send_Twice_IsRefusedByTheCaseAndByGoodManners()
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(
            Libero + "$d = Get-DelistingDraft 1 " + Known + "; $null = $d | Send-DelistingDraft " + Relay + "; $d | Send-DelistingDraft " + Relay
            + "; $e = Get-DelistingRoute -Provider libero -Address 203.0.113.26 | Get-DelistingDraft " + Known + "; $e | Send-DelistingDraft " + Relay);

        Assert.Equal(["DraftNotWaitedFor" + Send, "DraftTooSoon" + Send], outcome.Errors.Select(e => e.FullyQualifiedErrorId));
        Assert.Single(_relay!.Messages);
    }

    [Fact]
    public void Send_Form_IsNeverSentAndNamesThePage()
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(
            "Get-DelistingRoute -Blocklist symantec-brightmail -Address 203.0.113.25 | Get-DelistingDraft | Send-DelistingDraft " + Relay);
        Assert.Equal("DraftIsForm" + Send, outcome.Error.FullyQualifiedErrorId);
        Assert.Contains("https://ipremoval.sms.symantec.com/", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_relay!.Sessions);
    }

    [Fact]
    public void Send_FormOfAnOperatorThatTakesMailToo_GoesThere()
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(
            "Get-DelistingRoute -Blocklist symantec-brightmail -Address 203.0.113.25 | Get-DelistingDraft "
            + "| Send-DelistingDraft -Body 'Please look at it.' -MailTo 'removals@bücher.internal' " + Relay).AssertNoErrors();
        Assert.Equal("removals@xn--bcher-kva.internal", Text(Assert.Single(outcome.Output), "To"));
        Assert.Contains("To: removals@xn--bcher-kva.internal", Assert.Single(_relay!.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_FactWithoutPlaceholder_IsAWarning()
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(
            "$r = Get-DelistingRoute -Provider mailru -Address 203.0.113.25; foreach ($s in $r.Steps) { if ($s.Fields.Name -contains 'Attachment') { "
            + "$r | Get-DelistingDraft -Step $s.Order -Cause 'An account was hijacked.' -ContactMail tom@sender.internal -Organization Lab " + Known
            + "| Send-DelistingDraft -MailTo a@operator.internal " + Relay + "} }").AssertNoErrors();
        Assert.Single(_relay!.Messages);
        Assert.Contains(outcome.Warnings, w => w.Contains("Attachment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "DraftHasPlaceholders")]
    [InlineData("-Body 'My words, <your name>'", "DraftHasPlaceholders")]
    [InlineData("-Body 'Meine Worte, <Ihr Name>'", "DraftHasPlaceholders")]
    [InlineData("-Body ' '", "DraftEmpty")]
    [InlineData("-Body 'Words' -Subject '<your name>'", "DraftHasPlaceholders")]
    [InlineData("-Body 'Words' -Subject \"Hello`r`nBcc: x@y.test\"", "ArgumentNotPlain")]
    [InlineData("-Body 'Words' -FromName \"Tom`nBcc: x@y.test\"", "ArgumentNotPlain")]
    [InlineData("-Body 'Words' -MailTo \"a@b.internal`r`nRCPT TO:<x@y.test>\"", "ArgumentNotPlain")]
    [InlineData("-Body 'Words' -MailTo 'a@b.internal, c@d.internal'", "RecipientInvalid")]
    [InlineData("-Body 'Words' -InReplyTo 'x@y> <z@w'", "InvalidMessageId")]
    public void Send_WhatIsNotReady_IsRefusedAndNobodyIsConnectedTo(string change, string id)
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(Libero + "Get-DelistingDraft 1 | Send-DelistingDraft " + Relay + change);
        Assert.Equal(id + Send, outcome.Error.FullyQualifiedErrorId);
        Assert.Empty(_relay!.Sessions);
    }

    [Theory]
    [InlineData("-From a@example.com", "SenderDomainReserved")]
    [InlineData("-From nobody", "SenderInvalid")]
    [InlineData("-From tom@sender.internal -HelloName localhost", "HelloNameInvalid")]
    public void Send_SenderThatCannotBe_IsRefused(string change, string id)
    {
        Start();
        Assert.Equal(id + Send, _session.Run(
            Libero + "Get-DelistingDraft 1 | Send-DelistingDraft -MailServer $relay -Confirm:$false " + change).Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Send_RefusedByTheRelay_LeavesTheCaseAsItWas()
    {
        Start(b => b.On(SmtpTurnKind.Recipient, new SmtpReply(554, "5.7.1 Relay access denied")));
        ModuleSession.Outcome outcome = _session.Run(
            Libero + "Get-DelistingDraft 1 " + Known + "| Send-DelistingDraft " + Relay + "; Get-DelistingCase 1");
        Assert.Equal("DraftNotTaken" + Send, outcome.Error.FullyQualifiedErrorId);
        Assert.Contains("5.7.1 Relay access denied", outcome.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Open", Text(outcome.Output.Single(), "State"));
        Assert.Single((IEnumerable<object>)outcome.Output.Single().Properties["Events"].Value);
    }

    [Fact]
    public void Send_WhatIf_ConnectsToNobodyAndTakesNoTurn()
    {
        Start();
        Assert.Empty(_session.Run(Libero + "Get-DelistingDraft 1 " + Known + "| Send-DelistingDraft -WhatIf " + Relay).AssertNoErrors().Output);
        Assert.Empty(_relay!.Sessions);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "probes.txt")));
    }

    [Fact]
    public void Send_Reply_CarriesTheIdsOfWhatItAnswers()
    {
        Start();
        ModuleSession.Outcome outcome = _session.Run(
            Bounce + "$r = $bounce | Get-DelistingRoute; foreach ($s in $r.Steps) { if ($s.Title -like 'Read Microsoft*') { $r | Get-DelistingDraft -Step $s.Order " + Known
            + "| Send-DelistingDraft -MailTo case@operator.internal -InReplyTo '<q1@operator.internal>' " + Relay + "} }").AssertNoErrors();
        Assert.Single(outcome.Output);
        string text = Assert.Single(_relay!.Messages).Text;
        Assert.Contains("In-Reply-To: <q1@operator.internal>", text, StringComparison.Ordinal);
        Assert.Contains("References: <q1@operator.internal>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_PasswordThatTheRelayRepeats_IsShownNowhere()
    {
        Start(b => b.On(SmtpTurnKind.MailFrom, new SmtpReply(550, "5.7.1 no s3cretword")));
        ModuleSession.Outcome outcome = _session.Run(
            "$p = [securestring]::new(); foreach ($c in 's3cretword'.ToCharArray()) { $p.AppendChar($c) }; $cred = [pscredential]::new('tom', $p); "
            + Libero + "Get-DelistingDraft 1 " + Known + "| Send-DelistingDraft -Verbose -Credential $cred " + Relay);
        Assert.DoesNotContain("s3cretword", outcome.Error.Exception.Message + string.Concat(outcome.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileTheRelayIsSilent_EndsTheCommandAndNotesNothing()
    {
        Start(b => b.On(SmtpTurnKind.MailFrom, SmtpReply.Silence));
        using PowerShell shell = _session.Create(Libero + "Get-DelistingDraft 1 " + Known + "| Send-DelistingDraft " + Relay);
        IAsyncResult run = shell.BeginInvoke();
        await _relay!.WaitForTurnsAsync(SmtpTurnKind.MailFrom).WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        await _relay.WaitForEndedSessionsAsync().WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Equal("Open", Text(_session.Run("Get-DelistingCase 1").AssertNoErrors().Output.Single(), "State"));
    }

    [Theory]
    [InlineData("draft-form", 80)]
    [InlineData("draft-form", 120)]
    [InlineData("draft-mail", 80)]
    [InlineData("draft-mail", 120)]
    public void View_AtWidth_IsAsApproved(string name, int width)
    {
        using CapturingSession session = new(width);
        session.ImportModule(Repository.Manifest);
        string script = name == "draft-form"
            ? Bounce + "$r = $bounce | Get-DelistingRoute; foreach ($s in $r.Steps) { if ($s.Title -like 'Fill in the Outlook*') { $r | Get-DelistingDraft -Step $s.Order -ContactName Tom } }"
            : "Get-DelistingRoute -Provider libero -Address 203.0.113.25 | Get-DelistingDraft -Cause 'An account was hijacked.'";
        string shown = string.Join('\n', session.Run(script).Output.Split('\n').Select(l => l.TrimEnd())).Trim('\n') + "\n";
        string approved = Path.Combine(Repository.Root, "tests", "DelistTools.Tests", "BuiltModule", "Approved", name + "-" + width + ".txt");
        if (Environment.GetEnvironmentVariable("DELISTTOOLS_APPROVE") == "1")
        {
            File.WriteAllText(approved, shown);
        }

        Assert.Equal(File.ReadAllText(approved), shown);
        Assert.All(shown.Split('\n'), l => Assert.True(l.Length <= width, "A line is wider than the window: " + l));
    }

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";

    private void Start(Func<SmtpBehaviours, SmtpBehaviours>? setUp = null)
    {
        SmtpBehaviours behaviours = new("relay.sender.internal");
        _relay = LoopbackSmtpServer.Start(setUp is null ? behaviours : setUp(behaviours));
        _session.Runspace.SessionStateProxy.SetVariable("relay", _relay.MailServer);
    }
}
