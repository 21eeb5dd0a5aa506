<#
.SYNOPSIS
    A morning's report by mail, into a file, or both: who refused mail, which lists have the server, which cases are due.

.DESCRIPTION
    For a schedule, once a day. The report is plain text: the refusals of the logs, counted by provider, cause and address;
    what lists say about the server's addresses now; the cases whose time has come; and the steps of a plan for each
    address that was refused or is listed, which Get-DelistingRoute gives in full. It goes to standard output where neither
    -OutFile nor -MailServer is given. Get-MorningRefusals.ps1 shows the same step by step, for a screen.

    Exit codes: 0: the report went out. 1: it did not. 2: it went out, and says that something could not be read or asked.

.PARAMETER Path
    The logs of the mail server, with wildcards. Rotated ones may be packed with gzip. By -File, PowerShell hands over one
    text: give one pattern for all of them there.

.PARAMETER Address
    The server's addresses: lists are asked about them, and a relay's address in a log is not taken for them.

.PARAMETER Blocklist
    Lists to ask instead of all, by id or name, with wildcards.

.PARAMETER NameServer
    The resolver to ask; the system's where left out.

.PARAMETER SinceHours
    Refusals older than this are left out; those without a time stay in. 0: all.

.PARAMETER OutFile
    The file that the report goes to, as UTF-8. An old one is replaced.

.PARAMETER MailServer
    The relay that takes the report.

.PARAMETER Port
    Its port.

.PARAMETER From
    The sender.

.PARAMETER To
    The recipients.

.PARAMETER Credential
    The account at the relay. A schedule gets it in a script of its own that calls this one, from a vault or by
    Import-Clixml: a password has no place in a command line.

.PARAMETER NoTls
    Talks to the relay without TLS: for one on this machine.

.EXAMPLE
    ./Send-MorningReport.ps1 -Path '/var/log/mail.log*' -Address 198.51.100.25 -OutFile report.txt

.EXAMPLE
    ./Send-MorningReport.ps1 -Path mail.log -Address 198.51.100.25 -MailServer localhost -Port 25 -NoTls -From root@example.org -To you@example.org
#>
#Requires -Version 5.1
#Requires -Modules DelistTools
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string[]] $Path = @(),
    [string[]] $Address = @(),
    [string[]] $Blocklist,
    [string[]] $NameServer,
    [ValidateRange(0, 8760)] [int] $SinceHours = 24,
    [string] $OutFile,
    [string] $MailServer,
    [ValidateRange(1, 65535)] [int] $Port = 587,
    [string] $From,
    [string[]] $To = @(),
    [System.Management.Automation.PSCredential] $Credential,
    [switch] $NoTls
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# With -File, PowerShell hands '-Address a,b' over as one text.
function Split-List([string[]] $Text) { $Text -split '[,\s]+' | Where-Object { $_ } }

$addresses = @(Split-List $Address)
$recipients = @(Split-List $To)
if ($MailServer -and (-not $From -or $recipients.Count -eq 0)) {
    throw '-MailServer needs -From and -To.'
}

$report = [System.Text.StringBuilder]::new()

function Add-Text([string] $Text) { $null = $report.Append($Text).Append("`r`n") }

function Add-Section([string] $Title) {
    Add-Text ''
    Add-Text $Title
    Add-Text ('-' * $Title.Length)
}

# What objects look like on a screen of this width, as lines.
function Add-View($InputObject) {
    ($InputObject | Out-String -Width 110).Trim("`r", "`n") -split '\r?\n' | ForEach-Object { Add-Text $_.TrimEnd() }
}

# What goes wrong in one part stands in the report, and the others come all the same.
$problems = @()
$collect = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = '+problems'; WarningAction = 'SilentlyContinue' }
$ask = @{}
if ($Blocklist) { $ask.Blocklist = @(Split-List $Blocklist) }
if ($NameServer) { $ask.NameServer = @(Split-List $NameServer) }

$refusals = @()
$unread = if ($Path.Count -gt 0) { '' } else { 'No log was named.' }
if ($Path.Count -gt 0) {
    $before = @($problems).Count
    try {
        # Names of servers, which lists can be asked about, are nothing that a log is compared with.
        $numbers = @($addresses -match '^[0-9a-fA-F:.]+(/\d+)?$')
        $own = if ($numbers.Count -gt 0) { @{ LocalAddress = $numbers } } else { @{} }
        $since = if ($SinceHours -gt 0) { [datetime]::UtcNow.AddHours(-$SinceHours) } else { [datetime]::MinValue }
        $refusals = @(Import-BounceMessage -Path $Path @own @collect | Where-Object { $null -eq $_.OccurredAt -or $_.OccurredAt -ge $since })
    }
    catch { $problems += $_ }
    if (@($problems).Count -gt $before) { $unread = 'None in what could be read.' }
}

