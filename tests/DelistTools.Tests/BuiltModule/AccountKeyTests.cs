using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>A key goes into the question and nowhere else.</summary>
[Collection(ModuleCollection.Name)]
public sealed class AccountKeyTests : IDisposable
{
    private const string Key = "k3y0fth1saccount";

    private readonly string _folder = Directory.CreateTempSubdirectory("delisttools").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly LoopbackDnsServer _server;
    private readonly ModuleSession _session;

    public AccountKeyTests()
    {
        string overlay = Path.Combine(_folder, "catalog.json");
        File.WriteAllText(overlay, """
            { "schema": 1, "blocklists": [ {
              "id": "keyed", "name": "Keyed", "operator": "Keyed", "kind": ["ip4"], "keyedZone": "<key>.keyed.lab.test",
              "about": "Answers to its customers.", "impact": "high", "status": "live",
              "sources": [ { "source": "the laboratory" } ], "confidence": "high", "verifiedOn": "2026-11-23" } ] }
            """);
        Environment.SetEnvironmentVariable(LabSession.Variable, overlay);
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone(Key + ".keyed.lab.test", DnsblKinds.Ip4) { Text = "asked as $ with " + Key + ".keyed.lab.test" }.List("192.0.2.10"));
        _server = LoopbackDnsServer.Start(dns);
        _session = new ModuleSession();
        _session.Runspace.SessionStateProxy.SetVariable("key", new NetworkCredential("", Key).SecurePassword);
        _session.Runspace.SessionStateProxy.SetVariable("credential", new PSCredential("nobody", new NetworkCredential("", Key).SecurePassword));
        _session.Runspace.SessionStateProxy.SetVariable("server", _server.NameServer);
    }

    public void Dispose()
    {
        _session.Run("Remove-BlocklistKey keyed -ErrorAction Ignore");
        _session.Dispose();
        _server.Dispose();
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        Directory.Delete(_folder, true);
    }

    [Theory]
    [InlineData("Set-BlocklistKey keyed $key")]
    [InlineData("Set-BlocklistKey keyed -Credential $credential")]
    [InlineData("Set-BlocklistKey keyed $key -Persist")]
    public void Key_Set_IsAskedWithAndShownNowhere(string set)
    {
        ModuleSession.Outcome before = _session.Run("Test-IpBlocklist 192.0.2.10 -Blocklist keyed -NameServer $server -Force");
        Assert.Equal("BlocklistKeyRequired,DelistTools.Commands.TestIpBlocklistCommand", before.Error.FullyQualifiedErrorId);

        ModuleSession.Outcome outcome = _session.Run(
            set + " -Verbose\nGet-Blocklist keyed\nTest-Blocklist keyed -NameServer $server -Verbose\n"
            + "Test-IpBlocklist 192.0.2.10 -Blocklist keyed -NameServer $server -Force -Verbose").AssertNoErrors();
        Assert.True((bool)outcome.Output[0].Properties["HasKey"].Value);
        Assert.Equal("Healthy", outcome.Output[1].Properties["Health"].Value.ToString());
        Assert.Equal("Listed", outcome.Output[2].Properties["Status"].Value.ToString());
        Assert.True(_server.Questions.Of("10.2.0.192." + Key + ".keyed.lab.test", DnsRecordType.A) > 0);
        foreach (PSObject shown in outcome.Output)
        {
            AssertWithoutKey(shown, 0);
        }

        Assert.DoesNotContain(outcome.Verbose.Concat(outcome.Warnings), t => t.Contains(Key, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(outcome.Verbose, v => v.StartsWith("10.2.0.192.<key>.keyed.lab.test A: 127.0.0.2", StringComparison.Ordinal));
    }

    [Fact]
    public void Key_Persisted_IsReadByTheOwnerOnlyAndGoneWhenRemoved()
    {
        _session.Run("Set-BlocklistKey keyed $key -Persist").AssertNoErrors();
        string file = Path.Combine(_folder, "keys.json");
        Assert.Contains(Key, File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        _session.Run("Remove-BlocklistKey keyed").AssertNoErrors();
        Assert.DoesNotContain(Key, File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal("KeyNotFound,DelistTools.Commands.RemoveBlocklistKeyCommand", _session.Run("Remove-BlocklistKey keyed").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Key_WhatIf_ChangesNothing()
    {
        _session.Run("Set-BlocklistKey keyed $key -Persist -WhatIf").AssertNoErrors();
        Assert.False(File.Exists(Path.Combine(_folder, "keys.json")));
        Assert.False((bool)_session.Run("Get-Blocklist keyed").Output.Single().Properties["HasKey"].Value);
    }

    [Fact]
    public void Key_NoDnsLabel_IsRefusedWithoutRepeatingIt()
    {
        SecureString bad = new NetworkCredential("", Key + " or not").SecurePassword;
        ModuleSession.Outcome outcome = _session.Run("Set-BlocklistKey keyed $bad", ("bad", bad));
        Assert.Equal("InvalidKey,DelistTools.Commands.SetBlocklistKeyCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain(Key, outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_PlainText_IsRefusedWithoutRepeatingIt()
    {
        ModuleSession.Outcome outcome = _session.Run("Set-BlocklistKey keyed $plain", ("plain", Key));
        Assert.Contains("Leave the parameter out to be asked", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, outcome.Error + outcome.Error.Exception.ToString(), StringComparison.Ordinal);
        Assert.False((bool)_session.Run("Get-Blocklist keyed").Output.Single().Properties["HasKey"].Value);
    }

    [Theory]
    [InlineData("Test-IpBlocklist 10.2.0.192.typedk3y.keyed.lab.test -NameServer $server", "ReversedListName,DelistTools.Commands.TestIpBlocklistCommand")]
    [InlineData("Test-IpBlocklist 192.0.2.1 -Force -Zone typedk3y.keyed.lab.test -NameServer $server", "AccountKeyInName,DelistTools.Commands.TestIpBlocklistCommand")]
    [InlineData("Test-Blocklist -Zone typedk3y.keyed.lab.test -NameServer $server", "AccountKeyInName,DelistTools.Commands.TestBlocklistCommand")]
    [InlineData("Get-Blocklist typedk3y.keyed.lab.test", "AccountKeyInName,DelistTools.Commands.GetBlocklistCommand")]
    public void Key_TypedInAName_IsNotRepeated(string script, string id)
    {
        ErrorRecord error = _session.Run(script).Error;
        Assert.Equal(id, error.FullyQualifiedErrorId);
        Assert.DoesNotContain("typedk3y", error.Exception.Message + error.TargetObject, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_InTheOverlay_IsLeftThereAndToldAbout()
    {
        string overlay = Path.Combine(_folder, "catalog.json");
        string text = File.ReadAllText(overlay).TrimEnd();
        File.WriteAllText(overlay, text[..^1] + """, "keys": [ { "id": "keyed", "key": "fromtheoverlay" } ] }""");
        ErrorRecord error = _session.Run("Remove-BlocklistKey keyed").Error;
        Assert.Equal("KeyInOverlay,DelistTools.Commands.RemoveBlocklistKeyCommand", error.FullyQualifiedErrorId);
        Assert.DoesNotContain("fromtheoverlay", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFile_Broken_IsToldAndTheSessionForgetsItsKey()
    {
        _session.Run("Set-BlocklistKey keyed $key").AssertNoErrors();
        File.WriteAllText(Path.Combine(_folder, "keys.json"), "{");
        Assert.Contains(
            "KeyFileInvalid,DelistTools.Commands.RemoveBlocklistKeyCommand",
            _session.Run("Remove-BlocklistKey keyed").Errors.Select(e => e.FullyQualifiedErrorId));
        File.Delete(Path.Combine(_folder, "keys.json"));
        Assert.False((bool)_session.Run("Get-Blocklist keyed").Output.Single().Properties["HasKey"].Value);
    }

    [Theory]
    [InlineData("spamcop", "BlocklistTakesNoKey")]
    [InlineData("trendmicro-ers", "BlocklistTakesNoKey")]
    [InlineData("no-such-list", "UnknownBlocklist")]
    public void Key_WrongList_IsRefused(string list, string id) =>
        Assert.Equal(
            id + ",DelistTools.Commands.SetBlocklistKeyCommand",
            _session.Run("Set-BlocklistKey " + list + " $key").Error.FullyQualifiedErrorId);

    private static void AssertWithoutKey(object? value, int depth)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
                break;
            case PSObject { BaseObject: not string } shown when depth < 4:
                Assert.DoesNotContain(Key, shown.ToString(), StringComparison.OrdinalIgnoreCase);
                foreach (PSPropertyInfo property in shown.Properties)
                {
                    AssertWithoutKey(property.Value, depth + 1);
                }

                break;
            case IEnumerable items:
                foreach (object item in items)
                {
                    AssertWithoutKey(item is string ? item : PSObject.AsPSObject(item), depth + 1);
                }

                break;
            default:
                break;
        }
    }
}
