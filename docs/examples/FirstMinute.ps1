<#
.SYNOPSIS
    Shows in one minute what DelistTools says about addresses, on lists that run on this machine only.

.DESCRIPTION
    Starts a laboratory of blocklists on loopback: a healthy one, a dead one that lists everybody, one that refuses,
    one that is parked, one that stays silent, and so on. Asks them about a handful of documentation addresses and
    prints what a user sees. No question leaves the machine, and nothing is installed.

.EXAMPLE
    dotnet run --project src/DelistTools.Shell -- -NoLogo -File docs/examples/FirstMinute.ps1
#>
[CmdletBinding()]
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

. ([System.IO.Path]::Combine($PSScriptRoot, 'Laboratory.ps1'))
$lab = Open-Laboratory -Name FirstMinuteLab
$server = $lab.NameServer

# The commands, as one would type them; $server is the laboratory's name server on loopback.
$steps = @(
    @{
        Say = "A laboratory of blocklists is up at $server. First question: who lists these addresses?"
        Run = { Test-IpBlocklist 192.0.2.10, 198.51.100.7, 203.0.113.70, 203.0.113.5 -Blocklist lab-* -NameServer $server -TimeoutSeconds 1 -Force -WarningAction Ignore }
    }
    @{
        Say = '203.0.113.5 is on no list, and yet "Undetermined": a list of high impact refused to answer. Each list by itself:'
        Run = { Test-IpBlocklist 203.0.113.70 -Blocklist lab-* -NameServer $server -TimeoutSeconds 1 -Force -Detailed -WarningAction Ignore }
    }
    @{
        Say = 'Only the healthy lists, and an address is either listed or it is not:'
        Run = { Test-IpBlocklist 203.0.113.5, 203.0.113.20, 2001:db8:bad::25 -Blocklist lab-combined, lab-reputation -NameServer $server -Force }
    }
    @{
        Say = 'Which of the lists work at all, and what is wrong with the others?'
        Run = { Test-Blocklist lab-* -NameServer $server -TimeoutSeconds 1 }
    }
    @{
        Say = 'A question that is no address gets an answer all the same:'
        Run = { Test-IpBlocklist 2.0.0.127.zen.spamhaus.org -NameServer $server -ErrorAction Continue }
    }
)

try {
    foreach ($step in $steps) {
        Show-Example $step.Say $step.Run
    }
}
finally {
    Close-Laboratory $lab
}

Write-Story @"
That was the laboratory. To ask the real lists about your server:

    dotnet run --project src/DelistTools.Shell            opens a shell with the module loaded (or, in PowerShell:
    Import-Module $module)

    Test-IpBlocklist <address or name of your mail server>
    Test-IpBlocklist <address> -Impact High -Detailed
    Get-Blocklist -Impact High
    Get-Help Test-IpBlocklist -Full
"@
