# Git keeps no empty folders, and a Maildir has three.
$null = New-Item -ItemType Directory Maildir/cur, Maildir/tmp
@{ StopAt = @{ 4 = 'nobody@example.com' } }
