using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DelistTools.Lab;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Automation;

/// <summary>What cmdlets write beside objects and errors is what docs/streams.md says, and no more.</summary>
[Collection(ModuleCollection.Name)]
public sealed class StreamTests : IDisposable
{
    private const string Refusal = "'550 5.7.1 Unfortunately, messages from [203.0.113.25] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'";

    private const string Account = "([pscredential]::new('someone@hotmail.com', [System.Net.NetworkCredential]::new('', 'any').SecurePassword))";

    private static readonly StreamPage Page = new();

    private readonly LabSession _lab = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-streams-");
    private readonly ModelCaseLab _model = ModelCaseLab.Start();
    private readonly LoopbackSmtpServer _slow;

    public StreamTests()
    {
        // Long enough for progress to be shown.
        _lab.Lab.Behaviours.Zone("slow.internal").StaysSilent();
        _lab.Lab.Behaviours.Zone(new DnsTable("sender.test.internal").Mx("@", 10, "mail").Address("mail", "203.0.113.25").Address("@", "203.0.113.25"));
        _lab.Lab.Behaviours.Zone("silent-domains.lab.test").StaysSilent();
        _lab.Lab.Behaviours.Zone(new DnsTable("gmx.de").Mx("@", 10, "mx00.gmx.net.").Mx("@", 20, "mx.example.org."));
        _lab.Lab.Behaviours.Zone("25.113.0.203.in-addr.arpa").StaysSilent();
        _slow = LoopbackSmtpServer.Start(new SmtpBehaviours().On(SmtpTurnKind.MailFrom, _ =>
        {
            System.Threading.Thread.Sleep(1500);
            return null;
        }));
        foreach ((string name, object value) in new[]
        {
            ("folder", (object)_folder.FullName), ("model", _model.NameServer), ("imap", _model.Mailbox.ImapServer), ("slow", _slow.MailServer),
            ("examples", Path.Combine(Repository.Root, "docs", "examples")),
        })
        {
            _lab.Module.Runspace.SessionStateProxy.SetVariable(name, value);
        }
    }

    /// <summary>A run of each cmdlet that takes longer than a second.</summary>
    public static TheoryData<string, string> Slow => new()
    {
        { "Test-IpBlocklist", "Test-IpBlocklist 192.0.2.10, 203.0.113.5 -Force -Blocklist lab-combined, lab-silent -TimeoutSeconds 1.5 -NameServer $server" },
        { "Test-IpBlocklist", "Test-IpBlocklist 203.0.113.64/28 -Force -Summary -Blocklist lab-silent -TimeoutSeconds 1.5 -NameServer $server" },
        { "Test-DomainBlocklist", "Test-DomainBlocklist spam.example -Force -Zone silent-domains.lab.test -TimeoutSeconds 1.5 -NameServer $server" },
        { "Test-Blocklist", "Test-Blocklist lab-silent -TimeoutSeconds 1.5 -NameServer $server" },
        { "Get-MailProvider", "Get-MailProvider -Domain slow.internal -TimeoutSeconds 1.5 -NameServer $server" },
        { "Get-DelistingRoute", "Get-DelistingRoute -Blocklist lab-silent -Address 203.0.113.25 -Check -TimeoutSeconds 1.5 -NameServer $server" },
        { "Test-SenderReadiness", "Test-SenderReadiness 203.0.113.25 slow.internal -TimeoutSeconds 1.5 -NameServer $server" },
        { "Send-ProbeMail", "Send-ProbeMail b@slow.test.internal a@sender.test.internal -HelloName mail.sender.test.internal -MailExchanger $slow -NameServer $server -Until Recipient -Confirm:$false" },
        { "Receive-ProbeMail", "Receive-ProbeMail '<x@y.org>' $imap -Security None -Credential " + Account + " -WaitSeconds 2" },
        { "Wait-Delisting", "Wait-Delisting 192.0.2.10 -Force -Blocklist lab-combined -TimeoutSeconds 2 -NameServer $server" },
        { "Watch-IpBlocklist", "Watch-IpBlocklist 192.0.2.10 -Force -Once -Blocklist lab-combined, lab-silent -TimeoutSeconds 1.5 -NameServer $server -StorePath $folder/w.db" },
        { "Send-DelistingDraft", "Get-DelistingRoute -Provider t-online -Address 203.0.113.25 | New-DelistingCase -StorePath $folder/d.db | Get-DelistingDraft -StorePath $folder/d.db -WarningAction Ignore | Send-DelistingDraft -StorePath $folder/d.db -From tom@newserver.org -MailServer $slow -HelloName mail.newserver.org -Subject s -Body b -Confirm:$false" },
    };

