using System;
using System.Linq;
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

    private string Status(string address) =>
        _module.Run("Test-IpBlocklist " + address + " -Blocklist lab-*, spamhaus-zen -NameServer $server -Force").AssertNoErrors()
            .Output.Single().Properties["Status"].Value.ToString()!;
}
