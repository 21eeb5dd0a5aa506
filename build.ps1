<#
.SYNOPSIS
    Builds, tests and packs DelistTools. Thin over the dotnet command.

.DESCRIPTION
    Runs in PowerShell 7, in Windows PowerShell 5.1, and in the console host of this repository.

.PARAMETER Task
    Clean removes artifacts. Build makes artifacts/module/DelistTools. Help makes the help file anew, with PlatyPS
    where it is installed. Test installs what the tests need (servers on Debian and its kin, and PowerShell 7 under
    artifacts), builds and tests.
    Package makes a versioned module folder and a nupkg under artifacts/package.

.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Clean', 'Build', 'Help', 'Test', 'Package')]
    [string[]] $Task = 'Build'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = [System.IO.Path]::Combine($root, 'artifacts')
$module = [System.IO.Path]::Combine($artifacts, 'module', 'DelistTools')

function Invoke-DotNet {
    # Runs dotnet with the arguments given and stops the build where it fails.
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE. Its own messages are above."
    }
}

function Get-ModuleVersion {
    ([xml][System.IO.File]::ReadAllText([System.IO.Path]::Combine($root, 'Directory.Build.props'))).Project.PropertyGroup.Version
}

function Clear-Output {
    # The console host of this repository runs from artifacts/bin, so that what runs now is left to the next build.
    foreach ($name in 'module', 'package', 'test-results') {
        $folder = [System.IO.Path]::Combine($artifacts, $name)
        if ([System.IO.Directory]::Exists($folder)) {
            [System.IO.Directory]::Delete($folder, $true)
        }
    }

    Invoke-DotNet clean ([System.IO.Path]::Combine($root, 'DelistTools.sln')) --nologo --verbosity quiet
}

function Invoke-SolutionBuild {
    Invoke-DotNet build ([System.IO.Path]::Combine($root, 'DelistTools.sln')) --nologo --verbosity quiet
    "Built $module"
}

function Invoke-HelpBuild {
    # PlatyPS reads the same pages as the build's own step; where it is installed, its word counts.
    Invoke-SolutionBuild
    if (Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS) {
        Import-Module -Name Microsoft.PowerShell.PlatyPS
        $pages = [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($root, 'docs', 'en-US'), '*-*.md')
        $commands = Import-MarkdownCommandHelp -Path $pages
        $target = [System.IO.Path]::Combine($artifacts, 'platyps')
        $null = Export-MamlCommandHelp -CommandHelp $commands -OutputFolder $target -Force
        foreach ($file in [System.IO.Directory]::GetFiles($target, '*.dll-Help.xml', 'AllDirectories')) {
            foreach ($old in [System.IO.Directory]::GetFiles($module, '*.dll-Help.xml', 'AllDirectories')) {
                [System.IO.File]::Copy($file, $old, $true)
            }
        }

        'Made the help file with PlatyPS.'
    }
    else {
        'Made the help file with the build''s own step; PlatyPS is not installed.'
    }
}

