. (Join-Path $PSScriptRoot Lists.ps1)
