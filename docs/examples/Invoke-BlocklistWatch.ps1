<#
.SYNOPSIS
    Looks once whether blocklists have put addresses on or taken them off, and tells what has changed since the last time.

.DESCRIPTION
    For a schedule: a scheduled task (Register-BlocklistTask.ps1 makes one), a systemd timer (systemd/ has one), cron. One
    line comes out for each change, with the time in UTC; where nothing has changed, nothing does. What was told is kept
    in the folder for the state, so that each change is told by one run only. Nothing is asked of a user, and no home
    folder is needed.

    Exit codes: 0: the lists were asked. 1: the script failed before it could ask, or on its way. 2: no list answered, or
    something else went wrong. The lines say what, but where the parameters were wrong. That single lists no longer answer is a change, and told as one.

.PARAMETER Address
    The addresses, blocks or ranges; several of them also in one text, parted by commas or spaces, as schedulers give them.

.PARAMETER StatePath
    The folder for what has to last from one run to the next. It is made where there is none.

.PARAMETER Blocklist
    Lists to ask instead of all, by id or name, with wildcards.

.PARAMETER NameServer
    The resolver to ask; the system's where left out. Large lists do not answer public ones.

.PARAMETER LogPath
    A file that the lines are added to as well, as UTF-8. For Task Scheduler, which keeps no output.

.PARAMETER Journal
    Puts before each line the priority that systemd's journal reads: <4> for a listing, <3> where lists cannot be asked.

.EXAMPLE
    ./Invoke-BlocklistWatch.ps1 -Address 198.51.100.25,198.51.100.26 -StatePath /var/lib/delisttools
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string[]] $Address,
    [Parameter(Mandatory = $true)] [string] $StatePath,
    [string[]] $Blocklist,
    [string[]] $NameServer,
    [string] $LogPath,
    [switch] $Journal
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# With -File, PowerShell hands '-Address a,b' over as one text.
function Split-List([string[]] $Text) { $Text -split '[,\s]+' | Where-Object { $_ } }

function Write-Line([int] $Priority, [datetime] $At, [string] $Text) {
    $line = $At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [cultureinfo]::InvariantCulture) + ' ' + ($Text -replace '\p{C}+', ' ')
    if ($LogPath) {
        [System.IO.File]::AppendAllText($log, $line + [Environment]::NewLine)
    }

    $form -f $line, $Priority
}

# .NET's current folder is not PowerShell's.
$state = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($StatePath)
$log = if ($LogPath) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($LogPath) }
$form = if ($Journal) { '<{1}>{0}' } else { '{0}' }
$null = [System.IO.Directory]::CreateDirectory($state)

# The counts of questions lie with the rest, unless the machine has a place for them already.
if (-not $env:DELISTTOOLS_STATE) {
    $env:DELISTTOOLS_STATE = $state
}

$watch = @{ Address = @(Split-List $Address); StorePath = $state; Once = $true }
if ($Blocklist) { $watch.Blocklist = @(Split-List $Blocklist) }
if ($NameServer) { $watch.NameServer = @(Split-List $NameServer) }

# What ends the command, or a module that is missing, is a line as well: Task Scheduler keeps nothing of it but the code.
try {
    Import-Module DelistTools
    Watch-IpBlocklist @watch -WarningAction SilentlyContinue -WarningVariable warnings -ErrorAction SilentlyContinue -ErrorVariable problems | ForEach-Object {
        $priority = if ($_.Change -in 'Listed', 'CodesChanged', 'CannotTell') { 4 } else { 6 }
        $what = if ($_.Address) { $_.Address } else { 'all addresses' }
        Write-Line $priority $_.At ('{0} {1} {2}: {3}' -f $_.Change, $what, $_.Blocklist, $_.Reason)
    }
}
catch {
    Write-Line 3 ([datetime]::UtcNow) ('Error {0}: {1}' -f ($_.FullyQualifiedErrorId -split ',')[0], $_)
    exit 1
}

foreach ($warning in $warnings) {
    Write-Line 4 ([datetime]::UtcNow) "Warning: $warning"
}

foreach ($problem in $problems) {
    Write-Line 3 ([datetime]::UtcNow) ('Error {0}: {1}' -f ($problem.FullyQualifiedErrorId -split ',')[0], $problem)
}

if (@($problems).Count -gt 0) { exit 2 }
exit 0
