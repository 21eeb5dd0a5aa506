<#
.SYNOPSIS
    A runbook of Azure Automation that watches addresses, and tries whether a provider takes this sender's mail.

.DESCRIPTION
    Made for a place where nobody can be asked, nothing is kept, there is no home folder, and port 25 is closed. It gives
    objects, each with a Kind, so that a runbook that calls it, a webhook or the job's output can go on with them:

        Change   one for each change on a list since the last run
        Port25   whether port 25 leads out, where a probe was asked for
        Probe    what came of the probe
        Summary  one, the last: how many changes, and whether everything could be asked

    Where port 25 is closed, and in Azure it usually is, the probe goes by a relay if there is one. Where there is none, the
    Port25 object says so, the Probe object says that nothing was tried, and the watch counts all the same. Where port 25 is open and there is
    no relay, the conversation stops after the recipient, and nothing is sent.

    Azure's own resolver is one that large lists refuse: give -NameServer, the address of a resolver of your own that the
    worker can reach. On a hybrid worker, that is one in your network.

    In Azure Automation, import the module DelistTools into the account for the runtime of the runbook, PowerShell 5.1 or
    7.4. Parameters are single texts, as its page asks for them; parts are split at commas.

.PARAMETER Address
    The addresses, blocks or ranges to watch, parted by commas.

.PARAMETER StatePath
    The folder for what has to last from one run to the next: on a hybrid worker a folder, in the cloud a mounted share.
    Without one that lasts, each run tells what is listed as if it were new.

.PARAMETER Blocklist
    Lists to ask instead of all, parted by commas.

.PARAMETER NameServer
    The resolver to ask.

.PARAMETER KeyFor
    Lists that answer only customers, parted by commas. The key of each is looked up as DelistTools-Key-<id of the list>.

.PARAMETER To
    The recipient of a probe: a mailbox of your own at the provider. No probe where left out.

.PARAMETER From
    The sender of the probe, of a domain of your own.

.PARAMETER HelloName
    The name for EHLO. A worker in the cloud has none of its own that a server would take.

.PARAMETER Relay
    The relay, with its port if it is not 587.

.PARAMETER RelayCredential
    The name of the credential for the relay; none where left out.

.PARAMETER OperatorDomain
    Domains whose mail servers are tried for port 25, parted by commas; well-known ones where left out.

.EXAMPLE
    ./Invoke-BlocklistRunbook.ps1 -Address '198.51.100.25,198.51.100.26' -StatePath /mnt/delisttools -NameServer 10.0.0.53

.EXAMPLE
    ./Invoke-BlocklistRunbook.ps1 -Address 198.51.100.25 -StatePath D:\State -To you@hotmail.com -From postmaster@example.org -HelloName mail.example.org -Relay relay.example.org -RelayCredential Relay
#>
#Requires -Version 5.1
#Requires -Modules DelistTools
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPlainTextForPassword', 'RelayCredential', Justification = 'It is a name.')]
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $Address,
    [Parameter(Mandatory = $true)] [string] $StatePath,
    [string] $Blocklist,
    [string] $NameServer,
    [string] $KeyFor,
    [string] $To,
    [string] $From,
    [string] $HelloName,
    [string] $Relay,
    [string] $RelayCredential,
    [string] $OperatorDomain
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Before anything is told: changes are told once.
if ($To -and -not $From) { throw '-To needs -From.' }

# Nobody is there to say yes, and progress fills the job's log.
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'

# The one place that knows where secrets are kept. Elsewhere, put Get-Secret, Get-AzKeyVaultSecret or what you have here; it
# has to give a PSCredential. Here: a credential of the account, or else an encrypted variable of that name.
function Get-RunbookSecret([string] $Name) {
    # One that is not there is an error in one runtime, which may end the script, and nothing in another.
    try { $credential = Get-AutomationPSCredential -Name $Name -ErrorAction SilentlyContinue } catch { $credential = $null }
    if (-not $credential) {
        $secret = [System.Net.NetworkCredential]::new('', [string](Get-AutomationVariable -Name $Name)).SecurePassword
        $credential = [System.Management.Automation.PSCredential]::new($Name, $secret)
    }

    $credential
}

