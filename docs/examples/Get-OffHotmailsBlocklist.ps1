<#
.SYNOPSIS
    Takes a new server from Hotmail's refusal to delivered mail, on servers that run on this machine only.

.DESCRIPTION
    Hotmail refuses the mail of a new server. No public list has its address. Microsoft's support answers in riddles, and
    the cure is one form at the list that Hotmail follows. This is that story, told with the commands that solve it: a
    laboratory on loopback plays Hotmail's mail server and mailbox, the public blocklists, the sender's own domain, and
    the list that nobody can ask. A second address is on three lists at once, and gets one plan for all of them.

    No question leaves the machine, no mail is sent anywhere, and nothing is installed.

.EXAMPLE
    dotnet run --project src/DelistTools.Shell -- -NoLogo -File docs/examples/Get-OffHotmailsBlocklist.ps1
#>
[CmdletBinding()]
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

. ([System.IO.Path]::Combine($PSScriptRoot, 'Laboratory.ps1'))
$lab = Open-Laboratory -Name ModelCaseLab

# Microsoft's answers came in 2015. Here they come today, so that the days are counted from today.
function Get-Answer {
    param([Parameter(Mandatory)] [string] $Name)

    $text = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($PSScriptRoot, 'replies', $Name))
    $today = [System.DateTime]::UtcNow.ToString("ddd, d MMM yyyy HH:mm:ss '+0000'", [cultureinfo]::InvariantCulture)
    $text -creplace '(?m)^Date: [^\r\n]*', "Date: $today"
}

# What the commands below speak of. In real life the bounce is in your mailbox or your server's log, the answers are
# files that you saved, and there is no -NameServer, which makes them ask the laboratory, no -MailExchanger and
# -ImapServer, which lead to its servers, and no -Force, which allows addresses made for documentation.
$server = $lab.NameServer
$hotmail = $lab.MailServer
$mailbox = $lab.Mailbox.ImapServer
$secret = [System.Net.NetworkCredential]::new('', 'any').SecurePassword
$account = [System.Management.Automation.PSCredential]::new('someone@hotmail.com', $secret)
$ours = @{ Address = '203.0.113.25'; Domain = 'newserver.internal'; HelloName = 'mail.newserver.internal'; DkimSelector = 's1'; NameServer = $server }
$bounce = $lab.SendMail('tom@newserver.internal', 'someone@hotmail.com').Bounce
$receipt = Get-Answer '1-receipt.eml'
$answer = Get-Answer '2-brightmail.eml'

