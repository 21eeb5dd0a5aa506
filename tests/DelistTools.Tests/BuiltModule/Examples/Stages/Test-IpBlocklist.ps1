$world.Unpace()
. (Join-Path $PSScriptRoot Lists.ps1)
@{
    Before = @{
        4 = { $world.Refuse('spamhaus-zen', '127.255.255.254', 'Error: open resolver; https://check.spamhaus.org/returnc/pub/198.51.100.53/') }
        5 = { $world.Recover('spamhaus-zen') }
    }
    Unordered = 2, 3, 8, 9, 10
}
