using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>What the Tab key offers beside the names of the catalogue and the numbers of cases.</summary>
[Collection(ModuleCollection.Name)]
public sealed class CompletionTests : IDisposable
{
    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Send-ProbeMail -LocalAddress ")]
    [InlineData("Wait-Delisting -LocalAddress ")]
    [InlineData("ConvertFrom-BounceMessage -LocalAddress ")]
    [InlineData("Import-BounceMessage -LocalAddress ")]
    public void LocalAddress_IsThatOfAnInterface(string input)
    {
        string[] own =
        [
            .. NetworkInterface.GetAllNetworkInterfaces().Where(i => i.OperationalStatus != OperationalStatus.Down)
                .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
                .Where(a => !IPAddress.IsLoopback(a) && !a.IsIPv6LinkLocal && !(a.AddressFamily == AddressFamily.InterNetwork && a.ToString().StartsWith("169.254.", StringComparison.Ordinal)))
                .Select(a => a.ToString()).Order(StringComparer.Ordinal),
        ];
        IReadOnlyList<CompletionResult> offered = Complete(input).Where(c => c.ToolTip.Contains("of this machine", StringComparison.Ordinal)).ToList();
        Assert.Equal(own, offered.Select(c => c.CompletionText).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Test-IpBlocklist ")]
    [InlineData("Watch-IpBlocklist -Address ")]
    [InlineData("Test-SenderReadiness ")]
    [InlineData("Get-DelistingRoute -Provider gmail -Address ")]
    public void Address_PrivateOne_IsNotOffered(string input) =>
        Assert.DoesNotContain(Complete(input), c => c.ListItemText.StartsWith("10.", StringComparison.Ordinal) || c.ListItemText.StartsWith("192.168.", StringComparison.Ordinal) || c.ListItemText == "127.0.0.1");

    [Theory]
    [InlineData("Test-IpBlocklist 192.0.2.1 -NameServer ")]
    [InlineData("Test-Blocklist -NameServer 127")]
    [InlineData("Get-MailProvider -Domain example.com -NameServer ")]
    [InlineData("Test-SenderReadiness a.example b.example -NameServer ")]
    [InlineData("Send-ProbeMail a@example.com b@example.com -NameServer '127")]
    [InlineData("Wait-Delisting 192.0.2.1 -NameServer ")]
    public void NameServer_HasThisMachine(string input) => Assert.Contains(Complete(input), c => c.CompletionText == "127.0.0.1");

    /// <summary>The engine completes an enumeration by itself, and asks no completer of ours.</summary>
    [Fact]
    public void Until_IsAStageThatAProbeCanStopAt() => Assert.Equal(
        ["Connect", "Data", "Hello", "MailFrom", "Recipient", "StartTls"],
        Complete("Send-ProbeMail a@example.com b@example.com -Until ").Select(c => c.CompletionText).Order(StringComparer.Ordinal));

    [Fact]
    public void HelloName_IsTheFullNameOrNothing() =>
        Assert.All(Own("Send-ProbeMail a@example.com b@example.com -HelloName "), c => Assert.Contains('.', c.CompletionText));

    [Fact]
    public void DkimSelector_IsOneThatWasFound()
    {
        DnsBehaviours dns = new();
        dns.Zone(new DnsTable("signed.example")
            .Txt("winter._domainkey", "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA").Address("@", "192.0.2.1"));
        using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        _session.Run("Test-SenderReadiness -Domain signed.example -DkimSelector winter, summer -NameServer '" + server.EndPoint + "'");

        const string Command = "Send-ProbeMail a@example.com b@signed.example -DkimSelector ";
        Assert.Equal(["winter"], Own(Command).Select(c => c.CompletionText));
        Assert.Equal("A key of signed.example stands there", Own(Command + "w").Single().ToolTip);
        Assert.Equal(["winter"], Own("Test-SenderReadiness -Domain signed.example -DkimSelector w*").Select(c => c.CompletionText));
        Assert.Empty(Own("Test-SenderReadiness -Domain other.example -DkimSelector "));
    }

    [Fact]
    public void Address_OfCases_IsOfferedWhereCasesAreAsked()
    {
        _session.Run(StoreSession.Route + " | New-DelistingCase").AssertNoErrors();
        string target = (string)_session.Run("(Get-DelistingCase).Target").AssertNoErrors().Output.Single().BaseObject;
        Assert.Equal([target], Own("Get-DelistingCase -Address ").Select(c => c.CompletionText));
        Assert.StartsWith("With ", Own("Wait-Delisting " + target[..3]).Single().ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void WatchName_IsThatOfTheStore()
    {
        Assert.Empty(Own("Watch-IpBlocklist 192.0.2.1 -Name "));
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone("bl.lab.test", DnsblKinds.Ip4));
        using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        _session.Run("Watch-IpBlocklist 192.0.2.1 -Blocklist psbl -Name 'my servers' -Once -Force -NameServer '" + server.EndPoint + "'");
        CompletionResult offered = Own("Watch-IpBlocklist 192.0.2.1 -Name ").Single();
        Assert.Equal(("'my servers'", "my servers"), (offered.CompletionText, offered.ListItemText));
    }

    private List<CompletionResult> Own(string input) => [.. Complete(input).Where(c => c.ResultType == CompletionResultType.ParameterValue)];

    private IReadOnlyList<CompletionResult> Complete(string input)
    {
        using PowerShell shell = PowerShell.Create(_session.Module.Runspace);
        return CommandCompletion.CompleteInput(input, input.Length, null, shell).CompletionMatches;
    }
}