try {
    Write-Story @'
A new server, 203.0.113.25, has sent its first mail to someone@hotmail.com. It came back:
'@
    Write-Story $bounce
    Show-Example 'What does that mean? Give the text to the module:' {
        $bounce | ConvertFrom-BounceMessage
    }
    Show-Example 'Hotmail refuses the address, not the message. Who lists it? Ask the public lists:' {
        Test-IpBlocklist 203.0.113.25 -Blocklist lab-*, spamhaus-zen -NameServer $server -Force
    }
    Write-Story @'
Nobody. The lists were tested first, so this "NotListed" can be believed; and it proves nothing about Hotmail, which
goes by lists that nobody can ask: its own, and those it follows. Before anybody is asked: is the own side in order?
'@
    Show-Example 'What operators look at before they grant anything:' {
        Test-SenderReadiness @ours -Provider microsoft-consumer
    }
    $lab.Publish('_dmarc', 'v=DMARC1; p=none; rua=mailto:postmaster@newserver.internal')
    Write-Story 'One record is missing. It is published, as the line says.'
    $checks = Test-SenderReadiness @ours
    Show-Example 'Does anything fail now?' {
        @($checks | Where-Object Status -EQ Fail).Count
    }
    Write-Story @'
No. So: what does somebody do who has been there before? -Check asks at once what can be asked, and says of each step
whether it is needed.
'@
    Show-Example 'The way off:' {
        $bounce | Get-DelistingRoute -Check -Readiness $checks -NameServer $server
    }
    $route = $bounce | Get-DelistingRoute -Check -Readiness $checks -NameServer $server
    Show-Example 'That takes days, so it becomes a case, which remembers what was done and when to look again:' {
        $route | New-DelistingCase
    }
    $case = Get-DelistingCase 1
    $form = ($case.Steps | Where-Object { $_.For -eq 'microsoft-consumer' -and $_.Kind -eq 'Form' }).Order
    $fixes = @(($case.Steps | Where-Object { $_.Kind -eq 'Fix' -and $_.Progress -eq 'Open' }).Order)
    $others = @(($case.Steps | Where-Object { $_.Kind -ne 'Fix' -and $_.Order -lt $form -and $_.Progress -eq 'Open' }).Order)
    Write-Story @'
The plan says: Symantec before Microsoft. In the true story nobody knew that, and Microsoft's form was filled in first. So
here the steps before it are left out, and the case writes what the form asks for.
'@
    Set-DelistingCase 1 -StepDone $fixes -StepSkipped $others -Note 'In a hurry: straight to Microsoft.'
    Show-Example 'The text for the form. It claims what was checked, and nothing else:' {
        Get-DelistingDraft 1 -Readiness $checks -ContactName 'Tom' -ContactMail tom@newserver.internal -Remedy 'The address is new to us; nothing was sent before.'
    }
    Show-Example 'The form was filled in by hand. Tell the case:' {
        Set-DelistingCase 1 -Sent -PassThru
    }
    Write-Story 'Ten minutes later comes a mail that sounds like a no. What is it?'
    Show-Example 'Give it to the module:' {
        $receipt | ConvertFrom-DelistingReply
    }
    Show-Example 'A receipt. The case keeps its number and goes on waiting:' {
        $receipt | ConvertFrom-DelistingReply | Set-DelistingCase -PassThru
    }
    Write-Story 'Half an hour later comes the second one: "More information needed", five business days, an offer, and general advice.'
    Show-Example 'What does it say?' {
        $answer | ConvertFrom-DelistingReply
    }
    Show-Example 'Symantec, again. The case goes there now, although those steps had been left out:' {
        $answer | ConvertFrom-DelistingReply | Set-DelistingCase -PassThru
    }
    Write-Story @'
Symantec cannot be asked by a program: open the page, and look. (Get-DelistingRoute -Open does, where there is a browser.
Here, the laboratory plays the page.)
'@
    Show-Example 'Is 203.0.113.25 listed at Symantec?' {
        $lab.Symantec.IsListed('203.0.113.25')
    }
    $look = (Get-DelistingCase 1).NextStep.Order
    Set-DelistingCase 1 -StepDone $look -Note 'Symantec has the address: bad reputation.'
    Show-Example 'It is. One form there. Symantec promises a day; in the laboratory it takes a second:' {
        $lab.Symantec.RequestRemoval('203.0.113.25', [timespan]::FromSeconds(1))
    }
    Set-DelistingCase 1 -Sent
    Set-DelistingCase 1 -NextActionAt ([datetime]::UtcNow.AddSeconds(2))
    Write-Story @'
When is it over? No list can be asked, so the only test is mail: the wait tries Hotmail's server when the case is due,
and later a few times a day, until a message is taken.
'@
    $probe = @{ To = 'someone@hotmail.com'; From = 'tom@newserver.internal'; HelloName = 'mail.newserver.internal'; MailExchanger = $hotmail; NameServer = $server }
    $ended = Wait-Delisting -Id 1 @probe -Until Data -Confirm:$false
    Show-Example 'Wait-Delisting -Id 1 -To ... -From ... -Until Data has ended:' {
        $ended
    }
    Show-Example 'Accepted. Inbox or junk?' {
        $ended.Probe | Receive-ProbeMail -ImapServer $mailbox -Security None -Credential $account -WaitSeconds 30
    }
    Set-DelistingCase 1 -State Solved -Note 'Accepted, and in the inbox.'
    Show-Example 'It is over. What happened, for those who ask later:' {
        (Get-DelistingCase 1).Events
    }
    Write-Story @'
Delivered, in hours instead of five business days.

The second server, 203.0.113.70, is the opposite case: it is on public lists, three at once.
'@
    Show-Example 'Who lists it?' {
        Test-IpBlocklist 203.0.113.70 -Blocklist lab-* -NameServer $server -Force
    }
    Show-Example 'One plan for all three: what to mend first, whom to ask, what to leave alone:' {
        Test-IpBlocklist 203.0.113.70 -Blocklist lab-* -NameServer $server -Force | Get-DelistingRoute
    }
    $null = $lab.Delist('203.0.113.70')
    Show-Example 'The work is done, the entries are gone. Is it over?' {
        Test-IpBlocklist 203.0.113.70 -Blocklist lab-* -NameServer $server -Force
    }
}
finally {
    Close-Laboratory $lab
}

Write-Story @"
It is. That was the laboratory. With your own bounce, and the real lists:

    dotnet run --project src/DelistTools.Shell            opens a shell with the module loaded (or, in PowerShell:
    Import-Module $module)

    Get-Content bounce.txt | ConvertFrom-BounceMessage
    Test-SenderReadiness <name of your mail server> <your domain>
    Get-Content bounce.txt | Get-DelistingRoute -Check | New-DelistingCase
    Get-DelistingDraft 1
    Get-DelistingCase -Due
    Get-Help Get-DelistingRoute -Full
"@
