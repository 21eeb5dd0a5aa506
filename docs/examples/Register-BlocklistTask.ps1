<#
.SYNOPSIS
    Makes a scheduled task of Windows that watches blocklists for this server's addresses.

.DESCRIPTION
    Registers Invoke-BlocklistWatch.ps1, which has to lie beside this script, as a task of the account Local Service: it has
    few rights, no password and no desktop. Run it again to change the task: the old one is replaced. -WhatIf shows what
    would be registered, and registers nothing.

    The task and its state outlast whoever registers it, so put both scripts where only administrators can write, such as
    a folder of Program Files, and install the module for all users.

.PARAMETER Address
    The addresses, blocks or ranges to watch.

.PARAMETER StatePath
    The folder for the state and the log. Local Service is given the right to write there.

.PARAMETER Blocklist
    Lists to ask instead of all.

.PARAMETER NameServer
    The resolver to ask; the system's where left out.

.PARAMETER EveryMinutes
    Minutes from one run to the next.

.PARAMETER TaskName
    The name of the task.

.PARAMETER PowerShellPath
    The program that runs the script: that of the PowerShell in which this runs where left out.

.EXAMPLE
    ./Register-BlocklistTask.ps1 -Address 198.51.100.25, 198.51.100.26 -WhatIf

.EXAMPLE
    ./Register-BlocklistTask.ps1 -Address 198.51.100.25 -NameServer 10.0.0.53 -EveryMinutes 240
#>
#Requires -Version 5.1
#Requires -Modules ScheduledTasks
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)] [string[]] $Address,
    [string] $StatePath = [System.IO.Path]::Combine([Environment]::GetFolderPath('CommonApplicationData'), 'DelistTools'),
    [string[]] $Blocklist,
    [string[]] $NameServer,
    [ValidateRange(15, 1440)] [int] $EveryMinutes = 60,
    [ValidateNotNullOrEmpty()] [string] $TaskName = 'DelistTools blocklist watch',
    [string] $PowerShellPath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# As programs of Windows take their command line apart: in quotes, with quotes escaped and backslashes before them doubled.
function Format-Argument([string] $Text) {
    '"' + (($Text -replace '(\\*)"', '$1$1\"') -replace '(\\+)$', '$1$1') + '"'
}

$script = [System.IO.Path]::Combine($PSScriptRoot, 'Invoke-BlocklistWatch.ps1')
if (-not [System.IO.File]::Exists($script)) {
    throw "Invoke-BlocklistWatch.ps1 has to lie beside this script, in $PSScriptRoot."
}

# Not the program that this runs in, which may be an editor.
if (-not $PowerShellPath) {
    $name = if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh.exe' } else { 'powershell.exe' }
    $PowerShellPath = [System.IO.Path]::Combine($PSHOME, $name)
    if (-not [System.IO.File]::Exists($PowerShellPath)) { $PowerShellPath = (Get-Process -Id $PID).Path }
}

if ($PowerShellPath -match '[\\/]WindowsApps[\\/]') {
    throw "$PowerShellPath is of the Store: only its user can run it, and it moves with each update. Name another one with -PowerShellPath, such as powershell.exe."
}

$state = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($StatePath)
$arguments = @(
    '-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'RemoteSigned', '-File', (Format-Argument $script)
    '-Address', (Format-Argument ($Address -join ','))
    '-StatePath', (Format-Argument $state)
    '-LogPath', (Format-Argument ([System.IO.Path]::Combine($state, 'watch.log')))
    if ($Blocklist) { '-Blocklist', (Format-Argument ($Blocklist -join ',')) }
    if ($NameServer) { '-NameServer', (Format-Argument ($NameServer -join ',')) }
) -join ' '

if (-not $PSCmdlet.ShouldProcess($TaskName, "Register the task: $PowerShellPath $arguments")) {
    return
}

$null = [System.IO.Directory]::CreateDirectory($state)
if ([Environment]::OSVersion.Platform -eq 'Win32NT') {
    # S-1-5-19 is Local Service, whatever it is called in the system's language.
    # With a backslash at its end, Windows PowerShell would let it escape the quote that it puts after a path with spaces.
    $folder = if ($state -eq [System.IO.Path]::GetPathRoot($state)) { $state } else { $state.TrimEnd('\', '/') }
    $output = icacls.exe $folder /grant '*S-1-5-19:(OI)(CI)M' 2>&1
    if ($LASTEXITCODE -ne 0) {
        throw "Local Service could not be given the right to write to ${state}: $output"
    }
}

$task = @{
    TaskName    = $TaskName
    Description = 'Asks blocklists about this server''s addresses, and writes down what has changed.'
    Action      = New-ScheduledTaskAction -Execute $PowerShellPath -Argument $arguments -WorkingDirectory $state

    # Without a duration it is repeated without end.
    Trigger     = New-ScheduledTaskTrigger -Once -At ([datetime]::Today) -RepetitionInterval ([timespan]::FromMinutes($EveryMinutes))
    Principal   = New-ScheduledTaskPrincipal -UserId 'S-1-5-19' -LogonType ServiceAccount
    Settings    = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable -ExecutionTimeLimit ([timespan]::FromMinutes(15))
    Force       = $true
}
Register-ScheduledTask @task
