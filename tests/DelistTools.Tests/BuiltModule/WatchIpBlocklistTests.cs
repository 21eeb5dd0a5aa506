using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Tests.Shell;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Watches of a real list, over sessions and processes.</summary>
[Collection(ModuleCollection.Name)]
public sealed class WatchIpBlocklistTests : IAsyncLifetime
{
    private const string Command = ",DelistTools.Commands.WatchIpBlocklistCommand";

    private const string Watch = "Watch-IpBlocklist 203.0.113.68/30 -Blocklist lab-own -Force -NameServer $server ";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly WaitLab _lab = new();

    public Task InitializeAsync() => _lab.InitializeAsync();

    public Task DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Once_OverSessions_TellsEachChangeOnce()
    {
        Assert.Equal(["203.0.113.70 lab-own: Listed", "203.0.113.71 lab-own: Listed"], Round());
        Assert.Empty(Round());

        await _lab.ListAsync("203.0.113.69", "203.0.113.71");
        List<string> told = [];
        using CancellationTokenSource guard = new(Guard);
        while (told.Count < 2)
        {
            guard.Token.ThrowIfCancellationRequested();
            told.AddRange(Round());
        }

        Assert.Equal(["203.0.113.69 lab-own: Listed", "203.0.113.70 lab-own: Delisted"], told.Order());
        Assert.Empty(Round());
    }

    [Fact]
    public void Event_SaysWhatWhenAndWhy()
    {
        using ModuleSession session = _lab.Open();
        PSObject told = session.Run(Watch + "-Once -Name night").AssertNoErrors().Output[0];

        Assert.Equal("DelistTools.BlocklistEvent", told.TypeNames[0]);
        Assert.Equal(("night", "lab-own", "Listed", "Listed"), (told.Properties["Watch"].Value, told.Properties["Blocklist"].Value, told.Properties["Change"].Value.ToString(), told.Properties["Verdict"].Value.ToString()));
        Assert.Equal(["127.0.0.2"], (IEnumerable<string>)told.Properties["Codes"].Value);
        Assert.True((long)told.Properties["Number"].Value > 0);

        // Under another name it is another watch.
        Assert.Equal(2, session.Run(Watch + "-Once -Name day").AssertNoErrors().Output.Count);
        Assert.Empty(session.Run(Watch + "-Once -Name NIGHT").AssertNoErrors().Output);
        Assert.Empty(session.Run(Watch + "-Once -Name quiet -SkipExisting").AssertNoErrors().Output);
    }

    [Fact]
    public async Task Process_KilledWhileItWatches_IsFollowedByOneThatRepeatsNothing()
    {
        Dictionary<string, string> environment = new() { [LabSession.Variable] = _lab.CatalogPath };
        string command = "Import-Module '" + Repository.Manifest + "'; Watch-IpBlocklist 203.0.113.68/30 -Blocklist lab-own -Force -IntervalMinutes 0.02 -NameServer "
            + _lab.NameServer + " -StorePath '" + _lab.StoreFolder + "' | ForEach-Object { \"$_\" }";
        using (ShellProcess first = new(["-NoModule", "-c", command], environment))
        {
            Assert.Equal(
                ["203.0.113.70 lab-own: Listed", "203.0.113.71 lab-own: Listed"],
                new[] { await first.ReadLineAsync(), await first.ReadLineAsync() }.Order());

            // The third shows that the first two were noted as handed over.
            await _lab.ListAsync("203.0.113.69", "203.0.113.70", "203.0.113.71");
            Assert.Equal("203.0.113.69 lab-own: Listed", await first.ReadLineAsync());
            first.Signal("KILL");
        }

        await _lab.ListAsync("203.0.113.68", "203.0.113.69", "203.0.113.70", "203.0.113.71");
        using ShellProcess second = new(["-NoModule", "-c", command], environment);
        string? told = await second.ReadLineAsync();

        // The kill may have come between the last word and the note of it; then, and only then, it is told once more.
        Assert.Equal("203.0.113.68 lab-own: Listed", told == "203.0.113.69 lab-own: Listed" ? await second.ReadLineAsync() : told);
    }

    [Fact]
    public void First_LeftWithAnEvent_HasIt()
    {
        using ModuleSession session = _lab.Open();
        List<string> told = [];
        for (int i = 0; i < 2; i++)
        {
            told.Add(session.Run("do { " + Watch + "-Once | ForEach-Object { \"$_\"; break } } while ($false)").AssertNoErrors().Output.Single().ToString());
        }

        Assert.Equal(["203.0.113.70 lab-own: Listed", "203.0.113.71 lab-own: Listed"], told.Order());
        Assert.Empty(Round());
    }

    [Fact]
    public async Task Stop_BetweenRounds_EndsAtOnce()
    {
        using ModuleSession session = _lab.Open();
        using PowerShell shell = session.Create(Watch);
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, e) =>
        {
            if (e.Index == 1)
            {
                second.TrySetResult();
            }
        };
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await second.Task.WaitAsync(Guard);
        await Task.Run(() => shell.Stop()).WaitAsync(Guard);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Theory]
    [InlineData("Watch-IpBlocklist 198.51.100.7 -Force -IntervalMinutes 5 -Blocklist spamcop", "WatchIntervalTooShort", ErrorCategory.InvalidArgument)]
    [InlineData("Watch-IpBlocklist 11.0.0.0/19 -Blocklist spamcop", "WatchTooMany", ErrorCategory.LimitsExceeded)]
    [InlineData("Watch-IpBlocklist 11.0.0.0/19 -Blocklist spamcop -Once", "WatchTooMany", ErrorCategory.LimitsExceeded)]
    [InlineData("Watch-IpBlocklist 11.0.0.0/15", "RangeTooWide", ErrorCategory.LimitsExceeded)]
    [InlineData("'11.0.0.0/16', '11.1.0.1' | Watch-IpBlocklist -Blocklist lab-own -StorePath nodrive:\\x", "PathNotInFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData("Watch-IpBlocklist mail.example.net -Once", "WatchNeedsAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Watch-IpBlocklist 203.0.113.70 -Once", "ReservedAddress", ErrorCategory.InvalidArgument)]
    public void Argument_ThatCannotBeUsed_IsAnErrorAndNobodyIsAsked(string script, string id, ErrorCategory category)
    {
        using ModuleSession session = _lab.Open();
        ModuleSession.Outcome outcome = session.Run(script + " -NameServer $server");

        Assert.Equal((id + Command, category), (outcome.Error.FullyQualifiedErrorId, outcome.Error.CategoryInfo.Category));
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void Once_WhereNobodyAnswers_IsAnErrorAndNoChange()
    {
        using ClosedPort closed = new(System.Net.IPAddress.Parse("127.0.0.77"));
        using ModuleSession session = _lab.Open();
        session.Run(Watch + "-Once").AssertNoErrors();
        ModuleSession.Outcome outcome = session.Run((Watch + "-Once -TimeoutSeconds 0.5").Replace("$server", closed.NameServer, StringComparison.Ordinal));

        Assert.Equal("WatchRoundFailed" + Command, outcome.Error.FullyQualifiedErrorId);
        Assert.Empty(outcome.Output);
    }

    private string[] Round()
    {
        using ModuleSession session = _lab.Open();
        return [.. session.Run(Watch + "-Once").AssertNoErrors().Output.Select(o => o.ToString()).Order()];
    }
}