$listed = @()
if ($addresses.Count -gt 0) {
    try { $listed = @(Test-IpBlocklist $addresses @ask @collect) } catch { $problems += $_ }
}

$due = @()
$before = @($problems).Count
try { $due = @(Get-DelistingCase -Due @collect) } catch { $problems += $_ }
$unseen = @($problems).Count -gt $before

# What ends a command is collected as an exception, too.
$problems = @($problems | ForEach-Object { if ($_ -is [System.Exception]) { $_.Message } else { "$_" } } | Select-Object -Unique)
$blocks = @($refusals | Where-Object IsAddressBlock)
$named = @($listed | Where-Object IsListed)
$unknown = @($listed | Where-Object Status -EQ Undetermined)
$subject = 'Mail report: {0} refusals, {1} of {2} addresses listed, {3} cases due' -f $refusals.Count, $named.Count, $listed.Count, $due.Count
if ($unknown.Count -gt 0) { $subject += ', {0} addresses unknown' -f $unknown.Count }
if ($problems.Count -gt 0) { $subject += ', incomplete' }

Add-Text ($subject + '.')
Add-Text ([datetime]::UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", [cultureinfo]::InvariantCulture) + ', ' + [Environment]::MachineName)
if ($problems.Count -gt 0) {
    Add-Section 'What could not be read or asked'
    foreach ($problem in $problems) { Add-Text "- $problem" }
}

Add-Section 'Refusals, counted'
if ($refusals.Count -eq 0) { Add-Text $(if ($unread) { $unread } else { 'None.' }) }
foreach ($group in $refusals | Group-Object -Property { if ($_.Provider) { $_.Provider } else { $_.RemoteMta } }, Cause, RefusedAddress | Sort-Object -Property Count -Descending) {
    Add-Text ('{0,5}  {1}' -f $group.Count, ((@($group.Values) | Where-Object { "$_" }) -join ', '))
}

if ($listed.Count -gt 0) {
    Add-Section 'The addresses on blocklists'
    Add-View $listed
}

Add-Section 'Cases that are due'
if ($due.Count -gt 0) { Add-View $due } else { Add-Text $(if ($unseen) { 'Not known: they could not be read.' } else { 'None.' }) }

# Nobody is asked for the plans: the answers stand above. Of each, what a person wants to know in the morning.
$unplanned = @()
$collect.ErrorVariable = '+unplanned'
try {
    foreach ($route in @($blocks; $named) | Get-DelistingRoute @collect) {
        Add-Section ('What to do about {0}: {1}' -f $route.Target, $route.Advice)
        foreach ($step in $route.Steps) { Add-Text ('{0,3}. {1}' -f $step.Order, $step.Title) }
    }
}
catch { $unplanned += $_ }

foreach ($problem in @($unplanned | ForEach-Object { if ($_ -is [System.Exception]) { $_.Message } else { "$_" } } | Select-Object -Unique)) {
    Add-Section 'A plan that could not be made'
    Add-Text $problem
    $problems += $problem
}

$text = $report.ToString()
if ($OutFile) {
    # .NET's current folder is not PowerShell's.
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)
    if ($PSCmdlet.ShouldProcess($file, 'Write the report')) {
        [System.IO.File]::WriteAllText($file, $text, [System.Text.UTF8Encoding]::new($true))
    }
}

if ($MailServer -and $PSCmdlet.ShouldProcess(($recipients -join ', '), "Send the report by way of $MailServer")) {
    # In both editions, and without a module. For a relay that wants OAuth, let the report go to a file and send that.
    $message = [System.Net.Mail.MailMessage]::new()
    $client = [System.Net.Mail.SmtpClient]::new($MailServer, $Port)
    try {
        $message.From = [System.Net.Mail.MailAddress]::new($From)
        foreach ($one in $recipients) { $message.To.Add([System.Net.Mail.MailAddress]::new($one)) }
        $message.Subject = $subject
        $message.Body = $text
        $message.BodyEncoding = [System.Text.Encoding]::UTF8
        $message.Headers.Add('Auto-Submitted', 'auto-generated')
        $client.EnableSsl = -not $NoTls
        $client.Timeout = 60000
        if ($Credential) { $client.Credentials = $Credential.GetNetworkCredential() }
        $client.Send($message)
    }
    finally {
        $client.Dispose()
        $message.Dispose()
    }
}

if (-not $OutFile -and -not $MailServer) { $text }
if ($problems.Count -gt 0) { exit 2 }
exit 0
