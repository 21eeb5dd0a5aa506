@{
    # A module of the same shape as DelistTools and with nothing in it: what the engine takes for the shape alone.
    RootModule        = 'PeerModule.psm1'
    ModuleVersion     = '1.0.0'
    GUID              = '2f6a4ad3-8a0b-4b6e-9f43-6f1c8f6f0c12'
    Author            = 'The DelistTools authors'
    Description       = 'Imported by the benchmarks only.'
    FormatsToProcess  = @('PeerModule.Format.ps1xml')
    FunctionsToExport = @('Get-Peer')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
