. (Join-Path $PSScriptRoot World.ps1)
$hotmail = $world.StartMail('hotmail', 'hotmail-com.olc.protection.outlook.com', '198.51.100.33')
$null = $hotmail.Behaviours.On('MailFrom', [DelistTools.Lab.SmtpReply]::new(550, '5.7.1 Unfortunately, messages from [192.0.2.10] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'))
$tonline = $world.StartMail('t-online', 'mx00.t-online.de', '198.51.100.44')
$null = $tonline.Behaviours.On('Greeting', [DelistTools.Lab.SmtpReply]::new(554, 'IP=192.0.2.10 - None/bad reputation. Ask your postmaster for help or to contact tobr@rx.t-online.de for reset. (NOWL)'))
$gmail = $world.StartMail('gmail', 'gmail-smtp-in.l.google.com', '2001:db8:27::b', $null, $true)
$relay = $world.StartMail('relay', 'smtp.yourdomain.com', '192.0.2.12', 'postmaster@yourdomain.com', $false, $true)
$world.Say('127.0.0.1', '192.0.2.10')
$world.Say('::1', '2001:db8:2::10')
foreach ($host_ in @{ 'hotmail-com.olc.protection.outlook.com' = 'hotmail.com'; 'mx00.t-online.de' = 't-online.de' }.GetEnumerator()) {
    $world.Say("by way of $($host_.Key)", "by way of the mail servers of $($host_.Value)")
    $world.Say("Connect to $($host_.Key) and", "Connect to the mail servers of $($host_.Value) and")
}
# Port 25 is closed for these.
$n = 0
foreach ($domain in 'gmail.com', 'outlook.com', 'yahoo.com', 'gmx.net', 'fastmail.com') {
    $n++
    $null = $world.Names.Remove($domain).Mx($domain, 5, "mx.$domain.").Address("mx.$domain", "127.25.0.$n")
    $world.Say("127.25.0.$n", "198.51.100.$n")
}
$global:PSDefaultParameterValues['Send-ProbeMail:HelloName'] = 'mail.yourdomain.com'
@{
    Before = @{
        1 = { $global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['hotmail'] }
        2 = { $world.Wait() }
        3 = { $global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['t-online'] }
        4 = { $global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['gmail'] }
        5 = { $global:PSDefaultParameterValues.Remove('Send-ProbeMail:MailExchanger') }
    }
    Answers = @{ 1 = 'y'; 3 = 'y'; 5 = 'y'; 6 = 'postmaster@yourdomain.com', 'y' }
    Secret = @{ 6 = 'any' }
}
