. (Join-Path $PSScriptRoot World.ps1)
$world.List('spamhaus-zen', '203.0.113.25', '127.0.0.3')
$world.List('spamcop', '203.0.113.25')
$global:PSDefaultParameterValues['Test-IpBlocklist:Force'] = $true
