. (Join-Path $PSScriptRoot Cases.ps1)
$null = Export-DelistingCase cases.jsonl
$env:DELISTTOOLS_STORE = (New-Item -ItemType Directory (Join-Path $env:DELISTTOOLS_STORE empty)).FullName
