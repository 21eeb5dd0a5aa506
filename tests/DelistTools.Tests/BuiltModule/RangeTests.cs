using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Ranges in the built module: numbers, parts for several processes, and runs that go on.</summary>
[Collection(ModuleCollection.Name)]
public sealed class RangeTests(RangeLab lab) : IClassFixture<RangeLab>
{
    private const string Ask = "Test-IpBlocklist 10.20.0.0/22 -Blocklist $lists -NameServer $server -Force";

    private const string ShowNumbers =
        " | ForEach-Object { \"$($_.Range): $($_.Addresses) $($_.Listed) $($_.NotListed) $($_.Undetermined); $($_.ByList); $($_.ByScope); $($_.ListedAddresses)\" }";

    private const string Numbers =
        "10.20.0.0/22: 1024 10 1014 0; range-a: 9 range-b: 2 range-c: 0; Address: 2 Range: 9; 10.20.0.7 10.20.1.0-10.20.1.7 10.20.3.255";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public void Range_EachAddress_HasItsResult()
    {
        using ModuleSession session = lab.Session();
        string[] results = Texts(session.Run(Ask + " | ForEach-Object { \"$($_.Address) $($_.Status) $($_.Checks.Count)\" }"));
        Assert.Equal(1024, results.Distinct().Count());
        Assert.Equal(1024, results.Length);
        Assert.Equal(10, results.Count(r => r.EndsWith(" Listed 3", StringComparison.Ordinal)));
        Assert.Equal(1014, results.Count(r => r.EndsWith(" NotListed 3", StringComparison.Ordinal)));
    }

