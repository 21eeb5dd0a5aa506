using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The module in the laboratory of the model case: no public list has the new server.</summary>
[Collection(ModuleCollection.Name)]
public sealed class ModelCaseTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(LabSession.Variable);
    private readonly ModelCaseLab _lab = ModelCaseLab.Start();
    private readonly ModuleSession _module;

    public ModelCaseTests()
    {
        Environment.SetEnvironmentVariable(LabSession.Variable, _lab.CatalogPath);
        _module = new ModuleSession();
        _module.Runspace.SessionStateProxy.SetVariable("server", _lab.NameServer);
    }

    public void Dispose()
    {
        _module.Dispose();
        Environment.SetEnvironmentVariable(LabSession.Variable, _before);
        _lab.Dispose();
    }

    [Fact]
    public void TestBlocklist_ListsOfTheLab_AreHealthy()
    {
        ModuleSession.Outcome outcome = _module.Run(
            "Test-Blocklist lab-*, spamhaus-zen, spamhaus-sbl, spamhaus-xbl, spamhaus-pbl -NameServer $server").AssertNoErrors();
        Assert.Equal(LabZones.HealthyIds.Count + 4, outcome.Output.Count);
        Assert.All(outcome.Output, h => Assert.Equal("Healthy", h.Properties["Health"].Value.ToString()));
    }

    [Fact]
    public void TestIpBlocklist_NewServer_IsOnNoPublicList() => Assert.Equal("NotListed", Status(_lab.NewServer));

    [Fact]
    public void TestIpBlocklist_SecondServer_IsListedUntilItIsTakenOff()
    {
        Assert.Equal("Listed", Status(_lab.SecondServer));
        Assert.True(_lab.Delist(_lab.SecondServer));
        Assert.Equal("NotListed", Status(_lab.SecondServer));
    }

    [Fact]
    public void Probe_RefusedUntilSymantecLetsGo_IsFoundInTheInboxThen()
    {
        const string Probe = "Send-ProbeMail someone@hotmail.com tom@newserver.internal -HelloName mail.newserver.internal -MailExchanger $mx -NameServer $server -Confirm:$false";
        (string, object)[] variables =
        [
            ("mx", _lab.MailServer), ("imap", _lab.Mailbox.ImapServer),
            ("account", new PSCredential("someone@hotmail.com", new NetworkCredential("", "any").SecurePassword)),
        ];
        Assert.Equal("RangeBlocked", _module.Run("(" + Probe + ").Refusal.Cause", variables).AssertNoErrors().Output.Single().ToString());

        Assert.True(_lab.Symantec.RequestRemoval(_lab.NewServer));
        File.Delete(Path.Combine(Path.GetDirectoryName(_lab.CatalogPath)!, "probes.txt"));
        PSObject placement = _module.Run(
            Probe + " | Receive-ProbeMail -ImapServer $imap -Security None -Credential $account -WaitSeconds 30", variables).AssertNoErrors().Output.Single();

        Assert.Equal("INBOX", placement.Properties["Folder"].Value);
        Assert.Equal(false, placement.Properties["IsJunk"].Value);
        Assert.Single(_lab.Smtp.Messages);
    }

    private string Status(string address) =>
        _module.Run("Test-IpBlocklist " + address + " -Blocklist lab-*, spamhaus-zen -NameServer $server -Force").AssertNoErrors()
            .Output.Single().Properties["Status"].Value.ToString()!;
}
