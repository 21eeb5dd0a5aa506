. (Join-Path $PSScriptRoot Lists.ps1)
$world.Refuse($refusal[0], $refusal[1], $refusal[2])
@{ Before = @{ 5 = { $world.Recover('spamhaus-zen') } }; Unordered = 1, 3 }
