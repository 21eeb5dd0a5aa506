. (Join-Path $PSScriptRoot World.ps1)
. (Join-Path $PSScriptRoot Cases.ps1)
$world.Names.Remove('10.2.0.192.in-addr.arpa').Ptr('10.2.0.192.in-addr.arpa', 'mail.yourdomain.com.') | Out-Null
$global:PSDefaultParameterValues['Test-IpBlocklist:Force'] = $true
function global:Set-Clipboard { }
