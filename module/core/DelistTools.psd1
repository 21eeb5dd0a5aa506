@{
    # Imported by ../DelistTools.psm1 on PowerShell 7 only. The second name has no path on purpose: the engine then
    # asks the handler that the first one registers, which serves the assembly from a private load context.
    ModuleVersion     = '0.1.0'
    GUID              = '9c1f7a6e-51f2-4c0e-8e53-3d0c1b7f5a02'
    Author            = 'The DelistTools authors'
    PowerShellVersion = '7.4'
    NestedModules     = @('DelistTools.Isolation.dll', 'DelistTools.dll')
    FunctionsToExport = @()
    CmdletsToExport   = @(
        'ConvertFrom-BounceMessage'
        'ConvertFrom-DelistingReply'
        'Export-DelistingCase'
        'Export-DelistingReport'
        'Get-Blocklist'
        'Get-DelistingCase'
        'Get-DelistingDraft'
        'Get-DelistingRoute'
        'Get-MailProvider'
        'Import-BounceMessage'
        'Import-DelistingCase'
        'New-DelistingCase'
        'Receive-ProbeMail'
        'Remove-BlocklistKey'
        'Remove-DelistingCase'
        'Send-DelistingDraft'
        'Send-ProbeMail'
        'Set-BlocklistKey'
        'Set-DelistingCase'
        'Test-Blocklist'
        'Test-DomainBlocklist'
        'Test-IpBlocklist'
        'Test-SenderReadiness'
        'Wait-Delisting'
        'Watch-IpBlocklist'
    )
    VariablesToExport = @()
    AliasesToExport   = @()
}
