using System.Collections.Generic;

namespace DelistTools.Tests.Automation;

/// <summary>
/// The table of what has to be alike under all cultures: at least one row for each cmdlet, with input that has an I in upper
/// case wherever a name may have one.
/// </summary>
internal static class CultureRows
{
    private const string Bounce =
        "'550 5.7.1 Unfortunately, messages from [203.0.113.25] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'";

    private const string Lists = "-Blocklist LAB-COMBINED, lab-range, lab-reputation, lab-open-resolver, lab-servfail -Force -NameServer $server -TimeoutSeconds 1.5 ";

    private const string Sound = "-Blocklist LAB-COMBINED, lab-range -Force -NameServer $server -TimeoutSeconds 1.5 ";

    private const string Case = Bounce + " | Get-DelistingRoute | New-DelistingCase";

    private const string Draft =
        "Get-DelistingRoute -Provider T-ONLINE -Address 203.0.113.25 | New-DelistingCase | Get-DelistingDraft -ContactName 'Tom Iris' -Remedy 'IT WAS CLOSED.' -Value @{ TIME = '2026-11-20 14:05 UTC' } ";

    private const string Sent = "-From tom@newserver.org -MailServer $relay.MailServer -HelloName mail.newserver.org -Subject 'INVITED' -Body 'Grüße' -Confirm:$false ";

    private const string Probe = " tom@newserver.internal -HelloName mail.newserver.internal -NameServer $model -Confirm:$false ";

    private const string Account = "([pscredential]::new('tom@newserver.org', [System.Net.NetworkCredential]::new('', 'abc123').SecurePassword))";

