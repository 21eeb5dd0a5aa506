# What the pages' documentation addresses and example domains are listed for.
$world.List('spamhaus-zen', '203.0.113.70', '127.0.0.4', 'https://check.spamhaus.org/query/ip/$')
$world.List('spamhaus-zen', '198.51.100.7', '127.0.0.10', 'https://check.spamhaus.org/query/ip/$')
$world.List('spamcop', '203.0.113.70', '127.0.0.2', 'Blocked - see https://www.spamcop.net/bl.shtml?$')
$world.List('spamhaus-dbl', '.spam.example', '127.0.1.2', 'https://check.spamhaus.org/query/domain/$')
$world.List('spamhaus-dbl', 'shop.abused.example', '127.0.1.104', 'https://check.spamhaus.org/query/domain/$')
$world.List('surbl-multi', 'spam.example', '127.0.0.80', 'On a list, see https://surbl.org/surbl-analysis')
$world.List('uribl-multi', 'spam.example', '127.0.0.2', 'Blacklisted, see https://lookup.uribl.com/?domain=$')
$world.List('uribl-multi', 'letters.example', '127.0.0.4', 'Blacklisted, see https://lookup.uribl.com/?domain=$')
$world.AddList('dnsbl.example.net', 'Ip4').List('203.0.113.70') | Out-Null
$world.AddList('dbl.example.net', 'Domain').List('spam.example') | Out-Null
$refusal = @('spamhaus-zen', '127.255.255.254', 'Error: open resolver; https://check.spamhaus.org/returnc/pub/198.51.100.53/')
