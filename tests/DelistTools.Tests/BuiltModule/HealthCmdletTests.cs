using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>What one command has found out about a list serves the next one.</summary>
[Collection(ModuleCollection.Name)]
public sealed class HealthCmdletTests : IDisposable
{
    private readonly BudgetSession _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void TestBlocklist_AgainSoon_AsksNobodyAndSaysSo()
    {
        PSObject first = Test("small");
        int asked = _lab.Questions;

        PSObject next = Test("small");

        Assert.Equal(asked, _lab.Questions);
        Assert.Equal((false, true), (first.Properties["IsRemembered"].Value, next.Properties["IsRemembered"].Value));
        Assert.Equal(first.Properties["CheckedAt"].Value, next.Properties["CheckedAt"].Value);
        Assert.Equal("Healthy", Text(next, "Health"));
        Assert.Contains("\"list\":\"small\"", File.ReadAllText(_lab.HealthFile), StringComparison.Ordinal);
    }

    [Fact]
    public void TestBlocklist_Force_AsksAnewAndTheNextCommandGoesByIt()
    {
        _lab.Refuses = false;
        Assert.Equal("Healthy", Text(Test("refusing"), "Health"));
        _lab.Refuses = true;
        Assert.Equal("Healthy", Text(Test("refusing"), "Health"));

        PSObject anew = Test("refusing", "-Force");

        Assert.Equal(("Refused", "False"), (Text(anew, "Health"), Text(anew, "IsRemembered")));
        PSObject next = Test("refusing");
        Assert.Equal(("Refused", "True"), (Text(next, "Health"), Text(next, "IsRemembered")));
        Assert.EndsWith("Add -Force, and it is tested anew.", Text(next, "Advice"), StringComparison.Ordinal);
    }

    [Fact]
    public void TestIpBlocklist_AfterATestOfTheList_AsksForNoTestEntry()
    {
        Test("small");
        int entries = _lab.EntryQuestions;

        PSObject check = _lab.Run("Test-IpBlocklist 192.0.2.1 -Blocklist small -NameServer $server -Force -Detailed").AssertNoErrors().Output.Single();

        Assert.Equal(("NotListed", "Healthy"), (Text(check, "Verdict"), Text(check, "Health")));
        Assert.Equal(entries, _lab.EntryQuestions);
    }

    [Fact]
    public async Task TestIpBlocklist_InAnotherProcess_AsksForNoTestEntry()
    {
        Test("neighbour");
        int entries = _lab.EntryQuestions;

        string output = await RunAsync(
            "(Test-IpBlocklist 192.0.2.1 -Blocklist neighbour, small -NameServer " + _lab.Server.NameServer + " -Force).Status\n"
            + "(Test-Blocklist small -NameServer " + _lab.Server.NameServer + ").IsRemembered\n");

        Assert.Equal("NotListed\nTrue", output);
        Assert.Equal(entries + 1, _lab.EntryQuestions);

        // And this process learns from the other one.
        Assert.Equal("True", Text(Test("small"), "IsRemembered"));
        Assert.Equal(entries + 1, _lab.EntryQuestions);
    }

    [Theory]
    [InlineData("{ \"mine\": true }", "is kept for this session only")]
    [InlineData("{\"kind\":\"list-health\",\"version\":1,", "was damaged")]
    public void HealthFile_CannotBeUsed_IsOneWarningAndTheTestIsMade(string content, string says)
    {
        File.WriteAllText(_lab.HealthFile, content);

        ModuleSession.Outcome outcome = _lab.Run("Test-Blocklist small -NameServer $server").AssertNoErrors();

        Assert.Equal("Healthy", Text(outcome.Output.Single(), "Health"));
        Assert.Contains(_lab.HealthFile, outcome.Warnings.Single(), StringComparison.Ordinal);
        Assert.Contains(says, outcome.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_SaysWhereHealthIsKeptAndWhatIsRemembered()
    {
        Test("small");

        ModuleSession.Outcome outcome = _lab.Run("Test-Blocklist small -NameServer $server -Verbose").AssertNoErrors();

        Assert.Contains("The health of lists is kept in " + _lab.HealthFile + ".", outcome.Verbose);
        Assert.Contains(outcome.Verbose, v => v.StartsWith("small was Healthy for IPv4 on ", StringComparison.Ordinal));
    }

    private PSObject Test(string list, string more = "") =>
        _lab.Run("Test-Blocklist " + list + " -NameServer $server " + more).AssertNoErrors().Output.Single();

    private async Task<string> RunAsync(string script)
    {
        string path = Path.ChangeExtension(_lab.CatalogFile, ".ps1");
        await File.WriteAllTextAsync(path, script);
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "artifacts", "bin", "DelistTools.Shell", "release", "DelistTools.Shell.dll"));
        foreach (string argument in (string[])["-NoLogo", "-File", path])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DELISTTOOLS_MODULE"] = Path.Combine(Repository.Root, "artifacts", "module", "DelistTools");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        return string.Join('\n', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";
}
