. (Join-Path $PSScriptRoot World.ps1)
