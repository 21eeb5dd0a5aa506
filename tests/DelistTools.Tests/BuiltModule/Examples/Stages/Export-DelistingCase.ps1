. (Join-Path $PSScriptRoot World.ps1)
. (Join-Path $PSScriptRoot Cases.ps1)
