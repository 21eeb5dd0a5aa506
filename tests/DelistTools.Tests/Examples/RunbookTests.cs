using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The runbook, with the account's variables and credentials played by functions.</summary>
public sealed class RunbookTests : IDisposable
{
    private const string Script = "Invoke-BlocklistRunbook.ps1";

    private const string Secret = "relay5ecret";

    private const string Key = "k3yofacustomer";

    private const string Account = "function Get-AutomationPSCredential { [CmdletBinding()] param($Name) if ($Name -eq 'Relay') { [pscredential]::new('user', [System.Net.NetworkCredential]::new('', '"
        + Secret + "').SecurePassword) } }; function Get-AutomationVariable { [CmdletBinding()] param($Name) if ($Name -eq 'DelistTools-Key-lab-combined') { '" + Key + "' } else { throw \"The variable $Name was not found.\" } }; ";

    private readonly ExampleLab _lab = new();

    public RunbookTests()
    {
        DnsTable names = new DnsTable("");
        foreach (string name in (string[])["one", "two", "three"])
        {
            names.Mx(name + ".internal", 10, "mx." + name + ".net").Address("mx." + name + ".net", "127.0.53.25");
        }

        _lab.Lab.Behaviours.Zone(names);
    }

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task Runs_OneAfterTheOther_GiveEachChangeOnceAndASummary(string host)
    {
        JsonElement[] first = await RunAsync(host, "-Address '" + ExampleLab.Listed + ", " + ExampleLab.Clean + "'");
        Assert.Equal(["Change", "Summary"], first.Select(Kind));
        Assert.Equal(("Listed", ExampleLab.Listed), (Text(first[0], "Change"), Text(first[0], "Address")));
        Assert.Equal((1, "[]"), (first[1].GetProperty("Changes").GetInt32(), first[1].GetProperty("Failures").GetRawText()));
        Assert.True(first[1].GetProperty("IsComplete").GetBoolean());
        Assert.Equal(["Summary"], (await RunAsync(host, "-Address '" + ExampleLab.Listed + ", " + ExampleLab.Clean + "'")).Select(Kind));
        Assert.Empty(_lab.KeptAtHome());
    }

    [Fact]
    public async Task Port25_Closed_IsSaidAndTheProbeGoesByTheRelay()
    {
        using LoopbackSmtpServer relay = LoopbackSmtpServer.Start(options: new LoopbackSmtpOptions { Certificate = null });
        JsonElement[] found = await RunAsync("", "-Address " + ExampleLab.Clean + " -To b@one.internal -From a@two.internal -HelloName mail.two.internal -OperatorDomain 'one.internal,two.internal,three.internal' -Relay " + relay.MailServer);
        Assert.Equal(["Port25", "Probe", "Summary"], found.Select(Kind));
        Assert.NotEqual("Open", Text(found[0], "State"));
        Assert.NotEqual("", Text(found[0], "Advice"));
        Assert.Equal(("Accepted", "Relay " + relay.MailServer), (Text(found[1], "Outcome"), Text(found[1], "By")));
        Assert.Equal("b@one.internal", Assert.Single(relay.Messages).Recipients.Single());
        Assert.Equal("Accepted", Text(found[2], "Probe"));
    }

