. (Join-Path $PSScriptRoot Lists.ps1)
@{ StopAt = @{ 1 = 'spamcop: Listed', 'spamhaus-zen: Listed' } ; Unordered = 1, 2 }
