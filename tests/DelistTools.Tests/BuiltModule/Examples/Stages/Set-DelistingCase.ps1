. (Join-Path $PSScriptRoot Cases.ps1)
Set-DelistingCase 1 -Ticket SRX1234567890ID
