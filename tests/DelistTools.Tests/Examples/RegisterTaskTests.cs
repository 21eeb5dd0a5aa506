using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The registration of the scheduled task, with functions in the place of the commands that only Windows has.</summary>
public sealed class RegisterTaskTests : IDisposable
{
    private const string Script = "Register-BlocklistTask.ps1";

    // With the parameters of the real ones, so that a name that they do not have is an error.
    private const string StandIn = """
        function New-ScheduledTaskAction { [CmdletBinding()] param([string] $Execute, [string] $Argument, [string] $WorkingDirectory) $PSBoundParameters }
        function New-ScheduledTaskTrigger { [CmdletBinding()] param([switch] $Once, [datetime] $At, [timespan] $RepetitionInterval, [timespan] $RepetitionDuration) @{ Minutes = $RepetitionInterval.TotalMinutes; Once = [bool]$Once; At = $At.ToString('s') } }
        function New-ScheduledTaskPrincipal { [CmdletBinding()] param([string] $UserId, [ValidateSet('None', 'Password', 'S4U', 'Interactive', 'Group', 'ServiceAccount', 'InteractiveOrPassword')] [string] $LogonType, [string] $RunLevel) $PSBoundParameters }
        function New-ScheduledTaskSettingsSet { [CmdletBinding()] param([ValidateSet('Parallel', 'Queue', 'IgnoreNew')] [string] $MultipleInstances, [switch] $StartWhenAvailable, [timespan] $ExecutionTimeLimit) @{ MultipleInstances = $MultipleInstances; Minutes = $ExecutionTimeLimit.TotalMinutes } }
        function Register-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $Description, $Action, $Trigger, $Principal, $Settings, [switch] $Force) $PSBoundParameters }
        """;

    private readonly ExampleLab _lab = new();

    public RegisterTaskTests()
    {
        string folder = Directory.CreateDirectory(_lab.Place("modules/ScheduledTasks")).FullName;
        File.WriteAllText(Path.Combine(folder, "ScheduledTasks.psm1"), StandIn);
        _lab.Variables["PSModulePath"] = _lab.Place("modules") + Path.PathSeparator + Path.GetDirectoryName(Repository.ModuleFolder);
    }

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task Task_Registered_RunsTheWatchWithArgumentsThatArriveWhole(string host)
    {
        string state = _lab.Place("a folder") + Path.DirectorySeparatorChar;
        JsonElement task = (await RunAsync(host, "-Address " + ExampleLab.Listed + ", " + ExampleLab.Clean + " -StatePath '" + state + "' -Blocklist lab-combined, lab-range -NameServer $server -PowerShellPath 'C:\\Program Files\\PowerShell\\7\\pwsh.exe' -EveryMinutes 240"))
            .AssertQuiet(0).Json();

        Assert.Equal("C:\\Program Files\\PowerShell\\7\\pwsh.exe", task.GetProperty("Action").GetProperty("Execute").GetString());
        Assert.Equal(("S-1-5-19", "ServiceAccount"), (Text(task, "Principal", "UserId"), Text(task, "Principal", "LogonType")));
        Assert.Equal((240.0, true), (task.GetProperty("Trigger").GetProperty("Minutes").GetDouble(), task.GetProperty("Trigger").GetProperty("Once").GetBoolean()));
        Assert.Equal("IgnoreNew", Text(task, "Settings", "MultipleInstances"));
        Assert.True(Directory.Exists(state));

        string[] arguments = Split(Text(task, "Action", "Argument"));
        Assert.Equal(ExampleLab.Script("Invoke-BlocklistWatch.ps1"), Following(arguments, "-File"));
        Assert.Equal(state, Following(arguments, "-StatePath"));
        Assert.Equal(ExampleLab.Listed + "," + ExampleLab.Clean, Following(arguments, "-Address"));

        // And the task does what it is for.
        ExampleRun run = await _lab.ProcessAsync(host, arguments);
        Assert.Equal(2, run.AssertQuiet(0).Lines.Length);
        Assert.Equal(run.Lines, await File.ReadAllLinesAsync(Following(arguments, "-LogPath")));
    }

    [Fact]
    public async Task WhatIf_Given_RegistersAndMakesNothing()
    {
        ExampleRun run = (await RunAsync("", "-Address " + ExampleLab.Listed + " -StatePath '" + _lab.Place("state") + "' -WhatIf")).AssertQuiet(0);
        Assert.StartsWith("What if: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("-Address \"" + ExampleLab.Listed + "\"", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lab.Place("state")));
    }

    [Fact]
    public async Task PowerShell_OfTheStore_IsNoProgramForATask()
    {
        ExampleRun run = await RunAsync("", "-Address " + ExampleLab.Listed + " -StatePath '" + _lab.Place("state") + "' -PowerShellPath 'C:\\Program Files\\WindowsApps\\Microsoft.PowerShell_7.4_x64\\pwsh.exe'");
        Assert.Contains("-PowerShellPath", run.AssertCode(1).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lab.Place("state")));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("C:\\ends with\\")]
    [InlineData("a \"quote\" and \\\"both\\\\\"")]
    [InlineData("")]
    public async Task Argument_WhateverIsInIt_ComesBackWhole(string text)
    {
        ExampleRun run = await RunAsync("", "-Address 'x' -StatePath '" + _lab.Place("state") + "' -Blocklist '" + (text.Length == 0 ? "y" : text) + "'");
        Assert.Equal(text.Length == 0 ? "y" : text, Following(Split(Text(run.AssertQuiet(0).Json(), "Action", "Argument")), "-Blocklist"));
    }

    private Task<ExampleRun> RunAsync(string host, string arguments) =>
        _lab.CommandAsync(host, Script, "$task = & $script " + arguments + "; if ($task) { ConvertTo-Json $task -Depth 5 }");

    private static string Text(JsonElement task, string part, string name) => task.GetProperty(part).GetProperty(name).GetString()!;

    private static string Following(string[] arguments, string name) => arguments[Array.IndexOf(arguments, name) + 1];

    /// <summary>A command line, taken apart as programs of Windows do it (Microsoft's C runtime, "Parsing C command-line arguments").</summary>
    private static string[] Split(string line)
    {
        List<string> arguments = [];
        StringBuilder argument = new();
        bool quoted = false;
        bool any = false;
        for (int i = 0; i < line.Length; i++)
        {
            int slashes = line[i..].TakeWhile(c => c == '\\').Count();
            bool beforeQuote = i + slashes < line.Length && line[i + slashes] == '"';
            if (slashes > 0)
            {
                argument.Append('\\', beforeQuote ? slashes / 2 : slashes);
                i += slashes - 1;
                any = true;
                if (beforeQuote && slashes % 2 == 1)
                {
                    argument.Append('"');
                    i++;
                }
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
                any = true;
            }
            else if (line[i] == ' ' && !quoted)
            {
                if (any)
                {
                    arguments.Add(argument.ToString());
                }

                argument.Clear();
                any = false;
            }
            else
            {
                argument.Append(line[i]);
                any = true;
            }
        }

        return any ? [.. arguments, argument.ToString()] : [.. arguments];
    }
}
