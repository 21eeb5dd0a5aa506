using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DelistTools.Lab;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Automation;

/// <summary>Cmdlets in a host that can neither show nor ask: all of them work, and those that want a yes say how to give it.</summary>
[Collection(ModuleCollection.Name)]
public sealed class SilentHostTests : IDisposable
{
    private const string Bounce = "'550 OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren''t sent. Please contact your Internet service provider since part of their network is on our block list.'";

    private const string Probe = "Send-ProbeMail someone@hotmail.com tom@newserver.internal -HelloName mail.newserver.internal -MailExchanger $mx -NameServer $server ";

    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-silent-");
    private readonly ModelCaseLab _lab = ModelCaseLab.Start();
    private readonly Runspace _runspace;

    public SilentHostTests()
    {
        Environment.SetEnvironmentVariable(LabSession.Variable, _lab.CatalogPath);
        _runspace = RunspaceFactory.CreateRunspace(new SilentHost(), InitialSessionState.CreateDefault2());
        _runspace.Open();
        foreach ((string name, object value) in new[] { ("server", (object)_lab.NameServer), ("mx", _lab.MailServer), ("imap", _lab.Mailbox.ImapServer), ("folder", _folder.FullName) })
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        Run("Import-Module -Name '" + Repository.Manifest + "'; $PSDefaultParameterValues = @{ '*DelistingCase*:StorePath' = \"$folder/cases.db\"; 'Wait-Delisting:StorePath' = \"$folder/cases.db\"; 'Get-DelistingDraft:StorePath' = \"$folder/cases.db\"; 'Send-DelistingDraft:StorePath' = \"$folder/cases.db\" }; $Global:PSDefaultParameterValues = $PSDefaultParameterValues");
    }

    // What changes or sends by itself, and what wants a yes first.
    public static TheoryData<string> Sending =>
    [
        Probe,
        "$null = " + Bounce + " | Get-DelistingRoute | New-DelistingCase; Wait-Delisting -Id 1 -To someone@hotmail.com -From tom@newserver.internal -HelloName mail.newserver.internal -MailExchanger $mx -NameServer $server -TimeoutSeconds 1 ",
        "$null = " + Bounce + " | Get-DelistingRoute | New-DelistingCase; Remove-DelistingCase 1 ",
        "Send-ProbeMail -TestPort25 -OperatorDomain one.internal, two.internal -NameServer $server ",
        "$draft = Get-DelistingRoute -Provider t-online -Address 203.0.113.25 | New-DelistingCase | Get-DelistingDraft -WarningAction Ignore; "
            + "$draft | Send-DelistingDraft -From tom@newserver.org -MailServer $mx -HelloName mail.newserver.org -Subject 's' -Body 'b' -WarningAction Ignore ",
    ];

    [Theory]
    [MemberData(nameof(Sending))]
    public void Sending_WithoutAYes_SaysHowToGiveIt(string script)
    {
        ErrorRecord error = Error(script);
        Assert.StartsWith("NobodyToAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_lab.Smtp.Sessions);
    }

    [Theory]
    [MemberData(nameof(Sending))]
    public void Sending_WithAYes_Works(string script)
    {
        using PowerShell shell = Create(script + "-Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable e; $e | ForEach-Object { $_.FullyQualifiedErrorId }");
        PSObject[] output = [.. shell.Invoke()];
        Assert.DoesNotContain(output, o => o?.ToString()?.StartsWith("NobodyToAsk", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(output, o => o?.ToString()?.Contains("NotImplemented", StringComparison.Ordinal) == true);
        Assert.False(shell.HadErrors && output.Length == 0 && shell.Streams.Error.Count > 0, string.Join("\n", shell.Streams.Error));
    }

    [Theory]
    [InlineData("Set-DelistingCase 1 -Note x -Confirm")]
    [InlineData("Set-BlocklistKey spamhaus-zen -Credential $account -Confirm")]
    [InlineData("Get-DelistingRoute -Provider microsoft-consumer -Open -Confirm")]
    [InlineData("Get-DelistingCase | Export-DelistingReport $folder/report.html -Confirm")]
    public void Change_ThatIsToBeConfirmed_SaysSoToo(string script)
    {
        ErrorRecord error = Error("$account = [pscredential]::new('key', [System.Net.NetworkCredential]::new('', 'abc').SecurePassword); $null = " + Bounce + " | Get-DelistingRoute | New-DelistingCase; " + script);
        Assert.StartsWith("NobodyToAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatif_Given_IsSaidToTheHost() => Assert.Empty(Run(Probe + "-WhatIf"));

    [Theory]
    [InlineData("Test-IpBlocklist 203.0.113.70 -Blocklist lab-* -Force -NameServer $server")]
    [InlineData("Test-Blocklist lab-combined -NameServer $server")]
    [InlineData("Test-DomainBlocklist spam.example -Blocklist lab-domains -Force -NameServer $server")]
    [InlineData("Get-Blocklist lab-combined")]
    [InlineData("Get-MailProvider gmx*")]
    [InlineData("Get-MailProvider -Domain newserver.internal -NameServer $server -ErrorAction SilentlyContinue -ErrorVariable e; $e")]
    [InlineData("Import-BounceMessage '{root}/docs/examples/morning.log'")]
    [InlineData("ConvertFrom-DelistingReply -Path '{root}/docs/examples/replies/1-receipt.eml'")]
    [InlineData("Test-SenderReadiness 203.0.113.25 newserver.internal -NameServer $server")]
    [InlineData("Get-DelistingRoute -Blocklist lab-combined -Address 203.0.113.70 -Check -NameServer $server")]
    [InlineData("Watch-IpBlocklist 203.0.113.70 -Force -Blocklist lab-combined -Once -NameServer $server -StorePath $folder/w.db")]
    [InlineData("Wait-Delisting 203.0.113.5 -Force -Blocklist lab-combined -NameServer $server")]
    [InlineData("Receive-ProbeMail '<x@y.org>' $imap -Security None -Credential ([pscredential]::new('someone@hotmail.com', [System.Net.NetworkCredential]::new('', 'any').SecurePassword)) -WaitSeconds 0")]
    [InlineData("Get-DelistingCase; 1")]
    public void Cmdlet_ThatAsksNobody_Works(string script) =>
        Assert.NotEmpty(Run("$VerbosePreference = 'Continue'; & { " + script.Replace("{root}", Repository.Root, StringComparison.Ordinal) + " } | ForEach-Object { $_; $_ | Out-String -Width 100 } "));

    public void Dispose()
    {
        _runspace.Dispose();
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        _lab.Dispose();
        _folder.Delete(recursive: true);
    }

    private PowerShell Create(string script)
    {
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    private PSObject[] Run(string script)
    {
        using PowerShell shell = Create(script);
        PSObject[] output = [.. shell.Invoke()];
        Assert.True(shell.Streams.Error.Count == 0, string.Join("\n", shell.Streams.Error));
        return output;
    }

    private ErrorRecord Error(string script)
    {
        using PowerShell shell = Create(script);
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException e)
        {
            return e.ErrorRecord;
        }

        return shell.Streams.Error.Single();
    }
}
