<#
.SYNOPSIS
    Reads a mail log, sums up who refused what, and makes the plans for what can be got off a list.

.DESCRIPTION
    Three steps: the refusals of the log, a summary by provider, cause and address, and one plan for each address that
    lists or providers refuse. Nothing is looked up, so it can run on a machine without a network; add -Check to the last
    command where the lists may be asked.

    In PowerShell with its own modules the summary is one pipeline:
    Import-BounceMessage $Path | Group-Object -Property Provider, Cause, RefusedAddress -NoElement

.PARAMETER Path
    The log. By default a short one that lies beside this script.

.PARAMETER LocalAddress
    The addresses that the server sends from, so that a relay's address is not taken for its own.

.EXAMPLE
    dotnet run --project src/DelistTools.Shell -- -NoLogo -File docs/examples/Get-MorningRefusals.ps1
#>
[CmdletBinding()]
param(
    [string] $Path = [System.IO.Path]::Combine($PSScriptRoot, 'morning.log'),
    [string[]] $LocalAddress = '203.0.113.25'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$refusals = @(Import-BounceMessage -LiteralPath $Path -LocalAddress $LocalAddress)

# Shown at once, since a table and plans in one stream would be shown as one kind of thing.
$refusals | Out-Default

# Counted by hand, since this also runs where PowerShell's own modules are missing.
$counts = [System.Collections.Specialized.OrderedDictionary]::new()
foreach ($refusal in $refusals) {
    $who = if ($refusal.Provider) { $refusal.Provider } else { $refusal.RemoteMta }
    $key = '{0}, {1}, {2}' -f $who, $refusal.Cause, $refusal.RefusedAddress
    $counts[$key] = 1 + [int]$counts[$key]
}

$Host.UI.WriteLine('')
foreach ($entry in $counts.GetEnumerator()) {
    $Host.UI.WriteLine(('{0,5}  {1}' -f $entry.Value, $entry.Key).TrimEnd(' ', ','))
}

$Host.UI.WriteLine('')
$refusals | Where-Object -Property IsAddressBlock | Get-DelistingRoute | Out-Default
