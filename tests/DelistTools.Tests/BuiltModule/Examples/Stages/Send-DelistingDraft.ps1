. (Join-Path $PSScriptRoot World.ps1)
. (Join-Path $PSScriptRoot Cases.ps1)
$null = $world.StartMail('relay', 'smtp.otherprovider.com', '198.51.100.12', 'tom@yourdomain.com', $false, $true)
$null = $world.StartMail('local', 'localhost', '127.0.0.1', $null, $false, $true)
$null = $world.Names.Remove('10.2.0.192.in-addr.arpa').Ptr('10.2.0.192.in-addr.arpa', 'mail.yourdomain.com.')
$global:PSDefaultParameterValues['Send-DelistingDraft:HelloName'] = 'mail.yourdomain.com'
@{
    Before = @{ 2 = { $world.Wait() }; 3 = { $world.Wait() }; 4 = { $world.Wait() } }
    Answers = @{ 2 = 'y'; 3 = 'y' }
    Secret = @{ 2 = 'any' }
}
