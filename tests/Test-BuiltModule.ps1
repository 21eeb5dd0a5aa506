<#
.SYNOPSIS
    Imports the built module into this PowerShell and tries what needs no network.

.DESCRIPTION
    For Windows PowerShell 5.1 and PowerShell 7, where the tests of the solution do not reach: those run on the engine of a
    package. Ends with an error at the first thing that is not as it should be.

.EXAMPLE
    ./tests/Test-BuiltModule.ps1
#>
[CmdletBinding()]
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Assert-That {
    param([Parameter(Mandatory)] [string] $What, [Parameter(Mandatory)] [bool] $Holds)

    if (-not $Holds) {
        throw "In PowerShell $($PSVersionTable.PSVersion) this does not hold: $What"
    }

    "ok: $What"
}

$root = [System.IO.Path]::GetDirectoryName($PSScriptRoot)
$manifest = [System.IO.Path]::Combine($root, 'artifacts', 'module', 'DelistTools', 'DelistTools.psd1')
$expected = @((Import-PowerShellDataFile -Path $manifest).CmdletsToExport)
$null = Test-ModuleManifest -Path $manifest
Import-Module -Name $manifest -Force

$commands = @(Get-Command -Module DelistTools)
Assert-That 'every exported command is there' ($commands.Count -eq $expected.Count)
Assert-That 'the catalogue is read' ((Get-Blocklist spamhaus-zen).Zone -eq 'zen.spamhaus.org')
Assert-That 'every command has help' (@($commands | Where-Object { -not (Get-Help $_.Name).Synopsis.Trim() -or (Get-Help $_.Name).Synopsis -match '\[<CommonParameters>\]' }).Count -eq 0)
Assert-That 'the topics are there' (@(Get-Help about_DelistTools*).Count -eq 5)

$refusal = '550 5.7.1 Unfortunately, messages from [192.0.2.45] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).' | ConvertFrom-BounceMessage
Assert-That 'a refusal is read' ("$($refusal.Cause)" -eq 'RangeBlocked')
$route = $refusal | Get-DelistingRoute
Assert-That 'it becomes a plan' (@($route.Steps).Count -gt 3)

$folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName())
$null = [System.IO.Directory]::CreateDirectory($folder)
try {
    $case = $route | New-DelistingCase -StorePath $folder
    Assert-That 'the plan becomes a case' (@(Get-DelistingCase -StorePath $folder).Count -eq 1 -and $case.Id -eq 1)
    $list = [System.IO.Path]::Combine($folder, 'drop.txt')
    [System.IO.File]::WriteAllText($list, "203.0.113.0/24 ; SBL1`n")
    Assert-That 'a list in a file is asked' ("$((Test-IpBlocklist 203.0.113.70 -Path $list -Force).Status)" -eq 'Listed')
    $text = $route | Out-String -Width 120
    Assert-That 'the view is in 120 columns' (@($text -split "`r?`n" | Where-Object { $_.Length -gt 120 }).Count -eq 0)
}
finally {
    [System.IO.Directory]::Delete($folder, $true)
}

Remove-Module -Name DelistTools
"All is well in PowerShell $($PSVersionTable.PSVersion)."
