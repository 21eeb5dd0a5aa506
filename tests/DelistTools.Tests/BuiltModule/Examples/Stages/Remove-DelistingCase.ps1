. (Join-Path $PSScriptRoot Cases.ps1)
@{ Answers = @{ 1 = 'y' } }