    /// <summary>Runs that have warnings, and runs that have none.</summary>
    public static TheoryData<string, string, string> Runs => new()
    {
        { "Test-IpBlocklist", "resolver", "Test-IpBlocklist 192.0.2.10 -Force -Blocklist lab-open-resolver, lab-combined -NameServer $server" },
        { "Test-IpBlocklist", "file", "Set-Content $folder/list.txt '192.0.2.1', 'nonsense here'; Test-IpBlocklist 192.0.2.10 -Force -LiteralPath $folder/list.txt" },
        { "Test-IpBlocklist", "left", "Test-IpBlocklist 203.0.113.64/30 -Force -Blocklist lab-silent -TimeoutSeconds 1 -NameServer $server -StatePath $folder/left.state" },
        { "Test-IpBlocklist", "", "Test-IpBlocklist 192.0.2.10 -Force -Blocklist lab-combined -NameServer $server" },
        { "Test-DomainBlocklist", "resolver", "Test-DomainBlocklist spam.example -Force -Blocklist lab-uri -NameServer $server" },
        { "Test-Blocklist", "resolver", "Test-Blocklist lab-open-resolver -NameServer $server" },
        { "Test-Blocklist", "", "Test-Blocklist lab-combined -NameServer $server" },
        { "Get-DelistingRoute", "resolver", "Get-DelistingRoute -Blocklist lab-open-resolver -Address 203.0.113.25 -Check -NameServer $server" },
        { "Get-DelistingRoute", "", Refusal + " | Get-DelistingRoute" },
        { "Get-MailProvider", "provider", "Get-MailProvider -Domain gmx.de -NameServer $server -TimeoutSeconds 2" },
        { "Get-MailProvider", "", "Get-MailProvider gmx*" },
        { "Get-Blocklist", "", "Get-Blocklist" },
        { "New-DelistingCase", "hopeless", "Get-DelistingRoute -Blocklist sorbs -Address 203.0.113.25 | New-DelistingCase -StorePath $folder/c.db" },
        { "Get-DelistingCase", "", "$null = " + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/c.db; Get-DelistingCase -StorePath $folder/c.db" },
        { "Set-DelistingCase", "known", "$c = @(" + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/c.db) | Where-Object For -EQ microsoft-consumer; $r = ConvertFrom-DelistingReply -Path $examples/replies/1-receipt.eml; Set-DelistingCase $c.Id -Reply $r -StorePath $folder/c.db; Set-DelistingCase $c.Id -Reply $r -StorePath $folder/c.db" },
        { "Import-DelistingCase", "beside", "$null = " + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/a.db; $null = " + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/b.db; $null = Export-DelistingCase $folder/a.jsonl -StorePath $folder/a.db; Import-DelistingCase $folder/a.jsonl -StorePath $folder/b.db" },
        { "Export-DelistingCase", "", "$null = " + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/a.db; Export-DelistingCase $folder/e.jsonl -StorePath $folder/a.db" },
        { "Remove-DelistingCase", "", "$null = " + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/a.db; Remove-DelistingCase 1 -StorePath $folder/a.db -Confirm:$false" },
        { "Get-DelistingDraft", "", "$null = " + Refusal + " | Get-DelistingRoute | New-DelistingCase -StorePath $folder/a.db; Get-DelistingDraft 1 -StorePath $folder/a.db" },
        { "ConvertFrom-BounceMessage", "", Refusal + ", 'hello' | ConvertFrom-BounceMessage" },
        { "ConvertFrom-DelistingReply", "", "ConvertFrom-DelistingReply -Path $examples/replies/*.eml" },
        { "Import-BounceMessage", "", "Import-BounceMessage $examples/morning.log" },
        { "Test-SenderReadiness", "sender", "Test-SenderReadiness 203.0.113.25 'x@[192.0.2.1]' -NameServer $model" },
        { "Test-SenderReadiness", "", "Test-SenderReadiness 203.0.113.25 newserver.internal -NameServer $model" },
        { "Wait-Delisting", "stuck", "Wait-Delisting 203.0.113.5 -Force -Blocklist lab-open-resolver -TimeoutSeconds 1 -NameServer $server" },
        { "Wait-Delisting", "partial", "Wait-Delisting 203.0.113.5 -Force -TimeoutSeconds 1 -NameServer $server -LookupTimeoutSeconds 1" },
        { "Wait-Delisting", "", "Wait-Delisting 203.0.113.5 -Force -Blocklist lab-combined -NameServer $server" },
        { "Watch-IpBlocklist", "", "Watch-IpBlocklist 192.0.2.10 -Force -Once -Blocklist lab-combined, lab-open-resolver -NameServer $server -StorePath $folder/w.db" },
        { "Set-BlocklistKey", "", "Set-BlocklistKey spamhaus-zen -Credential " + Account.Replace("'any'", "'abc123'", StringComparison.Ordinal) + "; Remove-BlocklistKey spamhaus-zen" },
        { "Remove-BlocklistKey", "", "Set-BlocklistKey spamhaus-zen -Credential " + Account.Replace("'any'", "'abc123'", StringComparison.Ordinal) + "; Remove-BlocklistKey spamhaus-zen" },
    };

    [Fact]
    public void Page_HasEveryCmdletAndExplainsEveryWord()
    {
        string[] exported = [.. _lab.Run("(Get-Command -Module DelistTools -CommandType Cmdlet).Name").AssertNoErrors().Output.Select(o => o.ToString()!)];
        Assert.Equal(exported.Order(StringComparer.Ordinal), Page.Rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Page.Rows.Values.SelectMany(r => r.Warnings).Distinct().Order(StringComparer.Ordinal), Page.Words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cmdlets_WithProgress_AreRunHereLongEnough() => Assert.Equal(
        Page.Rows.Where(r => r.Value.Progress.Length > 0).Select(r => r.Key).Order(StringComparer.Ordinal),
        Slow.Select(r => (string)((object[])r)[0]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Slow))]
    public void Progress_OfWhatTakesLonger_IsThatOfThePageAndIsTakenAway(string cmdlet, string script)
    {
        using PowerShell shell = _lab.Module.Create(script);
        List<DateTime> at = [];
        shell.Streams.Progress.DataAdded += (_, _) => at.Add(DateTime.UtcNow);
        Invoke(shell);

        ProgressRecord[] records = [.. shell.Streams.Progress.Where(p => p.Activity == Page.Rows[cmdlet].Progress)];
        Assert.Equal(shell.Streams.Progress.Count, records.Length);
        Assert.True(records.Length >= 2, "There was no progress. " + string.Join("\n", shell.Streams.Error));
        Assert.All(records, r => Assert.Equal(1, r.ActivityId));
        Assert.All(records[..^1], r => Assert.Equal(ProgressRecordType.Processing, r.RecordType));
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.True(at.Count - 1 <= 3 * ((at[^1] - at[0]).TotalSeconds + 1), at.Count + " in " + (at[^1] - at[0]));
        AssertStreams(cmdlet, shell);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Warnings_InTheLaboratory_AreThoseOfThePage(string cmdlet, string word, string script)
    {
        using PowerShell shell = _lab.Module.Create(script);
        Invoke(shell);
        AssertStreams(cmdlet, shell);
        Assert.Empty(shell.Streams.Verbose);
        Assert.True(word.Length == 0 == (shell.Streams.Warning.Count == 0), "Expected: '" + word + "'. Warnings: " + string.Join("\n", shell.Streams.Warning) + "\nErrors: " + string.Join("\n", shell.Streams.Error));
        Assert.True(word.Length == 0 || Page.Rows[cmdlet].Warnings.Contains(word));
    }

    [Theory]
    [MemberData(nameof(Slow))]
    public void Verbose_OfWhatAsksTheNetwork_TellsWhatIsDone(string cmdlet, string script)
    {
        using PowerShell shell = _lab.Module.Create("$VerbosePreference = 'Continue'; " + script);
        Invoke(shell);
        Assert.NotEmpty(shell.Streams.Verbose);
        Assert.Equal("", string.Concat(shell.Streams.Verbose.Select(v => v.Message).Where(m => m.Contains("any", StringComparison.Ordinal) && m.Contains("LOGIN any", StringComparison.Ordinal))));
        AssertStreams(cmdlet, shell);
    }

    public void Dispose()
    {
        _lab.Dispose();
        _model.Dispose();
        _slow.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Invoke(PowerShell shell)
    {
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException e)
        {
            Assert.Fail(e.ToString());
        }
    }

    private static void AssertStreams(string cmdlet, PowerShell shell)
    {
        Assert.Empty(shell.Streams.Information);
        Assert.Empty(shell.Streams.Debug);
        Assert.All(shell.Streams.Warning, w => Assert.True(Page.Allows(cmdlet, w.Message), "Not on the page: " + w.Message));
        Assert.Equal(shell.Streams.Warning.Count, shell.Streams.Warning.Select(w => w.Message).Distinct(StringComparer.Ordinal).Count());
    }
}
