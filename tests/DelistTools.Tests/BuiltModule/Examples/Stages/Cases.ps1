# Four cases as a month of work leaves them: three under way, with Microsoft, with SpamCop and with T-Online, and one that is over.
$refusal = '550 5.7.1 Unfortunately, messages from [203.0.113.25] weren''t sent. Please contact your Internet service provider ' +
    'since part of their network is on our block list (S3140).'
$tOnline = '554 IP=203.0.113.25 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)'
$refusal | Get-DelistingRoute | New-DelistingCase
Get-DelistingRoute -Blocklist spamcop -Address 203.0.113.70 | New-DelistingCase
$tOnline | Get-DelistingRoute | New-DelistingCase
Get-DelistingRoute -Blocklist spamhaus-zen -Address 203.0.113.70 | New-DelistingCase
Set-DelistingCase 4 -State Solved