    [Fact]
    public void Range_Detailed_GivesEachCheckOnce()
    {
        using ModuleSession session = lab.Session();
        string[] checks = Texts(session.Run(Ask + " -Detailed | ForEach-Object { \"$($_.Target) $($_.Blocklist) $($_.Verdict)\" }"));
        Assert.Equal(3072, checks.Distinct().Count());
        Assert.Equal(3072, checks.Length);
        Assert.Equal(11, checks.Count(c => c.EndsWith(" Listed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Summary_OfARange_CountsByListAndScope()
    {
        using ModuleSession session = lab.Session();
        Assert.Equal([Numbers], Texts(session.Run(Ask + " -Summary" + ShowNumbers)));
    }

    [Fact]
    public async Task Shard_FourProcesses_GiveTogetherWhatOneRunGives()
    {
        string script = Path.Combine(lab.Folder, "shard.ps1");
        File.WriteAllText(script, $$"""
            param([string] $Shard)
            Import-Module $env:DELISTTOOLS_MODULE
            $part = @{}
            if ($Shard) { $part.Shard = $Shard }
            Test-IpBlocklist 10.20.0.0/22 -Blocklist {{RangeLab.Lists}} -NameServer {{lab.Server.NameServer}} -Force @part |
                ForEach-Object { "$($_.Address) $($_.Status) $($_.ListedOn)" }
            """);
        string[][] parts = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => RunAsync(script, i + "/4")));
        string[] whole = await RunAsync(script);
        Assert.Equal(1024, whole.Length);
        Assert.All(parts, p => Assert.Equal(256, p.Length));
        Assert.Equal(whole.Order(StringComparer.Ordinal), parts.SelectMany(p => p).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stop_InTheMiddle_LeavesAStateFromWhichTheRestComes()
    {
        using ModuleSession session = lab.Session();
        string ask = Ask.Replace("/22", "/19", StringComparison.Ordinal) + " -StatePath ([System.IO.Path]::Combine($folder, 'stopped.state'))";
        using PowerShell shell = session.Create(ask);
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource some = new(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, added) =>
        {
            if (added.Index == 500)
            {
                some.TrySetResult();
            }
        };
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await some.Task.WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        List<string> addresses = [.. output.Select(o => (string)o.Properties["Address"].Value)];
        Assert.InRange(addresses.Count, 501, 8191);

        addresses.AddRange(Texts(session.Run(ask + " | ForEach-Object Address")));
        Assert.Equal(8192, addresses.Distinct().Count());

        // The one that was being written when it was stopped comes again.
        Assert.InRange(addresses.Count, 8192, 8193);
        Assert.Empty(session.Run(ask).AssertNoErrors().Output);
    }

    [Fact]
    public void Summary_OverTwoRuns_CountsWhatBothHaveSeen()
    {
        using ModuleSession session = lab.Session();
        const string State = " -StatePath ([System.IO.Path]::Combine($folder, 'summary.state'))";
        session.Run("do { " + Ask + " -Summary -ErrorAction Stop" + State + " } while ($false)").AssertNoErrors();
        Assert.Equal([Numbers], Texts(session.Run(Ask + " -Summary" + State + ShowNumbers)));
    }

    [Theory]
    [InlineData(" -Shard 5/4", "ShardInvalid", ErrorCategory.InvalidArgument)]
    [InlineData(" -Summary -Detailed", "SummaryAndDetailed", ErrorCategory.InvalidArgument)]
    [InlineData(" -StatePath ([System.IO.Path]::Combine($folder, 'overlay.json'))", "SweepStateInvalid", ErrorCategory.InvalidData)]
    [InlineData(" -StatePath ([System.IO.Path]::Combine($folder, 'zones'))", "SweepStateNotRead", ErrorCategory.ReadError)]
    [InlineData(" -StatePath Variable:\\x", "PathNotInFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData(" -StatePath \"a`0b\"", "PathNotInFileSystem", ErrorCategory.InvalidArgument)]
    public void Range_WrongArguments_EndWithAnErrorOfTheirOwn(string arguments, string id, ErrorCategory category)
    {
        using ModuleSession session = lab.Session();
        ModuleSession.Outcome outcome = session.Run(Ask + arguments);
        Assert.Empty(outcome.Output);
        Assert.StartsWith(id + ",", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, outcome.Error.CategoryInfo.Category);
    }

    [Fact]
    public void Range_WiderThanAnybodyCanAskAbout_IsAnErrorOfItsOwnAndTheRestIsAsked()
    {
        using ModuleSession session = lab.Session();
        ModuleSession.Outcome outcome = session.Run(Ask.Replace("10.20.0.0/22", "'2001:db8::/64', '::/0', '10.20.0.4/30'", StringComparison.Ordinal) + " | ForEach-Object Address");
        Assert.Equal(4, outcome.Output.Count);
        Assert.All(outcome.Errors, e => Assert.StartsWith("RangeNeverEnds,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(2, outcome.Errors.Count);
        Assert.Contains("18,446,744,073,709,551,616", outcome.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Range_StateOfAnotherRun_IsRefusedWithTheReason()
    {
        using ModuleSession session = lab.Session();
        const string State = " -StatePath ([System.IO.Path]::Combine($folder, 'other.state'))";
        session.Run(Ask + State).AssertNoErrors();
        string before = File.ReadAllText(Path.Combine(lab.Folder, "other.state"));
        ModuleSession.Outcome outcome = session.Run(Ask.Replace("10.20.0.0/22", "10.20.8.0/22", StringComparison.Ordinal) + State);
        Assert.StartsWith("SweepStateOfOtherRun,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("10.20.0.0/22", outcome.Error.ToString(), StringComparison.Ordinal);
        outcome = session.Run(Ask + " -Summary" + State);
        Assert.StartsWith("SweepStateOfOtherRun,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("gave results", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(lab.Folder, "other.state")));
    }

    private static string[] Texts(ModuleSession.Outcome outcome) => [.. outcome.AssertNoErrors().Output.Select(o => o.ToString())];

    private async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "artifacts", "bin", "DelistTools.Shell", "release", "DelistTools.Shell.dll"));
        foreach (string argument in (string[])["-NoLogo", "-File", script, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DELISTTOOLS_MODULE"] = Path.Combine(Repository.Root, "artifacts", "module", "DelistTools");
        start.Environment[LabSession.Variable] = lab.CatalogPath;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
