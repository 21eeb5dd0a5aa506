. (Join-Path $PSScriptRoot Lists.ps1)
$world.Refuse($refusal[0], $refusal[1], $refusal[2])
$world.LoseIp6('dronebl')
@{ Before = @{ 6 = { $world.Recover('spamhaus-zen') } }; Unordered = 1, 4 }