function Install-TestServer {
    # The tests run real name, mail and IMAP servers on loopback, the .NET Framework build on Mono, and reports in a browser.
    if ($PSEdition -ne 'Core' -or -not $IsLinux) {
        return
    }

    # Postfix gets its users from a database of Cyrus SASL, whose mechanisms are a package apart; swaks needs its own for TLS.
    # Mono's own package leaves out assemblies that .NET Framework always has: those that the catalogue is read with, the
    # charsets of bounces, and the one that packages for .NET Standard ask for, which comes with much besides (35 MB).
    $programs = [ordered]@{
        rbldnsd                                          = 'rbldnsd'
        unbound                                          = 'unbound'
        nsd                                              = 'nsd'
        dovecot                                          = 'dovecot-core'
        '/usr/lib/dovecot/imap'                          = 'dovecot-imapd'
        '/usr/lib/dovecot/lmtp'                          = 'dovecot-lmtpd'
        '/usr/lib/dovecot/modules/lib90_sieve_plugin.so' = 'dovecot-sieve'
        postfix                                          = 'postfix'
        saslpasswd2                                      = 'sasl2-bin'
        '/usr/share/doc/libsasl2-modules'                = 'libsasl2-modules'
        swaks                                            = 'swaks'
        '/usr/share/doc/libnet-ssleay-perl'              = 'libnet-ssleay-perl'
        ip                                               = 'iproute2'
        'chromium|chromium-browser|google-chrome'        = 'chromium'
        mono                                             = 'mono-runtime'
        '/usr/lib/mono/gac/System.Xml.Linq'              = 'libmono-system-xml-linq4.0-cil'
        '/usr/lib/mono/gac/System.Runtime.Serialization' = 'libmono-system-runtime-serialization4.0-cil'
        '/usr/lib/mono/gac/I18N.Rare'                    = 'libmono-i18n4.0-all'
        '/usr/lib/mono/4.5/Facades/netstandard.dll'      = 'mono-devel'
    }
    # An array even of one: strict mode refuses to count a single text.
    $missing = @(
        foreach ($program in $programs.Keys) {
            $paths = @($env:PATH -split ':') + '/usr/sbin'
            # A full path stays as it is; it is a folder that the package brings. Of several programs one is enough.
            $places = foreach ($path in $paths) { $program -split '\|' | ForEach-Object { [System.IO.Path]::Combine($path, $_) } }
            if (-not ($places | Where-Object { [System.IO.File]::Exists($_) -or [System.IO.Directory]::Exists($_) })) {
                $programs[$program]
            }
        }
    )

    if ($missing.Count -eq 0) {
        return
    }

    if (-not (Get-Command -Name apt-get -CommandType Application -ErrorAction Ignore)) {
        throw "The tests need the programs $($missing -join ', '). Install them with this system's package manager, then run the tests again."
    }

    $program, $arguments = 'apt-get', @()
    if ((& id -u) -ne '0') {
        $program, $arguments = 'sudo', @('DEBIAN_FRONTEND=noninteractive', 'apt-get')
    }

    "Installing what the tests need: $($missing -join ', ')"
    $env:DEBIAN_FRONTEND = 'noninteractive'
    if ($missing -contains 'postfix') {
        # Without a main.cf of its own the package starts no mail server on this machine.
        $answers = [System.IO.Path]::GetTempFileName()
        [System.IO.File]::WriteAllText($answers, "postfix postfix/main_mailer_type select No configuration`n")
        $configure, $operands = 'debconf-set-selections', @($answers)
        if ($program -eq 'sudo') {
            $configure, $operands = 'sudo', @('debconf-set-selections', $answers)
        }

        # Where there is no debconf, the package asks nothing.
        if (Get-Command -Name 'debconf-set-selections' -CommandType Application -ErrorAction Ignore) {
            $null = & $configure $operands 2>&1
        }

        [System.IO.File]::Delete($answers)
    }

    $install = $arguments + @('install', '--yes', '--no-install-recommends', '-qq') + $missing
    $said = & $program $install 2>&1
    if ($LASTEXITCODE -ne 0) {
        # A fresh machine has no package lists yet.
        & $program ($arguments + @('update', '-qq')) 2>&1 | Out-Null
        $said = & $program $install 2>&1
    }

    if ($LASTEXITCODE -ne 0) {
        throw "The programs $($missing -join ', ') could not be installed. '$program $($install -join ' ')' said: $($said -join ' ')"
    }
}

function Install-TestEngine {
    # PowerShell 7 itself, for the tests to run scripts in; it comes as a package like all else, of the engine's version.
    if (Get-Command -Name 'pwsh' -CommandType Application -ErrorAction Ignore) {
        return
    }

    $tools = [System.IO.Path]::Combine($artifacts, 'tools')
    if (-not ([System.IO.File]::Exists([System.IO.Path]::Combine($tools, 'pwsh')) -or [System.IO.File]::Exists([System.IO.Path]::Combine($tools, 'pwsh.exe')))) {
        $packages = ([xml][System.IO.File]::ReadAllText([System.IO.Path]::Combine($root, 'Directory.Packages.props'))).Project
        $version = $packages.SelectSingleNode("ItemGroup/PackageVersion[@Include='Microsoft.PowerShell.SDK']").Version
        'Installing what the tests need: PowerShell {0}' -f $version
        $said = & dotnet tool install PowerShell --version $version --tool-path $tools 2>&1
        if ($LASTEXITCODE -ne 0) {
            "PowerShell could not be installed, so that scripts are tested in the engine's package alone. 'dotnet tool install PowerShell' said: $($said -join ' ')"
            return
        }
    }

    $env:PATH = $tools + [System.IO.Path]::PathSeparator + $env:PATH
}