function Split-List([string] $Text) { $Text -split '[,\s]+' | Where-Object { $_ } }

function Get-ErrorText($ErrorRecord) { '{0}: {1}' -f ($ErrorRecord.FullyQualifiedErrorId -split ',')[0], $ErrorRecord }

# Everything that the module would keep in the home folder goes to the place that lasts.
$state = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($StatePath)
$null = [System.IO.Directory]::CreateDirectory($state)
if (-not $env:DELISTTOOLS_STATE) { $env:DELISTTOOLS_STATE = $state }
if (-not $env:DELISTTOOLS_CATALOG) { $env:DELISTTOOLS_CATALOG = [System.IO.Path]::Combine($state, 'catalog.json') }

foreach ($list in @(Split-List $KeyFor)) {
    Set-BlocklistKey -Name $list -Credential (Get-RunbookSecret "DelistTools-Key-$list")
}

$resolver = @{}
if ($NameServer) { $resolver.NameServer = @(Split-List $NameServer) }
$watch = @{ Address = @(Split-List $Address); StorePath = $state; Once = $true }
if ($Blocklist) { $watch.Blocklist = @(Split-List $Blocklist) }

$failures = @()
$changes = @(Watch-IpBlocklist @watch @resolver -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable +failures)
foreach ($change in $changes) {
    [pscustomobject]@{
        Kind      = 'Change'
        At        = $change.At
        Address   = $change.Address
        Blocklist = $change.Blocklist
        Change    = "$($change.Change)"
        Reason    = $change.Reason
        Number    = $change.Number
    }
}

$outcome = $null
if ($To) {
    # What is wrong with the probe ends no watch.
    $port = $null
    $way = @{}
    if ($OperatorDomain) { $way.OperatorDomain = @(Split-List $OperatorDomain) }
    try {
        $port = Send-ProbeMail -TestPort25 @way @resolver -TimeoutSeconds 10 -ErrorAction SilentlyContinue -ErrorVariable refused
        $failures += @($refused)
    }
    catch {
        $failures += $_
    }

    $isOpen = $null -ne $port -and "$($port.State)" -eq 'Open'
    [pscustomobject]@{
        Kind   = 'Port25'
        State  = if ($port) { "$($port.State)" } else { 'Unknown' }
        Advice = if ($port) { $port.Advice } else { '' }
    }

    # Open or not: a relay that is named is the way that mail goes.
    $probe = $null
    $by = if ($Relay) { "Relay $Relay" } elseif ($isOpen) { 'Port 25, to the recipient and no further' } else { 'Nothing' }
    $conversation = @{ To = $To; From = $From }
    if ($HelloName) { $conversation.HelloName = $HelloName }
    if ($Relay) { $conversation.MailServer = $Relay } else { $conversation.Until = 'Recipient' }
    if ($by -ne 'Nothing') {
        try {
            if ($Relay -and $RelayCredential) { $conversation.Credential = Get-RunbookSecret $RelayCredential }
            $probe = Send-ProbeMail @conversation @resolver -ErrorAction SilentlyContinue -ErrorVariable refused
            $failures += @($refused)
        }
        catch {
            $failures += $_
        }
    }

    $outcome = if ($probe) { "$($probe.Outcome)" } elseif ($by -eq 'Nothing') { 'NotTried' } else { 'Failed' }
    [pscustomobject]@{
        Kind      = 'Probe'
        To        = $To
        By        = $by
        Outcome   = $outcome
        Stage     = if ($probe) { "$($probe.Stage)" }
        ReplyText = if ($probe) { $probe.ReplyText } elseif ($by -eq 'Nothing') { 'Port 25 does not lead out, and -Relay names no other way.' }
        Refusal   = if ($probe -and $probe.Refusal) { "$($probe.Refusal.Cause)" }
    }
}

[pscustomobject]@{
    Kind       = 'Summary'
    Changes    = $changes.Count
    Probe      = $outcome
    IsComplete = $failures.Count -eq 0
    Failures   = @($failures | ForEach-Object { Get-ErrorText $_ })
    StatePath  = $state
    EndedAt    = [datetime]::UtcNow
}
