# The names that pages speak of. 192.0.2.10 is a sending server in order but for its DMARC record.
$n = $world.Names
$null = $n.Mx('hotmail.com', 2, 'hotmail-com.olc.protection.outlook.com.')
$null = $n.Mx('outlook.com', 5, 'outlook-com.olc.protection.outlook.com.')
$null = $n.Mx('gmail.com', 5, 'gmail-smtp-in.l.google.com.')
$null = $n.Mx('t-online.de', 10, 'mx00.t-online.de.')
$null = $n.Mx('example.org', 10, 'mx.example.org.').Address('mx.example.org', '198.51.100.55')
foreach ($d in 'example.com', 'yourdomain.com', 'sender.example') {
    $null = $n.Mx($d, 10, "mail.$d.").Address("mail.$d", '192.0.2.10').Txt($d, 'v=spf1 ip4:192.0.2.10 -all').Txt("mail.$d", 'v=spf1 a -all')
    $null = $n.Address($d, '192.0.2.80')
    $null = $n.Txt("s2026._domainkey.$d", 'v=DKIM1; k=rsa; p=' + $world.DkimKey)
}
$null = $n.Ptr('10.2.0.192.in-addr.arpa', 'mail.example.com.').Ptr('45.2.0.192.in-addr.arpa', 'mail.example.com.')
