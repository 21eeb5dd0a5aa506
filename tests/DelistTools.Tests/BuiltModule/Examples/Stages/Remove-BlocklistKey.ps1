foreach ($id in 'spamhaus-zen', 'spamhaus-authbl', 'abusix-combined') {
    Set-BlocklistKey $id -Key ([System.Net.NetworkCredential]::new('', 'abcdefghijklmnopqrstuvwxyz').SecurePassword)
}
@{ Before = @{ 4 = { Set-BlocklistKey spamhaus-zen -Key ([System.Net.NetworkCredential]::new('', 'abcdefghijklmnopqrstuvwxyz').SecurePassword) } } }
