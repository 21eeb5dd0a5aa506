. (Join-Path $PSScriptRoot World.ps1)
$hotmail = $world.StartMail('hotmail', 'hotmail-com.olc.protection.outlook.com', '198.51.100.33')
$null = $hotmail.Behaviours.On('MailFrom', [DelistTools.Lab.SmtpReply]::new(550, '5.7.1 Unfortunately, messages from [192.0.2.10] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'))
$tonline = $world.StartMail('t-online', 'mx00.t-online.de', '198.51.100.44')
$null = $tonline.Behaviours.On('Greeting', [DelistTools.Lab.SmtpReply]::new(554, 'IP=192.0.2.10 - None/bad reputation. Ask your postmaster for help or to contact tobr@rx.t-online.de for reset. (NOWL)'))
$gmail = $world.StartMail('gmail', 'gmail-smtp-in.l.google.com', '198.51.100.27')
$relay = $world.StartMail('relay', 'smtp.yourdomain.com', '192.0.2.10', 'postmaster@yourdomain.com')
$world.Say('127.0.0.1', '192.0.2.10')
$global:PSDefaultParameterValues['Send-ProbeMail:HelloName'] = 'mail.yourdomain.com'
@{
    Before = @{
        1 = { $global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['hotmail'] }
        2 = { $world.Wait() }
        3 = { $global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['t-online'] }
        4 = { $global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['gmail'] }
        5 = { $global:PSDefaultParameterValues.Remove('Send-ProbeMail:MailExchanger'); $global:PSDefaultParameterValues.Remove('Send-ProbeMail:HelloName') }
    }
    Answers = @{ 1 = 'y'; 3 = 'y'; 4 = 'y'; 5 = 'y'; 6 = 'postmaster@yourdomain.com', 'y' }
    Secret = @{ 6 = 'any' }
}
