using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The cmdlet, with a real list that lets go of what it had.</summary>
[Collection(ModuleCollection.Name)]
public sealed class WaitDelistingTests : IAsyncLifetime, IDisposable
{
    private const string Command = ",DelistTools.Commands.WaitDelistingCommand";

    private const string Own = "Wait-Delisting 203.0.113.70 -Blocklist lab-own -Force -NameServer $server ";

    private const string ProbeArguments = " -To b@receiver.internal -From a@sender.internal -HelloName mail.sender.internal -MailExchanger $mx -NameServer $dns -Confirm:$false ";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly WaitLab _lab = new();
    private readonly LoopbackDnsServer _dns;
    private ModuleSession _session = null!;
    private LoopbackSmtpServer? _mail;

    public WaitDelistingTests()
    {
        DnsBehaviours names = new();
        names.Zone(new DnsTable("").Mx("sender.internal", 10, "mail.sender.internal").Address("mail.sender.internal", "127.0.0.1"));
        _dns = LoopbackDnsServer.Start(names);
    }

    public async Task InitializeAsync()
    {
        await _lab.InitializeAsync();
        _session = _lab.Open();
        _session.Runspace.SessionStateProxy.SetVariable("dns", _dns.NameServer);
    }

    public async Task DisposeAsync()
    {
        _session.Dispose();
        await _lab.DisposeAsync();
    }

    public void Dispose()
    {
        _mail?.Dispose();
        _dns.Dispose();
    }

