. (Join-Path $PSScriptRoot Lists.ps1)
@{ Unordered = 2, 3, 6 }
