using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Lab;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Automation;

/// <summary>
/// What cmdlets say does not depend on where their user lives: what they write, show and understand under other cultures,
/// in strict mode, compared with what they do under the invariant one.
/// </summary>
[Collection(ModuleCollection.Name)]
public sealed partial class CultureTests : IDisposable
{
    // Decimal commas; an I without a dot; no-break spaces in numbers; the year 2569; another calendar, other signs.
    private static readonly string[] Cultures = ["de-DE", "tr-TR", "fr-FR", "th-TH", "ar-SA"];

    private const string Bounce = "'550 5.7.1 Unfortunately, messages from [203.0.113.25] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'";

    private const string Lists = " -Blocklist lab-combined, lab-range, lab-reputation, lab-open-resolver, lab-world, lab-servfail -NameServer $server -TimeoutSeconds 20 -WarningAction Ignore ";

    private const string Volatile = "Elapsed, CheckedAt, SentAt, EndedAt, OpenedAt, ChangedAt, Resolver, Ttl";

    private readonly LabSession _lab = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-culture-");
    private readonly ModelCaseLab _model = ModelCaseLab.Start();

    public CultureTests()
    {
        foreach ((string name, object value) in new[] { ("folder", (object)_folder.FullName), ("model", _model.NameServer), ("hotmail", _model.MailServer), ("examples", Path.Combine(Repository.Root, "docs", "examples")) })
        {
            _lab.Module.Runspace.SessionStateProxy.SetVariable(name, value);
        }
    }

    public static TheoryData<string, string> Cases => new()
    {
        { "names with wildcards", "(Get-Blocklist *IN*, *MIX*, SPAMHAUS-*).Id; (Get-MailProvider *MI*, GMX*).Id" },
        { "names", "(Get-Blocklist SPAMRATS-DYNA, LAB-IP4ONLY -ErrorAction SilentlyContinue).Id; (Get-MailProvider MICROSOFT-CONSUMER).Id" },
        { "lists", "Get-Blocklist spamhaus-*, lab-range | ConvertTo-Json -Depth 6; Get-Blocklist spamhaus-pbl | Format-List | Out-String -Width 120" },
        { "providers", "Get-MailProvider microsoft-consumer | ConvertTo-Json -Depth 6; Get-MailProvider t-online | Out-String -Width 120" },
        { "addresses as JSON", "Test-IpBlocklist 192.0.2.10, 198.51.100.7, 203.0.113.5, 2001:DB8:BAD::25 -Force" + Lists + "| Sort-Object Address | Select-Object Address, Status, IsListed, ListedOn, Asked, Answered | ConvertTo-Json -Depth 5" },
        { "checks as CSV", "Test-IpBlocklist 192.0.2.10 -Force -Detailed" + Lists + "| Sort-Object Blocklist | Select-Object * -ExcludeProperty " + Volatile + " | ConvertTo-Csv" },
        { "addresses shown", "Test-IpBlocklist 192.0.2.10 -Force" + Lists + "| Format-List | Out-String -Width 120" },
        { "ranges", "Test-IpBlocklist 203.0.113.64/26 -Summary -Force" + Lists + "| ForEach-Object { $_ | Out-String -Width 120; $_ | Select-Object * -ExcludeProperty " + Volatile + " | ConvertTo-Json -Depth 5 }" },
        { "domains", "Test-DomainBlocklist SPAM.EXAMPLE, info@abused.example -Blocklist lab-domains -Force -NameServer $server | Sort-Object Domain | ForEach-Object { \"$_\"; $_.Checks.AskedAs } " },
        { "health", "Test-Blocklist lab-combined, lab-world, lab-open-resolver -NameServer $server -WarningAction Ignore | Sort-Object Name | Format-List Name, Health, Reason, EntryVerifiedOn | Out-String -Width 120" },
        { "health shown", "Test-Blocklist lab-combined -NameServer $server | Format-List | Out-String -Width 120" },
        { "a bounce", Bounce + " | ConvertFrom-BounceMessage | ConvertTo-Json -Depth 4; 'MAIL FROM:<INFO@EXAMPLE.ORG>', '550 5.1.1 <INFO@example.org>: Recipient address rejected: User unknown' | ConvertFrom-BounceMessage | ConvertTo-Json -Depth 4" },
        { "a log", "Import-BounceMessage $examples/morning.log -LocalAddress 203.0.113.25 | Select-Object * -ExcludeProperty SourcePath | ConvertTo-Json -Depth 4" },
        { "a log without years", "Set-Content $folder/syslog 'Nov  1 06:20:05 mail postfix/smtp[904]: 4XbRkd10Tz: to=<jan@example.org>, relay=mx.example.org[198.51.100.55]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=5.7.1, status=bounced (host mx.example.org[198.51.100.55] said: 554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org (in reply to RCPT TO command))'; (Import-BounceMessage $folder/syslog).OccurredAt.ToString('o')" },
        { "a log shown", "Import-BounceMessage $examples/morning.log -LocalAddress 203.0.113.25 | Out-String -Width 120; Import-BounceMessage $examples/morning.log | Select-Object -First 1 | Format-List * | Out-String -Width 120" },
        { "a route", Bounce + " | Get-DelistingRoute | ForEach-Object { $_ | ConvertTo-Json -Depth 6; $_ | Out-String -Width 100; $_ | Format-List | Out-String -Width 100 }" },
        { "an answer", "ConvertFrom-DelistingReply -Path $examples/replies/*.eml | ForEach-Object { $_ | ConvertTo-Json -Depth 5; $_ | Out-String -Width 120; $_ | Format-List | Out-String -Width 120 }" },
        { "a case and its text", "$s = \"$folder/$([guid]::NewGuid()).db\"; $c = " + Bounce + " | Get-DelistingRoute | New-DelistingCase -StorePath $s; Set-DelistingCase $c.Id -NextActionAt ([datetime]::new(2099, 12, 31, 23, 59, 0, 'Utc')) -Note 'I' -StorePath $s -PassThru | Format-List | Out-String -Width 120; Get-DelistingDraft $c.Id -StorePath $s -WarningAction Ignore | ForEach-Object { $_.Subject; $_.Body }; $f = Export-DelistingCase \"$s.jsonl\" -StorePath $s; (Get-Content $f.FullName) -replace '\"key\":\"[^\"]*\"'; (Import-DelistingCase $f.FullName -StorePath \"$s.2\").Id" },
        { "a sender", "Test-SenderReadiness 203.0.113.25 NEWSERVER.INTERNAL -HelloName mail.newserver.internal -DkimSelector s1 -NameServer $model | Select-Object * -ExcludeProperty " + Volatile + " | ConvertTo-Json -Depth 5" },
        { "a probe", "Remove-Item $env:DELISTTOOLS_CATALOG/../probes.txt -ErrorAction Ignore; Send-ProbeMail someone@hotmail.com tom@newserver.internal -HelloName mail.newserver.internal -MailExchanger $hotmail -NameServer $model -Confirm:$false | ForEach-Object { \"$($_.Outcome) $($_.Stage) $($_.ReplyCode) $($_.Provider) $($_.Refusal.Cause)\" }" },
        { "messages", "Watch-IpBlocklist 44.128.0.1 -Blocklist spamhaus-zen -IntervalMinutes 1.5 -StorePath $folder -NameServer $server -ErrorAction SilentlyContinue -ErrorVariable e; try { Watch-IpBlocklist 44.128.0.1 -Blocklist spamhaus-zen -IntervalMinutes 1.5 -StorePath $folder -NameServer $server } catch { \"$_\" }; Test-IpBlocklist 11.0.0.0/8 -NameServer $server -ErrorAction SilentlyContinue -ErrorVariable e; \"$e\"" },
        { "completion", "([System.Management.Automation.CommandCompletion]::CompleteInput('Get-Blocklist SPAMHAUS-I', 24, $null)).CompletionMatches.CompletionText; (TabExpansion2 'Get-MailProvider MI' 19).CompletionMatches.CompletionText; (TabExpansion2 'Get-Blocklist LAB-I' 19).CompletionMatches.CompletionText" },
        { "a watch", "$s = \"$folder/$([guid]::NewGuid()).db\"; Watch-IpBlocklist 203.0.113.70 -Once -Force -Blocklist lab-combined -NameServer $server -StorePath $s | ForEach-Object { $_ | Select-Object Address, Blocklist, Change, Codes, Reason | ConvertTo-Json; $_ | Out-String -Width 120 }" },
        { "a wait", "Wait-Delisting 203.0.113.5 -Force -Blocklist lab-combined -NameServer $server | ForEach-Object { \"$_\"; $_ | Out-String -Width 120 }" },
    };