    [Fact]
    public async Task Wait_RealListThatLetsGo_EndsByItself()
    {
        using PowerShell shell = _session.Create(Own + "-Verbose");
        PSObject ended = await LetGoAsync(shell);

        Assert.Equal("DelistTools.DelistingWait", ended.TypeNames[0]);
        Assert.Equal(("203.0.113.70", "Delisted"), (ended.Properties["Target"].Value, Text(ended, "Ended")));
        Assert.True((int)ended.Properties["Asked"].Value >= 3);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public async Task Wait_CaseByThePipeline_IsMovedOn()
    {
        _session.Run("Get-DelistingRoute -Blocklist lab-own -Address 203.0.113.70 | New-DelistingCase").AssertNoErrors();
        using PowerShell shell = _session.Create("Get-DelistingCase 1 | Wait-Delisting -CloseCase -NameServer $server -Verbose");
        PSObject ended = await LetGoAsync(shell);

        Assert.Equal(("Delisted", 1), (Text(ended, "Ended"), ended.Properties["CaseId"].Value));
        ModuleSession.Outcome after = _session.Run("$c = Get-DelistingCase 1; $c.State; foreach ($e in $c.Events) { $e.Kind }").AssertNoErrors();
        string[] shown = [.. after.Output.Select(o => o.ToString())];
        Assert.Equal("Solved", shown[0]);
        Assert.Contains("Listed", shown);
        Assert.Contains("Delisted", shown);
    }

    [Theory]
    [InlineData("Test-IpBlocklist 203.0.113.70 -Blocklist lab-own -Force -NameServer $server | Wait-Delisting -Force -NameServer $server -TimeoutSeconds 0.1")]
    [InlineData("Test-IpBlocklist 203.0.113.70 -Blocklist lab-own -Force -NameServer $server -Detailed | Wait-Delisting -Force -NameServer $server -TimeoutSeconds 0.1")]
    [InlineData("[ipaddress]'203.0.113.70' | Wait-Delisting -Blocklist 'The lab*' -Force -NameServer $server -TimeoutSeconds 0.1")]
    public void Wait_FindingByThePipeline_WaitsForItsLists(string script)
    {
        PSObject ended = _session.Run(script).AssertNoErrors().Output.Single();

        Assert.Equal(("TimedOut", "203.0.113.70"), (Text(ended, "Ended"), ended.Properties["Target"].Value));
        Assert.Equal(["lab-own"], (System.Collections.Generic.IEnumerable<string>)ended.Properties["Blocklist"].Value);
        Assert.NotNull(ended.Properties["NextAskAt"].Value);
    }

    [Fact]
    public void Wait_SeveralAddresses_GivesAnObjectEach()
    {
        ModuleSession.Outcome outcome = _session.Run("Wait-Delisting 203.0.113.70, 203.0.113.99 -Blocklist lab-own -Force -NameServer $server -TimeoutSeconds 8").AssertNoErrors();

        Assert.Equal(["NotListed 203.0.113.99", "TimedOut 203.0.113.70"], outcome.Output.Select(o => Text(o, "Ended") + " " + Text(o, "Target")).Order());
    }

    [Theory]
    [InlineData("Wait-Delisting 203.0.113.0/24 -Force", "WaitNeedsAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-Delisting mail.sender.internal", "WaitNeedsAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-Delisting 203.0.113.70", "ReservedAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-Delisting 198.51.100.300", "InvalidAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-Delisting 203.0.113.70 -Force -Blocklist symantec-brightmail", "BlocklistPrivate", ErrorCategory.ResourceUnavailable)]
    [InlineData("Wait-Delisting 203.0.113.70 -Force -Blocklist no-such-list", "UnknownBlocklist", ErrorCategory.ObjectNotFound)]
    [InlineData("Wait-Delisting 203.0.113.70 -NameServer nowhere", "InvalidNameServer", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-Delisting -Id 77", "CaseNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Wait-Delisting -Id 1 -To b@receiver.internal", "WaitProbeIncomplete", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-Delisting -Id 1 -To b -From a@sender.internal -HelloName mail.sender.internal", "RecipientInvalid", ErrorCategory.InvalidArgument)]
    public void Argument_ThatCannotBeUsed_IsAnError(string script, string id, ErrorCategory category)
    {
        ModuleSession.Outcome outcome = _session.Run(script);

        Assert.Equal((id + Command, category), (outcome.Error.FullyQualifiedErrorId, outcome.Error.CategoryInfo.Category));
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void Wait_ProviderWithoutProbe_SaysWhatToDo()
    {
        OpenAtProvider();
        PSObject ended = _session.Run("Wait-Delisting -Id 1 -NameServer $dns").AssertNoErrors().Output.Single();

        Assert.Equal("ActionDue", Text(ended, "Ended"));
        Assert.Contains("Send-ProbeMail", Text(ended, "Reason"), StringComparison.Ordinal);
        Assert.Equal(0, _dns.Questions.Total);
    }

    [Theory]
    [InlineData("Get-DelistingCase 1 | Wait-Delisting")]
    [InlineData("Wait-Delisting -Case (Get-DelistingCase 1)")]
    [InlineData("Wait-Delisting -Id 1 -StorePath $store")]
    public void Wait_Case_IsNotTakenForItsAddress(string script)
    {
        OpenAtProvider();
        _session.Runspace.SessionStateProxy.SetVariable("store", _lab.StoreFolder);

        Assert.Equal(1, _session.Run(script).AssertNoErrors().Output.Single().Properties["CaseId"].Value);
    }

    [Fact]
    public void Wait_ProviderThatStillRefuses_GoesOnAndIsNoted()
    {
        OpenAtProvider();
        StartMail(b => b.On(SmtpTurnKind.MailFrom, new SmtpReply(550, "5.7.1 Service unavailable; client [203.0.113.25] blocked using zen.spamhaus.org")));
        PSObject ended = _session.Run("Wait-Delisting -Id 1 -TimeoutSeconds 3" + ProbeArguments).AssertNoErrors().Output.Single();

        Assert.Equal("TimedOut", Text(ended, "Ended"));
        Assert.Equal("Refused", ((PSObject)PSObject.AsPSObject(ended.Properties["Probe"].Value)).Properties["Outcome"].Value.ToString());
        Assert.Single(_mail!.Sessions);
        Assert.Equal("Probed", _session.Run("(Get-DelistingCase 1).Events[-1].Kind").AssertNoErrors().Output.Single().ToString());
    }

    [Theory]
    [InlineData("", "NotRefusedBeforeData", "Open", 0)]
    [InlineData("-Until Data -CloseCase", "Accepted", "Solved", 1)]
    public void Wait_ProviderThatTakesMailAgain_EndsByTheProbe(string more, string end, string state, int messages)
    {
        OpenAtProvider();
        StartMail(b => b);
        PSObject ended = _session.Run("Get-DelistingCase 1 | Wait-Delisting " + more + ProbeArguments).AssertNoErrors().Output.Single();

        Assert.Equal((end, 1), (Text(ended, "Ended"), ended.Properties["Asked"].Value));
        Assert.Equal(state, _session.Run("(Get-DelistingCase 1).State").AssertNoErrors().Output.Single().ToString());
        Assert.Equal(messages, _mail!.Messages.Count);
    }

    [Fact]
    public void Wait_SenderWhoseDomainIsNot_IsAnErrorAtOnce()
    {
        OpenAtProvider();
        StartMail(b => b);
        ModuleSession.Outcome outcome = _session.Run("Wait-Delisting -Id 1" + ProbeArguments.Replace("a@sender.internal", "a@nowhere.internal", StringComparison.Ordinal));

        Assert.Equal("SenderDomainNotFound" + Command, outcome.Error.FullyQualifiedErrorId);
        Assert.Empty(_mail!.Sessions);
    }

    [Fact]
    public void Wait_RecipientAtAnotherProvider_IsAnErrorBeforeAnybodyIsAsked()
    {
        OpenAtProvider();
        StartMail(b => b);
        ModuleSession.Outcome outcome = _session.Run("Wait-Delisting -Id 1 -CloseCase -Until Data" + ProbeArguments.Replace("b@receiver.internal", "b@gmail.com", StringComparison.Ordinal));

        Assert.Equal("WaitProbeElsewhere" + Command, outcome.Error.FullyQualifiedErrorId);
        Assert.Empty(_mail!.Sessions);
        Assert.Equal(0, _dns.Questions.Total);
    }

    [Theory]
    [InlineData("Wait-Delisting -Id 1 -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Wait-Delisting -Id 1")]
    public void WhatIf_AsksAndWritesNothing(string script)
    {
        OpenAtProvider();
        StartMail(b => b);
        Assert.Empty(_session.Run(script + ProbeArguments).AssertNoErrors().Output);
        Assert.Empty(_mail!.Sessions);
        Assert.Equal(0, _dns.Questions.Total);
        _session.Run("Get-DelistingRoute -Blocklist lab-own -Address 203.0.113.70 | New-DelistingCase -WhatIf:$false").AssertNoErrors();
        Assert.Empty(_session.Run(script.Replace("1", "2", StringComparison.Ordinal) + " -NameServer $server").AssertNoErrors().Output);
        Assert.Equal("1", _session.Run("(Get-DelistingCase 2).Events.Count").AssertNoErrors().Output.Single().ToString());
    }

    [Fact]
    public async Task Stop_WhileItSleeps_EndsAtOnce()
    {
        using PowerShell shell = _session.Create(Own + "-Verbose");
        Task listed = Said(shell, "Listed");
        IAsyncResult run = shell.BeginInvoke();
        await listed.WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    private static string? Text(PSObject item, string property) => item.Properties[property].Value?.ToString();

    private static Task Said(PowerShell shell, string word)
    {
        TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Verbose.DataAdded += (sender, e) =>
        {
            if (((PSDataCollection<VerboseRecord>)sender!)[e.Index].Message.Contains("on lab-own: " + word, StringComparison.Ordinal))
            {
                said.TrySetResult();
            }
        };
        return said.Task;
    }

    /// <summary>Lets the command see the entry, takes it off the list, and gives what ended the wait.</summary>
    private async Task<PSObject> LetGoAsync(PowerShell shell)
    {
        Task listed = Said(shell, "Listed");
        IAsyncResult run = shell.BeginInvoke();
        await listed.WaitAsync(Guard);
        await _lab.ListAsync("203.0.113.71");
        PSDataCollection<PSObject> output = await Task.Run(() => shell.EndInvoke(run)).WaitAsync(Guard);
        return output.Single();
    }

    private void OpenAtProvider() => _session.Run(StoreSession.Route + " | New-DelistingCase").AssertNoErrors();

    private void StartMail(Func<SmtpBehaviours, SmtpBehaviours> setUp)
    {
        _mail = LoopbackSmtpServer.Start(setUp(new SmtpBehaviours("mx.receiver.internal")));
        _session.Runspace.SessionStateProxy.SetVariable("mx", _mail.MailServer);
    }
}
