. (Join-Path $PSScriptRoot Lists.ps1)
@{ StopAt = @{ 1 = 'spamcop' } ; Unordered = 1, 2 }
