# Six cases as more than a year of work leaves them: three under way, with Microsoft, SpamCop and T-Online; one solved in
# the last months, one more than a year ago, and one given up.
$refusal = '550 5.7.1 Unfortunately, messages from [203.0.113.25] weren''t sent. Please contact your Internet service provider ' +
    'since part of their network is on our block list (S3140).'
$tOnline = '554 IP=192.0.2.10 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)'
$null = @(
    $tOnline | Get-DelistingRoute | New-DelistingCase
    Get-DelistingRoute -Blocklist spamhaus-zen -Address 203.0.113.70 | New-DelistingCase
    Get-DelistingRoute -Blocklist barracuda-brbl -Address 203.0.113.70 | New-DelistingCase
    Get-DelistingRoute -Blocklist psbl -Address 198.51.100.7 | New-DelistingCase
)
Set-DelistingCase 2, 3 -State Solved
Set-DelistingCase 4 -State Abandoned

# Nobody can open a case in the past, so that a copy is aged and taken in by a store of its own.
$ages = @{ 1 = 3, 3; 2 = 62, 60; 3 = 420, 417; 4 = 33, 29 }
$file = Export-DelistingCase (Join-Path ([System.IO.Path]::GetTempPath()) "cases-$PID.jsonl") -Force
$lines = foreach ($line in Get-Content $file) {
    $first, $last = $ages[[int]($line -replace '^.*?"id":(\d+),.*$', '$1')].ForEach({ [datetime]::UtcNow.AddDays(-$_).ToString('o') })
    $line = $line -replace '"(changedAt|closedAt|at)":"[^"]+"', "`"`$1`":`"$last`"" -replace '"openedAt":"[^"]+"', "`"openedAt`":`"$first`""
    [regex]::new('"at":"[^"]+"').Replace($line, "`"at`":`"$first`"", 1)
}
Set-Content $file $lines
$env:DELISTTOOLS_STORE = (New-Item -ItemType Directory (Join-Path $env:DELISTTOOLS_STORE aged)).FullName
$null = $refusal | Get-DelistingRoute | New-DelistingCase
$null = Get-DelistingRoute -Blocklist spamcop -Address 203.0.113.70 | New-DelistingCase
$null = Import-DelistingCase $file
Remove-Item $file
