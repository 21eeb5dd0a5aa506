<#
.SYNOPSIS
    What the demonstrations share: a laboratory on loopback, and a screen that tells a story.

.DESCRIPTION
    Dot-source it. Open-Laboratory imports the module of this repository and starts one of the laboratories of
    tests/DelistTools.Lab; until Close-Laboratory the module knows the laboratory's lists, and keeps its cases with it.
    $module is the path of the module's manifest.

.EXAMPLE
    . ./Laboratory.ps1
    $lab = Open-Laboratory -Name FirstMinuteLab
#>
$root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
$module = [System.IO.Path]::Combine($root, 'artifacts', 'module', 'DelistTools', 'DelistTools.psd1')
$laboratory = [System.IO.Path]::Combine($root, 'artifacts', 'bin', 'DelistTools.Lab', 'release', 'DelistTools.Lab.dll')
$overlayBefore = $env:DELISTTOOLS_CATALOG
$storeBefore = $env:DELISTTOOLS_STORE

function Open-Laboratory {
    param([Parameter(Mandatory)] [string] $Name)

    if ($PSVersionTable.PSEdition -ne 'Core') {
        throw 'The laboratory needs PowerShell 7.4 or later. The module itself works here; or run this script by: dotnet run --project src/DelistTools.Shell -- -File <this script>'
    }

    if (-not ([System.IO.File]::Exists($module) -and [System.IO.File]::Exists($laboratory))) {
        throw "The module or its laboratory is not built. Run 'dotnet build' in $root, then this script again."
    }

    Import-Module -Name $module -Scope Global
    $type = [System.Reflection.Assembly]::LoadFrom($laboratory).GetType("DelistTools.Lab.$Name", $true)
    $started = $type.GetMethod('Start').Invoke($null, @())
    $env:DELISTTOOLS_CATALOG = $started.CatalogPath
    $env:DELISTTOOLS_STORE = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($started.CatalogPath), 'cases.db')
    $started
}

function Close-Laboratory {
    param([Parameter(Mandatory)] $Laboratory)

    $env:DELISTTOOLS_CATALOG = $overlayBefore
    $env:DELISTTOOLS_STORE = $storeBefore
    $Laboratory.Dispose()
}

function Write-Story {
    param([Parameter(Mandatory)] [string] $Text)

    [Console]::WriteLine()
    [Console]::WriteLine($Text)
}

# Shows a command as one would type it, and what it prints.
function Show-Example {
    param([Parameter(Mandatory)] [string] $Say, [Parameter(Mandatory)] [scriptblock] $Run)

    Write-Story $Say
    [Console]::WriteLine()
    [Console]::WriteLine('PS> ' + "$Run".Trim())
    & $Run | Out-Default
}
