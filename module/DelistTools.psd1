@{
    RootModule             = 'DelistTools.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '2f6a4ad3-8a0b-4b6e-9f43-6f1c8f6f0c11'
    Author                 = 'The DelistTools authors'
    CompanyName            = 'DelistTools'
    Copyright              = '(c) 2026 The DelistTools authors. MIT licence.'
    Description            = 'For administrators whose mail is refused: which blocklist refuses a server, whether its answer can be trusted, and what to do about it.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Core', 'Desktop')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @(
        'DelistTools.Cases.Format.ps1xml'
        'DelistTools.Domains.Format.ps1xml'
        'DelistTools.Drafts.Format.ps1xml'
        'DelistTools.Format.ps1xml'
        'DelistTools.Health.Format.ps1xml'
        'DelistTools.Parts.Format.ps1xml'
        'DelistTools.Ranges.Format.ps1xml'
        'DelistTools.Readiness.Format.ps1xml'
        'DelistTools.Replies.Format.ps1xml'
        'DelistTools.Waiting.Format.ps1xml'
    )
    TypesToProcess         = @('DelistTools.Types.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
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
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('dnsbl', 'rbl', 'blocklist', 'email', 'smtp', 'deliverability', 'delisting',
                             'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            ProjectUri   = 'https://github.com/delisttools/delisttools'
            LicenseUri   = 'https://github.com/delisttools/delisttools/blob/main/LICENSE'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
