<#
.SYNOPSIS
    Says whether a new address may be used for mail: not before blocklists were asked, and not while one has it.

.DESCRIPTION
    For provisioning: run it between "the provider gave us an address" and "a server gets it". One object comes out for each
    address, with a decision. The exit code stops a pipeline where it should:

        0  Accepted      no list has any of them, and enough of the lists gave an answer that can be trusted
        1  Rejected      a list has one of them: give the address back, or clear it first
        2  Undetermined  of one of them nobody could say. That is not "clean": mend what the reason names, and run it again

    What kept the script from asking is 2 as well, a module that is missing for instance: no address is given back for it.
    Called from a script, the objects are the result, and $LASTEXITCODE has the code.

.PARAMETER Address
    The addresses, or blocks of them; several also in one text, parted by commas or spaces.

.PARAMETER Blocklist
    Lists to ask instead of all, by id or name, with wildcards. A list that is named exactly has to answer.

.PARAMETER TolerateImpact
    Listings on lists of this impact alone reject no address: None, Low or Medium, or several of them.

.PARAMETER NameServer
    The resolver to ask; the system's where left out. Large lists do not answer public ones, and the decision is
    Undetermined then.

.EXAMPLE
    ./Test-NewAddress.ps1 198.51.100.25

.EXAMPLE
    $usable = ./Test-NewAddress.ps1 198.51.100.24/29 | Where-Object Decision -EQ Accepted
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string[]] $Address,
    [string[]] $Blocklist,
    [string[]] $TolerateImpact = @(),
    [string[]] $NameServer
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# With -File, PowerShell hands '-Address a,b' over as one text.
function Split-List([string[]] $Text) { $Text -split '[,\s]+' | Where-Object { $_ } }

function ConvertTo-Decision([string] $Address, [string] $Decision, [string] $Reason, $Result) {
    [pscustomobject]@{
        PSTypeName = 'DelistTools.Example.AddressDecision'
        Address    = $Address
        Decision   = $Decision
        Reason     = $Reason
        ListedOn   = @(if ($Result) { $Result.ListedOn })
        Unanswered = @(if ($Result) { $Result.Checks | Where-Object Verdict -In Refused, Failed, Unverified | ForEach-Object Blocklist })
        CheckedAt  = if ($Result) { $Result.CheckedAt } else { [datetime]::UtcNow }
    }
}

function Get-Decision($Result) {
    $grave = @($Result.Listings | Where-Object { "$($_.Impact)" -notin $tolerated })
    if ($grave.Count -gt 0) {
        $reason = ($grave | ForEach-Object { '{0} has it: {1}' -f $_.Blocklist, $_.Reason }) -join ' '
        return ConvertTo-Decision $Result.Address Rejected $reason $Result
    }

    # A listing that is tolerated hides in the status that others gave no answer.
    $silent = @($Result.Checks | Where-Object { ("$($_.Impact)" -eq 'High' -or $_.Blocklist -in $named) -and "$($_.Verdict)" -in 'Refused', 'Failed', 'Unverified' })
    if ("$($Result.Status)" -eq 'Undetermined' -or $silent.Count -gt 0 -or $Result.Answered * 2 -lt $Result.Asked) {
        $reason = '{0} of {1} lists gave an answer that can be trusted. {2}' -f $Result.Answered, $Result.Asked, (@($Result.Advice) -join ' ')
        return ConvertTo-Decision $Result.Address Undetermined $reason.Trim() $Result
    }

    $listed = @($Result.ListedOn)
    $reason = if ($listed.Count -gt 0) { 'Only on lists that are tolerated: ' + ($listed -join ', ') + '.' } else { 'On no list that was asked.' }
    ConvertTo-Decision $Result.Address Accepted $reason $Result
}

$tolerated = @(Split-List $TolerateImpact)
$named = @()
$hindrance = ''
$ask = @{ WarningAction = 'SilentlyContinue'; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
if ($Blocklist) { $ask.Blocklist = @(Split-List $Blocklist) }
if ($NameServer) { $ask.NameServer = @(Split-List $NameServer) }

# By PowerShell's own ways these would end with 1, which says that a list has the address.
try {
    if (@(Split-List $Address).Count -eq 0) { throw '-Address is missing.' }
    foreach ($impact in $tolerated) {
        if ($impact -notin 'None', 'Low', 'Medium') { throw "-TolerateImpact '$impact' is none of None, Low and Medium." }
    }

    Import-Module DelistTools
    $exact = @(Split-List $Blocklist | Where-Object { -not [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($_) })
    if ($exact.Count -gt 0) { $named = @(Get-Blocklist $exact -ErrorAction SilentlyContinue | ForEach-Object Id) }
}
catch {
    $hindrance = "$_"
    Write-Error "Nothing could be asked. $hindrance" -ErrorAction Continue
}

$met = @{ Undetermined = [bool]$hindrance }
foreach ($text in @(Split-List $Address)) {
    $decisions = @(
        try {
            if ($hindrance) { throw $hindrance }
            $problems = @()
            $results = @(Test-IpBlocklist $text @ask)
            if ($results.Count -gt 0) {
                $results | ForEach-Object { Get-Decision $_ }
            }

            # Of a name, one address may be asked about and another not.
            if ($results.Count -eq 0 -or @($problems).Count -gt 0) {
                ConvertTo-Decision $text Undetermined "Could not be asked about. $problems" $null
            }
        }
        catch {
            ConvertTo-Decision $text Undetermined "Could not be asked about. $_" $null
        }
    )
    foreach ($decision in $decisions) {
        $decision
        $met[$decision.Decision] = $true
    }
}

if ($met['Rejected']) { exit 1 }
if ($met['Undetermined']) { exit 2 }
exit 0