    [Fact]
    public void Cultures_OfTheTest_AreThereWithTheirPeculiarities()
    {
        Assert.Equal("\u0131", CultureInfo.GetCultureInfo("tr-TR").TextInfo.ToLower("I"));
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.GetCultureInfo("de-DE")));
        Assert.Equal("2569", new DateTime(2026, 1, 1).ToString("yyyy", CultureInfo.GetCultureInfo("th-TH")));
        Assert.NotEqual("2026", new DateTime(2026, 1, 1).ToString("yyyy", CultureInfo.GetCultureInfo("ar-SA")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_UnderEachCulture_IsThatOfNone(string what, string script)
    {
        string expected = Run("", script);
        Assert.False(string.IsNullOrWhiteSpace(expected), what);
        foreach (string culture in Cultures)
        {
            Assert.Equal(culture + ":\n" + expected, culture + ":\n" + Run(culture, script));
        }
    }

    [Fact]
    public void State_WrittenUnderOneCulture_IsReadUnderAnother()
    {
        const string Store = " -StorePath $folder/shared.db";
        Run("th-TH", "$c = " + Bounce + " | Get-DelistingRoute | New-DelistingCase" + Store + "; Set-DelistingCase $c.Id -NextActionAt ([datetime]::UtcNow.AddHours(5))" + Store);
        string[] read = Run("ar-SA", "$c = Get-DelistingCase 1" + Store + "; [int]([datetime]::UtcNow - $c.OpenedAt).TotalHours; [Math]::Round(($c.NextActionAt - [datetime]::UtcNow).TotalHours)").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["0", "5"], read);

        const string Sweep = "Test-IpBlocklist 203.0.113.64/27 -Summary -Force -Blocklist lab-combined -NameServer $server -StatePath $folder/sweep.state | ForEach-Object { \"$_\" }";
        string swept = Run("th-TH", Sweep);
        Assert.Equal(swept, Run("de-DE", Sweep));
    }

    public void Dispose()
    {
        _lab.Dispose();
        _model.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Run(string culture, string script)
    {
        ModuleSession.Outcome outcome = _lab.Run(
            "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('" + culture + "'); [cultureinfo]::CurrentUICulture = [cultureinfo]::CurrentCulture; " + script).AssertNoErrors();
        return Now().Replace(string.Join('\n', outcome.Output.Select(o => o?.ToString())).ReplaceLineEndings("\n"), "<time>").Replace(_folder.FullName, "<folder>", StringComparison.Ordinal);
    }

    // What is of this very minute; of another calendar's year it is not.
    [GeneratedRegex(@"\b20(2[6-9]|[3-8]\d)-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z?|\bid:\s\d+|\b\d+ ms\b|<[\w.-]+@newserver\.internal>|[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Now();
}