    internal static IReadOnlyList<CultureRow> All { get; } =
    [
        new("wildcards and ids", "Get-Blocklist", "(Get-Blocklist *IN*, *MIX*, SPAMHAUS-*, LAB-IP4ONLY).Id; Get-Blocklist SPAMHAUS-PBL, lab-range; Get-Blocklist LAB-RANGF"),
        new("kinds, impacts and states", "Get-Blocklist", "(Get-Blocklist -Kind IPV6 -Impact HIGH, MEDIUM -Status LIVE).Id; Get-Blocklist -Kind IPX"),
        new("wildcards, ids and hosts", "Get-MailProvider", "(Get-MailProvider *MI*, GMX*).Id; Get-MailProvider MICROSOFT-CONSUMER, t-online; Get-MailProvider MICROSOFT-CONSUMEX; (Get-MailProvider -MailExchanger HOTMAIL-COM.OLC.PROTECTION.OUTLOOK.COM).Id"),
        new("domains", "Get-MailProvider", "Get-MailProvider -Domain HOTMAIL.COM -NameServer $model -TimeoutSeconds 1.5"),
        new("addresses", "Test-IpBlocklist", "'192.0.2.10', '203.0.113.5', '2001:DB8:BAD::25', 'INVALID!', '11.0.0.0/99' | Test-IpBlocklist -Blocklist LAB-COMBINED, lab-range, lab-reputation -Force -NameServer $server -TimeoutSeconds 1.5", IsOrdered: false),
        new("checks", "Test-IpBlocklist", "Test-IpBlocklist 192.0.2.10 -Detailed " + Lists, IsOrdered: false),
        new("ranges", "Test-IpBlocklist", "Test-IpBlocklist 203.0.113.64/27 -Summary -StatePath $folder/sweep.state " + Sound + "; Test-IpBlocklist 203.0.113.64/27 -Summary -Shard 1/2 " + Sound, IsOrdered: false),
        new("files", "Test-IpBlocklist", "Set-Content $folder/list.txt '192.0.2.10 ; INSIDE', '; 2026-11-20', '198.51.100.0/24'; 'nonsense here' | Add-Content $folder/list.txt; Test-IpBlocklist 192.0.2.10, 198.51.100.7 -Path $folder/list.txt -Force -Detailed", IsOrdered: false),
        new("domains", "Test-DomainBlocklist", "'SPAM.EXAMPLE', 'INFO@ABUSED.EXAMPLE', 'bad domain' | Test-DomainBlocklist -Blocklist LAB-DOMAINS -Force -NameServer $server", IsOrdered: false),
        new("lists", "Test-Blocklist", "Test-Blocklist LAB-COMBINED, lab-world, lab-open-resolver, lab-servfail -Force -NameServer $server -TimeoutSeconds 1.5; Test-Blocklist LAB-COMBINEX -NameServer $server", IsOrdered: false),
        new("answers", "ConvertFrom-BounceMessage", Bounce + ", 'MAIL FROM:<INFO@EXAMPLE.ORG>', '550 5.1.1 <INFO@EXAMPLE.ORG>: Recipient address rejected: User unknown', 'IT IS NO BOUNCE' | ConvertFrom-BounceMessage"),
        new("reports in capitals", "ConvertFrom-BounceMessage", "$report | ConvertFrom-BounceMessage; $report -replace 'Sat, 21 Nov 2026', 'Wed, 25 Feb 2026' | ConvertFrom-BounceMessage | ForEach-Object OccurredAt"),
        new("logs", "Import-BounceMessage", "Import-BounceMessage $examples/morning.log -LocalAddress 203.0.113.25"),
        new("logs without years", "Import-BounceMessage", "Set-Content $folder/syslog \"Nov 21 06:20:05 mail postfix/smtp[904]: 4XbRkd10Tz: to=<JIM@EXAMPLE.ORG>, relay=mx.example.org[198.51.100.55]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=5.7.1, status=bounced (host mx.example.org[198.51.100.55] said: 554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using ZEN.SPAMHAUS.ORG (in reply to RCPT TO command))\"; Import-BounceMessage $folder/syslog; Import-BounceMessage $folder/missing"),
        new("findings", "Get-DelistingRoute", Bounce + " | Get-DelistingRoute; Get-DelistingRoute -Blocklist SPAMCOP, abusero -Address 203.0.113.25; Get-DelistingRoute -Provider MICROSOFT-X -Address 203.0.113.25"),
        new("upstream lists", "Get-DelistingRoute", "Get-DelistingRoute -Blocklist LAB-COMBINED -Address 203.0.113.70 -Check -NameServer $server -TimeoutSeconds 1.5"),
        new("replies", "ConvertFrom-DelistingReply", "ConvertFrom-DelistingReply -Path $examples/replies/*.eml; ConvertFrom-DelistingReply $reply; ConvertFrom-DelistingReply $folder/missing"),
        new("opened", "New-DelistingCase", Case + "; Get-DelistingRoute -Blocklist sorbs -Address 203.0.113.25 | New-DelistingCase"),
        new("selected", "Get-DelistingCase", "$null = " + Case + "; Get-DelistingCase -For MICROSOFT-CONSUMER -State OPEN, WAITING -Address 203.0.113.25; Get-DelistingCase 99; Get-DelistingCase -Due | ForEach-Object Id"),
        new("changed", "Set-DelistingCase", "$c = @(" + Case + ") | Where-Object For -EQ microsoft-consumer; Set-DelistingCase $c.Id -NextActionAt ([datetime]::new(2099, 12, 31, 23, 59, 0, [System.DateTimeKind]::Utc)) -Note 'INSIDE' -Sent -Ticket 'SRI12' -PassThru; "
            + "ConvertFrom-DelistingReply -Path $examples/replies/1-receipt.eml | Set-DelistingCase $c.Id -PassThru; Set-DelistingCase $c.Id -StepDone 99; Set-DelistingCase 98 -Note x"),
        new("times by text", "Set-DelistingCase", "$null = " + Case + "; foreach ($t in '2099-12-24', '2099-12-24 18:30', '2099-12-24T18:30:05.25+02:00', '2099-12-24 18:30Z') { (Set-DelistingCase 1 -NextActionAt $t -PassThru).NextActionAt }"),
        new("times and numbers by text", "Receive-ProbeMail", "[pscustomobject]@{ MessageId = '<1@example.org>'; SentAt = '2026-11-20 07:05Z' } | Receive-ProbeMail -ImapServer $imap -Security None -Credential " + Account + " -WaitSeconds '0.5'"),
        new("numbers by text", "Test-IpBlocklist", "Test-IpBlocklist 192.0.2.10 -Blocklist lab-combined -Force -NameServer $server -TimeoutSeconds '99.5' | ForEach-Object { \"$_\" }"),
        new("removed", "Remove-DelistingCase", "$null = " + Case + "; Remove-DelistingCase 1 -Confirm:$false; Remove-DelistingCase 97 -Confirm:$false; @(Get-DelistingCase -All).Count"),
        new("written", "Export-DelistingCase", "$null = " + Case + "; $f = Export-DelistingCase $folder/out.jsonl; Get-Content $f.FullName; Export-DelistingCase $folder/out.jsonl"),
        new("taken in", "Import-DelistingCase", "$null = " + Case + "; $f = Export-DelistingCase $folder/in.jsonl; Import-DelistingCase $f.FullName -StorePath $folder/other.db; Set-Content $folder/no.jsonl 'x'; Import-DelistingCase $folder/no.jsonl"),
        new("texts", "Get-DelistingDraft", Draft + "; " + Draft + "-Language DE -Fresh; " + Draft + "-Language IT; Get-DelistingDraft 96"),
        new("sent", "Send-DelistingDraft", Draft + " | Send-DelistingDraft -MailTo \"info@$([guid]::NewGuid().ToString('N').Substring(0, 8)).test\" " + Sent + "; $relay.Messages[$relay.Messages.Count - 1].Text"),
        new("sender", "Test-SenderReadiness", "Test-SenderReadiness 203.0.113.25 NEWSERVER.INTERNAL -HelloName MAIL.NEWSERVER.INTERNAL -DkimSelector S1 -Provider GMAIL -NameServer $model -TimeoutSeconds 1.5", IsOrdered: false),
        new("refused", "Send-ProbeMail", "Send-ProbeMail someone@HOTMAIL.COM -MailExchanger $hotmail" + Probe + "; Send-ProbeMail nobody -MailExchanger $hotmail" + Probe),
        new("taken", "Send-ProbeMail", "Send-ProbeMail someone@elsewhere.test -MailExchanger $relay.MailServer" + Probe + "; $relay.Messages[$relay.Messages.Count - 1].Text"),
        new("found", "Receive-ProbeMail", "Send-ProbeMail someone@elsewhere.test -MailExchanger $relay.MailServer" + Probe + "| Receive-ProbeMail -ImapServer $imap -Security NONE -Credential " + Account + " -WaitSeconds 1.5; "
            + "Receive-ProbeMail '<INSIDE@EXAMPLE.ORG>' $imap -Security None -Credential " + Account + " -WaitSeconds 0; Receive-ProbeMail x $imap -Security None -Credential " + Account),
        new("set and completed", "Set-BlocklistKey", "Set-BlocklistKey SPAMHAUS-ZEN -Credential " + Account + "; Complete 'Remove-BlocklistKey SPAM'; Set-BlocklistKey lab-range -Credential " + Account + "; Remove-BlocklistKey spamhaus-zen"),
        new("taken away", "Remove-BlocklistKey", "Remove-BlocklistKey SPAMHAUS-ZEN; Set-BlocklistKey spamhaus-zen -Credential " + Account + "; Remove-BlocklistKey SPAMHAUS-ZEN; Complete 'Remove-BlocklistKey SPAM'; Remove-BlocklistKey NOTHING"),
        new("ended", "Wait-Delisting", "Wait-Delisting 203.0.113.5 -Force -Blocklist LAB-COMBINED -NameServer $server -TimeoutSeconds 0.3; Wait-Delisting 192.0.2.10 -Force -Blocklist lab-combined -NameServer $server -TimeoutSeconds 0.3 -LookupTimeoutSeconds 1.5"),
        new("events", "Watch-IpBlocklist", "Watch-IpBlocklist 203.0.113.68/30 -Once -Force -Blocklist LAB-COMBINED -Name INDIA -NameServer $server; Complete 'Watch-IpBlocklist 203.0.113.68/30 -Name IND'; "
            + "Watch-IpBlocklist 44.128.0.1 -Blocklist spamhaus-zen -IntervalMinutes 1.5 -NameServer $server", IsOrdered: false),
        new("HTML", "Export-DelistingReport", Report("html")),
        new("Markdown", "Export-DelistingReport", Report("MD")),
        new("JSON", "Export-DelistingReport", Report("JSON")),
        new("CSV", "Export-DelistingReport", Report("csv") + "; " + Bounce + " | ConvertFrom-BounceMessage | Export-DelistingReport $folder/r.INI"),
        new("names", "Get-Blocklist", "Complete 'Get-Blocklist LAB-I'; Complete 'Get-MailProvider MI'; Complete 'Get-DelistingRoute -Blocklist SPAMHAUS-Z'; Complete 'Get-Blocklist -Impact I'; Complete 'Get-Blocklist -Kind I'; Complete 'Send-ProbeMail a@b.test c@d.test -Until Reci'"),
        new("numbers of cases", "Get-DelistingCase", "$null = " + Case + "; Complete 'Get-DelistingCase '; Complete 'Get-DelistingCase -For MI'; Complete 'Set-DelistingCase -Id 1'"),
        new("help", "Test-IpBlocklist", "foreach ($c in Get-Command -Module DelistTools) { (Get-Help $c.Name -Full | Out-String -Width 120).Length; (Get-Help $c.Name).Synopsis }; (Get-Help about_DelistTools) | Out-String -Width 120"),
    ];

    private static string Report(string end) =>
        "$found = @(Get-DelistingRoute -Blocklist spamcop, abusero -Address 203.0.113.25; " + Bounce + " | ConvertFrom-BounceMessage; Import-BounceMessage $examples/morning.log; "
        + "Test-IpBlocklist 192.0.2.10 -Force -Blocklist lab-combined -NameServer $server; Test-Blocklist lab-world -NameServer $server; "
        + Case + "; ConvertFrom-DelistingReply -Path $examples/replies/1-receipt.eml; Test-SenderReadiness 203.0.113.25 newserver.internal -NameServer $model | Sort-Object { [array]::IndexOf(@('Pass', 'Warn', 'Fail', 'Unknown'), \"$($_.Status)\") }, Name); "
        + "$found | Export-DelistingReport $folder/r." + end + " -Title 'IN İSTANBUL' -Force; Get-Content $folder/r." + end + " -Encoding utf8";
}
