. (Join-Path $PSScriptRoot Cases.ps1)
Set-DelistingCase 1 -StepDone (1..5 + 7, 11, 14) -StepSkipped 6, 8, 9, 10, 12, 13 -Note 'Symantec and Spamhaus have nothing on it.'
Set-DelistingCase 1 -Sent -Ticket SRX1234567890ID
