using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class CatalogCmdletTests(LabSession lab) : IClassFixture<LabSession>
{
    [Fact]
    public void GetBlocklist_Filters_Narrow()
    {
        Assert.All(lab.Run("Get-Blocklist -Impact High -Kind Domain").AssertNoErrors().Output, l =>
        {
            Assert.Equal("High", l.Properties["Impact"].Value.ToString());
            Assert.Contains("Domain", l.Properties["Kind"].Value.ToString()!, StringComparison.Ordinal);
        });
        Assert.Contains("sorbs", Ids("Get-Blocklist -Status Dead"));
        Assert.DoesNotContain("sorbs", Ids("Get-Blocklist -Status Live"));
        Assert.Equal(["spamhaus-zen"], Ids("Get-Blocklist spamhaus-zen"));
        Assert.Equal(["spamhaus-zen"], Ids("Get-Blocklist 'Spamhaus ZEN'"));
        Assert.Equal(["spamcop", "psbl"], Ids("'spamcop', 'psbl' | Get-Blocklist"));
        Assert.Equal(["spamcop"], Ids("Get-Blocklist spamcop | Get-Blocklist"));
        Assert.Empty(Ids("Get-Blocklist no-such-*"));
    }

    [Fact]
    public void GetBlocklist_UnknownName_SuggestsTheNearest()
    {
        ErrorRecord error = lab.Run("Get-Blocklist spamcpo").Error;
        Assert.Equal("UnknownBlocklist,DelistTools.Commands.GetBlocklistCommand", error.FullyQualifiedErrorId);
        Assert.Contains("'spamcop'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lab-combined", "Healthy")]
    [InlineData("lab-domains", "Healthy")]
    [InlineData("lab-world", "ListsWorld")]
    [InlineData("lab-empty", "Empty")]
    [InlineData("lab-open-resolver", "Refused")]
    [InlineData("lab-uri", "Refused")]
    [InlineData("lab-parked", "Parked")]
    [InlineData("lab-silent", "Unreachable")]
    [InlineData("lab-servfail", "Unreachable")]
    [InlineData("sorbs", "Closed")]
    [InlineData("symantec-brightmail", "Private")]
    [InlineData("spamhaus-authbl", "KeyRequired")]
    public void TestBlocklist_EachList_HasItsHealth(string name, string health)
    {
        PSObject result = lab.Run("Test-Blocklist " + name + " -NameServer $server -TimeoutSeconds 0.5").AssertNoErrors().Output.Single();
        Assert.Equal(health, result.Properties["Health"].Value.ToString());
        Assert.NotEmpty((string)result.Properties["Reason"].Value);
    }

    [Fact]
    public void TestBlocklist_FromThePipeline_TestsEach() =>
        Assert.Equal(2, lab.Run("Get-Blocklist lab-combined, lab-range | Test-Blocklist -NameServer $server").AssertNoErrors().Output.Count);

    [Fact]
    public void TestBlocklist_EmptyPipeline_TestsNothing() =>
        Assert.Empty(lab.Run("Get-Blocklist no-such-* | Test-Blocklist -NameServer $server").AssertNoErrors().Output);

    [Fact]
    public void TestIpBlocklist_ChoiceThatLeavesNoList_SaysSo() =>
        Assert.Equal(
            "NothingToAsk,DelistTools.Commands.TestIpBlocklistCommand",
            lab.Run("Test-IpBlocklist 192.0.2.1 -Blocklist lab-* -Impact None -Force -NameServer $server").Error.FullyQualifiedErrorId);

    [Fact]
    public void GetBlocklist_Zone_FindsItsList() => Assert.Equal(["spamhaus-zen"], Ids("Get-Blocklist zen.spamhaus.org"));

    [Fact]
    public void TestBlocklist_ZoneOutsideTheCatalogue_IsTested() =>
        Assert.Equal(
            "Healthy",
            lab.Run("Test-Blocklist -Zone xbl.lab.test -NameServer $server").AssertNoErrors().Output.Single().Properties["Health"].Value.ToString());

    [Fact]
    public void Completion_Names_HaveTooltipsAndLeaveOutTheDead()
    {
        IReadOnlyList<CompletionResult> all = Complete("Get-Blocklist so");
        Assert.Contains(all, c => c.CompletionText == "sorbs");
        IReadOnlyList<CompletionResult> askable = Complete("Test-IpBlocklist 192.0.2.1 -Blocklist so");
        Assert.DoesNotContain(askable, c => c.CompletionText == "sorbs");
        Assert.DoesNotContain(Complete("DelistTools\\Test-IpBlocklist 192.0.2.1 -Blocklist uribl"), c => c.CompletionText == "uribl-multi");
        Assert.Contains(Complete("Test-Blocklist uribl"), c => c.CompletionText == "uribl-multi");
        CompletionResult zen = Complete("Test-IpBlocklist 192.0.2.1 -Blocklist spamhaus-z").Single(c => c.CompletionText == "spamhaus-zen");
        Assert.Contains("The Spamhaus Project", zen.ToolTip, StringComparison.Ordinal);
        Assert.All(Complete("Set-BlocklistKey "), c => Assert.NotEqual("spamcop", c.CompletionText));
        Assert.Contains(Complete("Set-BlocklistKey ab"), c => c.CompletionText == "abusix-combined");
    }

    [Fact]
    public void Overlay_Broken_IsOneErrorAndTheShippedListsWork()
    {
        string before = Environment.GetEnvironmentVariable(LabSession.Variable)!;
        string broken = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        File.WriteAllText(broken, """{ "schema": 1, "blocklists": [ { "id": "mine", "nmae": "x" } ] }""");
        try
        {
            Environment.SetEnvironmentVariable(LabSession.Variable, broken);
            ModuleSession.Outcome outcome = lab.Run("Get-Blocklist spamcop");
            Assert.Equal("spamcop", outcome.Output.Single().Properties["Id"].Value);
            ErrorRecord error = outcome.Errors.Single();
            Assert.Equal("CatalogOverlayInvalid,DelistTools.Commands.GetBlocklistCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
            Assert.Equal(broken, error.TargetObject);
            Assert.Contains("entry 'mine'", error.Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LabSession.Variable, before);
            File.Delete(broken);
        }
    }

    [Theory]
    [InlineData("/no/such/folder/catalog.json", "names, found none")]
    [InlineData("./mine.json", "a full path")]
    public void Overlay_NamedAndMissing_IsToldAbout(string named, string says)
    {
        string before = Environment.GetEnvironmentVariable(LabSession.Variable)!;
        try
        {
            Environment.SetEnvironmentVariable(LabSession.Variable, named);
            ModuleSession.Outcome outcome = lab.Run("Get-Blocklist spamcop");
            Assert.Single(outcome.Output);
            Assert.Equal("CatalogOverlayInvalid,DelistTools.Commands.GetBlocklistCommand", outcome.Error.FullyQualifiedErrorId);
            Assert.Contains(says, outcome.Error.Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LabSession.Variable, before);
        }
    }

    [Fact]
    public void Check_IntoGetBlocklist_BindsByTheListItNames() =>
        Assert.Equal(
            ["lab-combined"],
            Ids("Test-IpBlocklist 192.0.2.10 -Blocklist lab-combined -Detailed -Force -NameServer $server | Get-Blocklist"));

    private IEnumerable<string> Ids(string script) =>
        lab.Run(script).AssertNoErrors().Output.Select(o => (string)o.Properties["Id"].Value);

    private IReadOnlyList<CompletionResult> Complete(string input)
    {
        using PowerShell shell = PowerShell.Create(lab.Module.Runspace);
        return CommandCompletion.CompleteInput(input, input.Length, null, shell).CompletionMatches;
    }
}