    [Fact]
    public async Task Port25_ClosedAndNoRelay_IsSaidAndTheWatchCounts()
    {
        JsonElement[] found = await RunAsync("", "-Address " + ExampleLab.Listed + " -To b@one.internal -From a@two.internal -OperatorDomain 'one.internal,two.internal,three.internal'");
        Assert.Equal(["Change", "Port25", "Probe", "Summary"], found.Select(Kind));
        Assert.Equal("NotTried", Text(found[2], "Outcome"));
        Assert.Contains("-Relay", Text(found[2], "ReplyText"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_ThatCannotBeMade_IsAFailureAndNotTheEnd()
    {
        JsonElement[] found = await RunAsync("", "-Address " + ExampleLab.Listed + " -To b@one.internal -From a@two.internal -HelloName nonsense -Relay 127.0.0.1:2 -OperatorDomain 'one.internal,two.internal,three.internal'");
        Assert.Equal(["Change", "Port25", "Probe", "Summary"], found.Select(Kind));
        Assert.Equal("Failed", Text(found[2], "Outcome"));
        Assert.StartsWith("HelloNameInvalid: ", found[3].GetProperty("Failures")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-OperatorDomain 'no domain!'")]
    [InlineData("-OperatorDomain 'one.internal,two.internal,three.internal' -Relay 127.0.0.1:2 -RelayCredential Nobody")]
    public async Task Probe_WhatEverKeepsItFromBeingMade_IsAFailureAndNotTheEnd(string how)
    {
        JsonElement[] found = await RunAsync("", "-Address " + ExampleLab.Listed + " -To b@one.internal -From a@two.internal " + how);
        Assert.Equal(["Change", "Port25", "Probe", "Summary"], found.Select(Kind));
        Assert.False(found[3].GetProperty("IsComplete").GetBoolean());
    }

    [Fact]
    public async Task Probe_WithoutASender_EndsTheRunbookBeforeAChangeIsTold()
    {
        ExampleRun run = await _lab.CommandAsync("", Script, Account + "& $script -Address " + ExampleLab.Listed + " -StatePath '" + _lab.Place("share") + "' -NameServer $server -Blocklist lab-combined -To b@one.internal");
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(["Change", "Summary"], (await RunAsync("", "-Address " + ExampleLab.Listed)).Select(Kind));
    }

    [Fact]
    public async Task Failure_OfARound_IsInTheSummary()
    {
        JsonElement summary = Assert.Single(await RunAsync("", "-Address nonsense"));
        Assert.False(summary.GetProperty("IsComplete").GetBoolean());
        Assert.StartsWith("InvalidAddress: ", summary.GetProperty("Failures")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_ThatIsNotThere_EndsTheRunbook()
    {
        ExampleRun run = await _lab.CommandAsync("", Script, Account + "& $script -Address " + ExampleLab.Clean + " -StatePath '" + _lab.Place("share") + "' -NameServer $server -KeyFor lab-range");
        Assert.Equal(1, run.Code);
        Assert.Contains("DelistTools-Key-lab-range", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("function Get-AutomationPSCredential { [CmdletBinding()] param($Name) $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([System.Exception]::new('not found'), 'NotFound', 'ObjectNotFound', $Name)) }; ")]
    public async Task Key_ThatIsAVariable_IsFoundWhateverIsSaidOfACredential(string instead)
    {
        ExampleRun run = await _lab.CommandAsync(
            "", Script, Account + instead + "function Get-AutomationVariable { param($Name) if ($Name -eq 'DelistTools-Key-spamhaus-zen') { '" + Key + "' } }; $found = @(& $script -Address "
            + ExampleLab.Clean + " -StatePath '" + _lab.Place("share") + "' -NameServer $server -Blocklist lab-combined -KeyFor spamhaus-zen -Verbose 4>&1); \"$((Get-Blocklist spamhaus-zen).HasKey)\"; $found");
        Assert.Equal("True", run.AssertQuiet(0).Lines[0]);
        Assert.DoesNotContain(Key, run.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static string Kind(JsonElement found) => Text(found, "Kind");

    private static string Text(JsonElement found, string name) => found.GetProperty(name).GetString() ?? "";

    private async Task<JsonElement[]> RunAsync(string host, string arguments)
    {
        ExampleRun run = await _lab.CommandAsync(
            host, Script, Account + "$found = @(& $script -StatePath '" + _lab.Place("share") + "' -Blocklist lab-combined -NameServer $server " + arguments + "); ConvertTo-Json $found -Depth 4");
        run.AssertQuiet(0);
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
        return [.. run.Json().EnumerateArray()];
    }
}