function Get-ImpossibleCount {
    # How many tests of a run failed for want of a program alone. On Linux none is forgiven: the servers are there.
    param([System.Xml.XmlElement] $Run)

    if ($PSEdition -eq 'Core' -and $IsLinux) {
        return 0
    }

    $namespaces = [System.Xml.XmlNamespaceManager]::new($Run.OwnerDocument.NameTable)
    $namespaces.AddNamespace('t', $Run.NamespaceURI)
    $missing = "contains(t:Output/t:ErrorInfo/t:Message, 'LabServerMissingException') or contains(t:Output/t:ErrorInfo/t:Message, 'There is no Chromium')"
    $Run.SelectNodes("t:Results/t:UnitTestResult[@outcome='Failed' and ($missing)]", $namespaces).Count
}

function Invoke-Test {
    Install-TestServer
    Install-TestEngine
    $results = [System.IO.Path]::Combine($artifacts, 'test-results')
    if ([System.IO.Directory]::Exists($results)) {
        [System.IO.Directory]::Delete($results, $true)
    }

    Invoke-SolutionBuild
    & dotnet test ([System.IO.Path]::Combine($root, 'DelistTools.sln')) --no-build --nologo --logger trx --results-directory $results
    $exitCode = $LASTEXITCODE
    $passed = 0
    $failed = 0
    $impossible = 0
    foreach ($file in [System.IO.Directory]::GetFiles($results, '*.trx')) {
        $run = ([xml][System.IO.File]::ReadAllText($file)).TestRun
        $counters = $run.ResultSummary.Counters
        $passed += [int]$counters.passed
        $failed += [int]$counters.total - [int]$counters.passed
        $impossible += Get-ImpossibleCount $run
    }

    if ($exitCode -ne 0 -and $failed -eq 0) {
        throw "dotnet test failed with exit code $exitCode, though no test did. Its own messages are above."
    }

    if ($impossible -gt 0) {
        "$impossible tests of these need programs that this system has no packages of, and were not run: rbldnsd, unbound, NSD, Postfix, Dovecot, Mono, Chromium. On Debian and its kin they are installed and run."
        $failed -= $impossible
    }

    "$passed passed, $failed failed"
    if ($failed -gt 0 -or $passed -eq 0) {
        exit 1
    }
}

function Invoke-Packaging {
    # From nothing: what an earlier build left behind must not be shipped.
    if ([System.IO.Directory]::Exists($module)) {
        [System.IO.Directory]::Delete($module, $true)
    }

    Invoke-SolutionBuild
    $version = Get-ModuleVersion
    $folder = [System.IO.Path]::Combine($artifacts, 'package', 'DelistTools', "$version".Trim())
    if ([System.IO.Directory]::Exists($folder)) {
        [System.IO.Directory]::Delete($folder, $true)
    }

    foreach ($file in [System.IO.Directory]::GetFiles($module, '*', 'AllDirectories')) {
        $target = [System.IO.Path]::Combine($folder, $file.Substring($module.Length + 1))
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($target))
        [System.IO.File]::Copy($file, $target)
    }

    Invoke-DotNet pack ([System.IO.Path]::Combine($root, 'module', 'DelistTools.Module.csproj')) --no-build --nologo --verbosity quiet --output ([System.IO.Path]::Combine($artifacts, 'package'))
    "Packed $folder and the nupkg beside it."
}

foreach ($name in $Task) {
    switch ($name) {
        'Clean' { Clear-Output }
        'Build' { Invoke-SolutionBuild }
        'Help' { Invoke-HelpBuild }
        'Test' { Invoke-Test }
        'Package' { Invoke-Packaging }
    }
}
