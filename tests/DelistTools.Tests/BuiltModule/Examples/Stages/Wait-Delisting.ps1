$world.Unpace()
. (Join-Path $PSScriptRoot World.ps1)
. (Join-Path $PSScriptRoot Lists.ps1)
. (Join-Path $PSScriptRoot Cases.ps1)
$null = $world.StartMail('hotmail', 'hotmail-com.olc.protection.outlook.com', '198.51.100.33')
$global:PSDefaultParameterValues['Wait-Delisting:HelloName'] = 'mail.yourdomain.com'
$global:PSDefaultParameterValues['Wait-Delisting:MailExchanger'] = $world.Places['hotmail']
$world.Say('by way of hotmail-com.olc.protection.outlook.com', 'by way of the mail servers of hotmail.com')
$world.Say('127.0.0.1', '192.0.2.10')
$world.LetGoAfter('spamhaus-zen', '203.0.113.70', 1)
$world.LetGoAfter('spamcop', '203.0.113.70', 1)
$again = {
    $null = $world.Lists['spamcop'].Delist('203.0.113.70')
    $world.List('spamcop', '203.0.113.70', '127.0.0.2')
    $world.LetGoAfter('spamcop', '203.0.113.70', 2)
}
@{ Before = @{
    2 = $again
    3 = $again
    4 = { $world.Wait() }
    6 = { Set-DelistingCase 2 -State Waiting; & $again }.GetNewClosure()
}; Answers = @{ 4 = 'y' } }
