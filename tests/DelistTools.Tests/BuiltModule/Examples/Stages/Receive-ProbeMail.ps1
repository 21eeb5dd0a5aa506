. (Join-Path $PSScriptRoot World.ps1)
$null = $world.StartMail('exchanger', 'mx.example.net', '198.51.100.20')
$null = $world.StartMail('relay', 'smtp.yourdomain.com', '192.0.2.12', $null, $false, $true)
$world.Say('by way of mx.example.net', 'by way of the mail servers of example.net')
$results = 'Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=yourdomain.com; dkim=pass header.d=yourdomain.com; dmarc=pass header.from=yourdomain.com'
$junk = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org; dmarc=pass header.from=example.org
X-Spam-Flag: YES
X-Spam-Status: Yes, score=6.1 required=5.0 tests=FROM_NEW_DOMAIN,RCVD_IN_SBL_CSS
Message-ID: <5f2c@mail.example.org>
Subject: Test message

This is a test.
"
$world.StartMailbox('imap', 'imap.example.net', @($results), @($junk))
$world.StartMailbox('outlook', 'outlook.office365.com', @(), @($junk))
$world.StartBounces('sender-imap', 'imap.yourdomain.com', 'From: Mail Delivery System <MAILER-DAEMON@smtp.yourdomain.com>
To: tom@yourdomain.com
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

I''m sorry to have to inform you that your message could not be delivered.

<nobody@example.net>: host mx.example.net[198.51.100.20] said: 554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org (in reply to RCPT TO command)

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; smtp.yourdomain.com

Final-Recipient: rfc822; nobody@example.net
Action: failed
Status: 5.7.1
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org

--b1
Content-Type: message/rfc822

{0}
--b1--
')
$global:PSDefaultParameterValues['Receive-ProbeMail:Security'] = 'None'
$global:PSDefaultParameterValues['Send-ProbeMail:HelloName'] = 'mail.yourdomain.com'
$global:PSDefaultParameterValues['Send-ProbeMail:MailExchanger'] = $world.Places['exchanger']
function global:Get-MsalToken { [pscustomobject]@{ AccessToken = 'EwB4A8l6BAAURSN' } }
@{
    Before = @{ 5 = { $global:PSDefaultParameterValues.Remove('Send-ProbeMail:MailExchanger'); $world.Wait() } }
    Answers = @{ 2 = 'y' }
    Secret = @{ 1 = 'any'; 5 = 'any' }
}
