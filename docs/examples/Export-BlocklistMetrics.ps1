<#
.SYNOPSIS
    Writes what blocklists say about addresses into a file for Prometheus, as node_exporter's textfile collector reads it.

.DESCRIPTION
    For a schedule. Whoever scrapes while the file is written sees the old one or the new one, never a half. What could not
    be found out is a series of its own and never a zero: alert on both, and on the age of the last run.

        delisttools_address_listed             1 or 0 for each address and list that gave an answer to be trusted
        delisttools_address_undetermined       1 for each address and list that gave none, with the kind of failure
        delisttools_address_status             1 for the one status that holds: Listed, NotListed, Undetermined
        delisttools_lists_asked, _answered     for each address
        delisttools_last_run_timestamp_seconds, _duration_seconds, _success, delisttools_last_success_timestamp_seconds

    A run that fails says so in the file, and keeps the time of the last one that did not. Neither account keys nor the
    lists' texts go into the file.

    Exit codes: 0: the file is written. 1: it is not. 2: it is written, and says that the run failed.

.PARAMETER Address
    The addresses or names of the servers; several also in one text, parted by commas or spaces.

.PARAMETER Path
    The file; its name has to end in .prom to be read.

.PARAMETER Blocklist
    Lists to ask instead of all, by id or name, with wildcards.

.PARAMETER NameServer
    The resolver to ask; the system's where left out. Large lists do not answer public ones.

.EXAMPLE
    ./Export-BlocklistMetrics.ps1 -Address 198.51.100.25 -Path /var/lib/node_exporter/textfile/delisttools.prom
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true, Position = 0)] [string[]] $Address,
    [Parameter(Mandatory = $true, Position = 1)] [ValidatePattern('\.prom$')] [string] $Path,
    [string[]] $Blocklist,
    [string[]] $NameServer
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$invariant = [cultureinfo]::InvariantCulture

# With -File, PowerShell hands '-Address a,b' over as one text.
function Split-List([string[]] $Text) { $Text -split '[,\s]+' | Where-Object { $_ } }

# The text format escapes these three in the values of labels, and nothing else.
function Format-Label([string] $Value) { $Value.Replace('\', '\\').Replace('"', '\"').Replace("`n", '\n') }

function Format-Number([double] $Value) { $Value.ToString('R', $invariant) }

function Get-UnixTime { [Math]::Round(([datetime]::UtcNow - [datetime]::new(1970, 1, 1, 0, 0, 0, [System.DateTimeKind]::Utc)).TotalSeconds, 3) }

$lines = [System.Collections.Generic.List[string]]::new()

# All series of a metric stand together, under its HELP and TYPE.
function Add-Metric([string] $Name, [string] $Help, [object[]] $Series) {
    $lines.Add("# HELP delisttools_$Name " + $Help.Replace('\', '\\').Replace("`n", '\n'))
    $lines.Add("# TYPE delisttools_$Name gauge")
    foreach ($one in $Series) {
        $labels = @($one.Labels.GetEnumerator() | ForEach-Object { '{0}="{1}"' -f $_.Key, (Format-Label $_.Value) })
        $set = if ($labels.Count -gt 0) { '{' + ($labels -join ',') + '}' } else { '' }
        $lines.Add("delisttools_$Name$set " + (Format-Number $one.Value))
    }
}

function ConvertTo-Sample([double] $Value, [System.Collections.IDictionary] $Labels = @{}) { [pscustomobject]@{ Labels = $Labels; Value = $Value } }

# .NET's current folder is not PowerShell's.
$file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$lastSuccess = 0.0
if ([System.IO.File]::Exists($file) -and [System.IO.File]::ReadAllText($file) -match '(?m)^delisttools_last_success_timestamp_seconds (\S+)$') {
    $null = [double]::TryParse($Matches[1], [System.Globalization.NumberStyles]::Float, $invariant, [ref] $lastSuccess)
}

$ask = @{ WarningAction = 'SilentlyContinue'; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
if ($Blocklist) { $ask.Blocklist = @(Split-List $Blocklist) }
if ($NameServer) { $ask.NameServer = @(Split-List $NameServer) }

$problems = @()
$results = @()
$watch = [System.Diagnostics.Stopwatch]::StartNew()
try {
    # Not by #Requires: that the module is missing has to stand in the file as well.
    Import-Module DelistTools
    $results = @(Test-IpBlocklist @(Split-List $Address) @ask)
}
catch {
    $problems = @($_)
}

# An address that was given twice, or under its name as well, is one series.
$results = @($results | Group-Object -Property Address | ForEach-Object { $_.Group[0] })
$success = $results.Count -gt 0 -and @($problems).Count -eq 0
$now = Get-UnixTime
if ($success) { $lastSuccess = $now }

$listed = @(foreach ($result in $results) {
        foreach ($check in $result.Checks) {
            if ("$($check.Verdict)" -in 'Listed', 'NotListed', 'Informational') {
                ConvertTo-Sample ([int]("$($check.Verdict)" -eq 'Listed')) ([ordered]@{ address = $result.Address; list = $check.Blocklist; impact = "$($check.Impact)" })
            }
        }
    })
$undetermined = @(foreach ($result in $results) {
        foreach ($check in $result.Checks) {
            if ("$($check.Verdict)" -in 'Refused', 'Failed', 'Unverified') {
                ConvertTo-Sample 1 ([ordered]@{ address = $result.Address; list = $check.Blocklist; impact = "$($check.Impact)"; verdict = "$($check.Verdict)" })
            }
        }
    })
$status = @(foreach ($result in $results) {
        foreach ($name in 'Listed', 'NotListed', 'Undetermined') {
            ConvertTo-Sample ([int]("$($result.Status)" -eq $name)) ([ordered]@{ address = $result.Address; status = $name })
        }
    })

Add-Metric address_listed 'Whether a list has the address. A list that gave no answer to be trusted has no series here.' $listed
Add-Metric address_undetermined 'A list that gave no answer to be trusted about the address.' $undetermined
Add-Metric address_status 'What all lists together say about the address.' $status
Add-Metric lists_asked 'Lists that were asked about the address.' @($results | ForEach-Object { ConvertTo-Sample $_.Asked @{ address = $_.Address } })
Add-Metric lists_answered 'Lists that gave an answer to be trusted about the address.' @($results | ForEach-Object { ConvertTo-Sample $_.Answered @{ address = $_.Address } })
Add-Metric last_run_timestamp_seconds 'When the last run ended, well or not.' @(ConvertTo-Sample $now)
Add-Metric last_run_duration_seconds 'How long it took.' @(ConvertTo-Sample ([Math]::Round($watch.Elapsed.TotalSeconds, 3)))
Add-Metric last_run_success 'Whether all addresses could be asked about in the last run.' @(ConvertTo-Sample ([int]$success))
Add-Metric last_success_timestamp_seconds 'When a run last succeeded; 0 where none has.' @(ConvertTo-Sample $lastSuccess)

# Its name does not end in .prom, so that nobody reads it, and it lies in the same folder, so that it can take the place.
$half = "$file.$PID.tmp"
try {
    [System.IO.File]::WriteAllText($half, ($lines -join "`n") + "`n", [System.Text.UTF8Encoding]::new($false))
    if ([System.IO.File]::Exists($file)) {
        [System.IO.File]::Replace($half, $file, [NullString]::Value)
    }
    else {
        [System.IO.File]::Move($half, $file)
    }
}
finally {
    [System.IO.File]::Delete($half)
}

foreach ($problem in $problems) {
    Write-Error -ErrorRecord $problem -ErrorAction Continue
}

if (-not $success) { exit 2 }
exit 0
