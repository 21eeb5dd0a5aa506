. (Join-Path $PSScriptRoot Cases.ps1)
