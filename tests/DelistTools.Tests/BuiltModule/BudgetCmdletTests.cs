using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class BudgetCmdletTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly BudgetSession _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void DailyLimit_UsedUp_LeavesTheListOutAndSaysSoOnce()
    {
        // Two test entries and eight addresses.
        ModuleSession.Outcome first = Ask("192.0.2.0-192.0.2.11", "small").AssertNoErrors();

        Assert.Equal(8, first.Output.Count(c => Text(c, "Verdict") == "NotListed"));
        PSObject[] leftOut = [.. first.Output.Where(c => Text(c, "FailureKind") == "NotAsked")];
        Assert.Equal(4, leftOut.Length);
        Assert.All(leftOut, c => Assert.Equal("Failed", Text(c, "Verdict")));
        Assert.Contains("today's 10 questions to Small are used up. It is asked again from ", Text(leftOut[0], "Reason"), StringComparison.Ordinal);
        Assert.Matches("^Left out until \\d{4}-\\d\\d-\\d\\d 00:00 UTC \\(.*local time\\): small\\. The 10 questions that this machine asks Small in a day \\(UTC\\) are used up\\.$", first.Warnings.Single());

        int asked = _lab.Questions;
        ModuleSession.Outcome second = _lab.Run("Test-IpBlocklist 192.0.2.20, 192.0.2.21 -Blocklist small, fast -NameServer $server -Force").AssertNoErrors();
        Assert.All(second.Output, r => Assert.Equal("Undetermined", Text(r, "Status")));
        Assert.All(second.Output, r => Assert.Contains("Left out until", ((System.Collections.IEnumerable)r.Properties["Advice"].Value).Cast<string>().Single(), StringComparison.Ordinal));
        Assert.Single(second.Warnings);
        Assert.True(_lab.Questions > asked);
        Assert.Contains("\"name\":\"Small\",\"asked\":10", File.ReadAllText(_lab.StateFile), StringComparison.Ordinal);
        Assert.DoesNotContain("Fast", File.ReadAllText(_lab.StateFile), StringComparison.Ordinal);
    }

    [Fact]
    public void StatePath_WhenTheNumberIsUsedUp_LeavesTheRestOpenAndCountsItOnce()
    {
        // Two test entries and eight addresses a day.
        string path = Path.Combine(_lab.Folder, "left.state");
        string script = "Test-IpBlocklist 192.0.2.0-192.0.2.11 -Blocklist small, fast -NameServer $server -Force -Summary -StatePath '" + path + "'";
        ModuleSession.Outcome first = _lab.Run(script).AssertNoErrors();
        Assert.Equal(("12", "8", "4"), Numbers(first));
        Assert.Equal(
            "A list was not asked about 4 addresses, or did not answer. They stay open in '" + path + "': give the same command again later, and it gives these "
            + "once more, with what the lists say then.",
            first.Warnings[^1]);

        // As on the next day.
        File.WriteAllText(_lab.CatalogFile, Regex.Replace(File.ReadAllText(_lab.CatalogFile), "(?<=\"dailyLimit\": )10\\b", "30"));
        ModuleSession.Outcome second = _lab.Run(script).AssertNoErrors();
        Assert.Equal(("12", "12", "0"), Numbers(second));
        Assert.Empty(second.Warnings);
    }

    [Fact]
    public async Task StatePath_AtAnOperatorsPace_IsWrittenOnTheWay()
    {
        // No result comes together with another one, and nobody may be there to end the command in good order.
        string path = Path.Combine(_lab.Folder, "steady.state");
        using PowerShell shell = _lab.Module.Create("Test-IpBlocklist 192.0.2.0/24 -Blocklist steady -NameServer $server -Force -StatePath '" + path + "'");
        IAsyncResult run = shell.BeginInvoke();
        using CancellationTokenSource patience = new(Guard);
        while (!File.Exists(path) || !Regex.IsMatch(await File.ReadAllTextAsync(path, patience.Token), "^range 0 256 [1-9]", RegexOptions.Multiline))
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.False(run.IsCompleted);
        await Task.Run(shell.Stop).WaitAsync(Guard);
    }

    [Fact]
    public async Task StatePath_ThatCannotBeWrittenForAWhile_IsOneErrorAndIsWrittenAgainAfterwards()
    {
        string path = Path.Combine(_lab.Folder, "blocked.state");
        using PowerShell shell = _lab.Module.Create("Test-IpBlocklist 192.0.2.0/24 -Blocklist steady -NameServer $server -Force -StatePath '" + path + "'");
        TaskCompletionSource<ErrorRecord> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int errors = 0;
        shell.Streams.Error.DataAdded += (_, e) =>
        {
            Interlocked.Increment(ref errors);
            told.TrySetResult(shell.Streams.Error[e.Index]);
        };
        IAsyncResult run = shell.BeginInvoke();
        using CancellationTokenSource patience = new(Guard);
        while (!File.Exists(path))
        {
            await Task.Delay(50, patience.Token);
        }

        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.StartsWith("SweepStateNotWritten,", (await told.Task.WaitAsync(Guard)).FullyQualifiedErrorId, StringComparison.Ordinal);
        Directory.Delete(path);
        while (!File.Exists(path))
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.False(run.IsCompleted);
        await Task.Run(shell.Stop).WaitAsync(Guard);
        Assert.Equal(1, Volatile.Read(ref errors));
    }

    [Fact]
    public void Refusal_InOneCommand_StopsTheNextUntilATestOfTheListSucceeds()
    {
        ModuleSession.Outcome first = Ask("192.0.2.1", "refusing").AssertNoErrors();
        Assert.Contains("refuses the resolver", first.Warnings.Single(), StringComparison.Ordinal);
        int asked = _lab.Questions;

        ModuleSession.Outcome second = Ask("192.0.2.1", "refusing, neighbour").AssertNoErrors();
        Assert.Equal(asked, _lab.Questions);
        Assert.All(second.Output, c => Assert.Equal(("Refused", "NotAsked"), (Text(c, "Verdict"), Text(c, "FailureKind"))));
        Assert.Contains(": neighbour, refusing. Strict refused the resolver", second.Warnings.Single(), StringComparison.Ordinal);

        _lab.Refuses = false;
        Assert.Equal("Healthy", Text(_lab.Run("Test-Blocklist refusing -NameServer $server -Force").AssertNoErrors().Output.Single(), "Health"));
        Assert.Equal("NotListed", Text(Ask("192.0.2.1", "neighbour").AssertNoErrors().Output.Single(), "Verdict"));
    }

    [Fact]
    public void StateFile_NotOurs_IsOneWarningAndLeftAlone()
    {
        File.WriteAllText(_lab.StateFile, "{ \"mine\": true }");

        ModuleSession.Outcome outcome = Ask("192.0.2.0-192.0.2.5", "small").AssertNoErrors();

        Assert.All(outcome.Output, c => Assert.Equal("NotListed", Text(c, "Verdict")));
        Assert.Contains(_lab.StateFile, outcome.Warnings.Single(), StringComparison.Ordinal);
        Assert.Equal("{ \"mine\": true }", File.ReadAllText(_lab.StateFile));
    }

    [Fact]
    public void StateFolder_NoFullPath_IsOneWarningForEachFile()
    {
        string before = Environment.GetEnvironmentVariable(StateIsolation.Variable)!;
        Environment.SetEnvironmentVariable(StateIsolation.Variable, "somewhere");
        try
        {
            ModuleSession.Outcome outcome = Ask("192.0.2.1", "small").AssertNoErrors();
            Assert.All(outcome.Warnings, w => Assert.Contains("DELISTTOOLS_STATE names no full path", w, StringComparison.Ordinal));
            Assert.Equal(2, outcome.Warnings.Count);
            Assert.Single(outcome.Warnings, w => w.StartsWith("The counts of questions to operators are kept", StringComparison.Ordinal));
            Assert.Single(outcome.Warnings, w => w.StartsWith("The health of lists is kept", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable(StateIsolation.Variable, before);
        }
    }

    [Fact]
    public void Verbose_SaysWhereTheCountsAreAndWhoIsNearlyUsedUp()
    {
        ModuleSession.Outcome outcome = _lab.Run("Test-IpBlocklist 192.0.2.0-192.0.2.6 -Blocklist small -NameServer $server -Force -Verbose").AssertNoErrors();
        Assert.Contains("Questions to operators are counted in " + _lab.StateFile + ".", outcome.Verbose);
        Assert.Contains("Small has been asked 9 of 10 questions today (UTC).", outcome.Verbose);
    }

    [Fact]
    public async Task Stop_WhileWaitingForATurn_EndsAtOnceAndGivesBack()
    {
        using PowerShell shell = _lab.Module.Create("Test-IpBlocklist 192.0.2.1-192.0.2.9 -Blocklist slow, small -NameServer $server -Force -Detailed");
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource eight = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int landed = 0;
        output.DataAdded += (_, _) =>
        {
            if (++landed == 8)
            {
                eight.TrySetResult();
            }
        };
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await eight.Task.WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));

        // The second question to the slow list waits for more than a minute; what was taken beforehand is back.
        Assert.Contains("\"name\":\"Slow\",\"asked\":1,", File.ReadAllText(_lab.StateFile), StringComparison.Ordinal);
    }

    private ModuleSession.Outcome Ask(string addresses, string lists) =>
        _lab.Run("Test-IpBlocklist " + addresses + " -Blocklist " + lists + " -NameServer $server -Force -Detailed");

    private static (string Addresses, string NotListed, string Undetermined) Numbers(ModuleSession.Outcome outcome)
    {
        PSObject summary = outcome.Output.Single();
        return (Text(summary, "Addresses"), Text(summary, "NotListed"), Text(summary, "Undetermined"));
    }

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";
}
