<#
.SYNOPSIS
    A check for Nagios, Icinga and whatever else takes their plugins: is an address of this server's on a blocklist?

.DESCRIPTION
    Prints one line with performance data and ends with a code of the plugin interface:

        0  OK        no list has the addresses, and enough of the lists gave an answer that can be trusted
        1  WARNING   a list has one, of an impact that is not in -CriticalImpact
        2  CRITICAL  a list has one, of an impact that is
        3  UNKNOWN   nobody could say, or the check itself failed. A list that does not answer is never OK

    Whatever went wrong before it could ask is UNKNOWN, too: PowerShell's own code for it is 1, which would be a warning. So
    no parameter is mandatory for the engine, and numbers are read by the script. What the script cannot see is a parameter
    without a value, as an empty macro leaves it: put macros in quotes, -Address '$ARG1$'.

.PARAMETER Address
    The addresses or names of the servers; several also in one text, parted by commas or spaces.

.PARAMETER Blocklist
    Lists to ask instead of all, by id or name, with wildcards.

.PARAMETER NameServer
    The resolver to ask; the system's where left out. Large lists do not answer public ones.

.PARAMETER CriticalImpact
    Lists of these impacts make a listing critical: None, Low, Medium, High.

.PARAMETER TimeoutSeconds
    Seconds that a list may take.

.PARAMETER Rest
    What belongs to no other parameter, which makes the check UNKNOWN.

.EXAMPLE
    pwsh -NoLogo -NoProfile -NonInteractive -File check_blocklist.ps1 -Address 198.51.100.25 -NameServer 127.0.0.1
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string[]] $Address,
    [string[]] $Blocklist,
    [string[]] $NameServer,
    [string[]] $CriticalImpact = @('High', 'Medium'),
    [string] $TimeoutSeconds = '5',
    [Parameter(ValueFromRemainingArguments = $true)] [string[]] $Rest
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# With -File, PowerShell hands '-Address a,b' over as one text.
function Split-List([string[]] $Text) { $Text -split '[,\s]+' | Where-Object { $_ } }

# A bar starts the performance data, a new line starts more text, and the rest may not fit the server's encoding. A list's
# text is anybody's.
function Format-Text([string] $Text, [int] $Longest = 900) {
    $plain = ($Text -replace '\|', '/' -replace '[^\x20-\x7e]+', ' ').Trim()
    if ($plain.Length -gt $Longest) { $plain.Substring(0, $Longest - 3) + '...' } else { $plain }
}

# Not by the pipeline: a host may break its lines where a terminal would end.
function Complete-Check([int] $Code, [string] $Text, [string] $Performance) {
    $word = @('OK', 'WARNING', 'CRITICAL', 'UNKNOWN')[$Code]
    [Console]::Out.WriteLine("BLOCKLIST $word - " + (Format-Text $Text) + $(if ($Performance) { " | $Performance" }))
}

$code = 3
try {
    $addresses = @(Split-List $Address)
    if ($Rest) { throw "'$Rest' belongs to no parameter." }
    if ($addresses.Count -eq 0) { throw '-Address is missing.' }

    $seconds = 0.0
    $isNumber = [double]::TryParse($TimeoutSeconds, [System.Globalization.NumberStyles]::Float, [cultureinfo]::InvariantCulture, [ref] $seconds)
    if (-not $isNumber) { throw "-TimeoutSeconds '$TimeoutSeconds' is no number." }

    # One that is misspelled would make a warning of what should wake somebody.
    $critical = @(Split-List $CriticalImpact)
    foreach ($impact in $critical) {
        if ($impact -notin 'None', 'Low', 'Medium', 'High') { throw "-CriticalImpact '$impact' is none of None, Low, Medium and High." }
    }

    Import-Module DelistTools
    $ask = @{ TimeoutSeconds = $seconds; WarningAction = 'SilentlyContinue'; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
    if ($Blocklist) { $ask.Blocklist = @(Split-List $Blocklist) }
    if ($NameServer) { $ask.NameServer = @(Split-List $NameServer) }

    $problems = @()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $results = @(Test-IpBlocklist $addresses @ask)
    $elapsed = $watch.Elapsed.TotalSeconds
    $listings = @($results | ForEach-Object Listings)
    $grave = @($listings | Where-Object { "$($_.Impact)" -in $critical })
    $undetermined = @($results | Where-Object Status -EQ Undetermined)

    $parts = @(
        $listings | ForEach-Object { '{0} is on {1}: {2}' -f $_.Target, $_.Blocklist, $_.Reason }
        $undetermined | ForEach-Object { 'nobody could say about {0}, {1} of {2} lists answered' -f $_.Address, $_.Answered, $_.Asked }
        $problems | ForEach-Object { "$_" }
    )
    $code = if ($grave.Count -gt 0) { 2 }
    elseif ($listings.Count -gt 0) { 1 }
    elseif ($undetermined.Count -gt 0 -or @($problems).Count -gt 0 -or $results.Count -eq 0) { 3 }
    else { 0 }
    if ($parts.Count -eq 0) {
        $parts = @(if ($code -eq 0) { '{0} on no list' -f (($results | ForEach-Object Address) -join ', ') } else { 'there was nothing to ask about' })
    }

    # Of nothing there is no sum, and strict mode stops at it.
    $asked, $answered = 0, 0
    foreach ($result in $results) {
        $asked += $result.Asked
        $answered += $result.Answered
    }

    $invariant = [cultureinfo]::InvariantCulture
    $performance = [string]::Format(
        $invariant, 'listed={0};;;0;{1} undetermined={2};;;0;{1} answered={3};;;0;{4} time={5:0.000}s;;;0;',
        @($results | Where-Object IsListed).Count, $results.Count, $undetermined.Count, $answered, $asked, $elapsed)
    Complete-Check $code ($parts -join '; ') $performance
}
catch {
    $code = 3
    Complete-Check $code "$_" ''
}

exit $code
