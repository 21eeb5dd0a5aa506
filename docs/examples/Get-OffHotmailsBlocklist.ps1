<#
.SYNOPSIS
    Takes a new server from Hotmail's refusal to delivered mail, on servers that run on this machine only.

.DESCRIPTION
    Hotmail refuses the mail of a new server. No public list has its address. The cure is one form at the list that
    Hotmail follows, and not the form of Hotmail itself. This is that story, told with the commands that solve it: a
    laboratory on loopback plays Hotmail's mail server, the public blocklists and the list that nobody can ask.
    A second address is on three lists at once, and gets one plan for all of them.

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

# What the commands below speak of. In real life the bounce is in your mailbox or your server's log, and there is no
# -NameServer, which makes them ask the laboratory, and no -Force, which allows addresses made for documentation.
$server = $lab.NameServer
$bounce = $lab.SendMail('tom@newserver.internal', 'someone@hotmail.com').Bounce

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
goes by lists that nobody can ask: its own, and those it follows. So: what does somebody do who has been there before?
-Check asks at once what can be asked, and says of each step whether it is needed.
'@
    Show-Example 'The way off:' {
        $bounce | Get-DelistingRoute -Check -NameServer $server
    }
    Write-Story @'
Spamhaus is clear, so that step is done. Symantec cannot be asked by a program: open the page, and look.
(Get-DelistingRoute -Open does, where there is a browser. Here, the laboratory plays the page.)
'@
    Show-Example 'Is 203.0.113.25 listed at Symantec?' {
        $lab.Symantec.IsListed('203.0.113.25')
    }
    Show-Example 'It is. One form at Symantec, before anybody writes to Microsoft:' {
        $lab.Symantec.RequestRemoval('203.0.113.25')
    }
    Show-Example 'Some hours later, the same mail once more:' {
        $lab.SendMail('tom@newserver.internal', 'someone@hotmail.com').Reply
    }
    Write-Story @'
Delivered. Microsoft's form, its automatic answers and its five business days were not needed.

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
    Get-Content bounce.txt | Get-DelistingRoute -Check
    Test-IpBlocklist <address of your mail server> | Get-DelistingRoute
    Get-DelistingRoute -Domain <domain that refuses you> -Address <address of your mail server>
    Get-Help Get-DelistingRoute -Full
"@
