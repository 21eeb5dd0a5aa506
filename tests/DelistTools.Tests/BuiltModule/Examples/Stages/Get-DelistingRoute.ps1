. (Join-Path $PSScriptRoot World.ps1)
$world.List('spamhaus-zen', '192.0.2.10', '127.0.0.4')
$world.List('spamcop', '192.0.2.10')
$global:PSDefaultParameterValues['Test-IpBlocklist:Force'] = $true
