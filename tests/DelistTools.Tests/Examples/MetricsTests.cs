using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The file for Prometheus, by the text format's own rules.</summary>
public sealed partial class MetricsTests : IDisposable
{
    private const string Export = "Export-BlocklistMetrics.ps1";

    private readonly ExampleLab _lab = new();

    public void Dispose() => _lab.Dispose();

    private string Target => _lab.Place("delisttools.prom");

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task Run_WithListsThatAnswerAndOneThatDoesNot_KeepsThemApart(string host)
    {
        (await RunAsync(host, ExampleLab.Listed + "," + ExampleLab.Clean + "," + ExampleLab.Hostile, "lab-combined,lab-open-resolver")).AssertQuiet(0);
        Dictionary<string, double> series = Read();

        Assert.Equal(1, series["delisttools_address_listed{address=\"44.128.0.10\",list=\"lab-combined\",impact=\"High\"}"]);
        Assert.Equal(0, series["delisttools_address_listed{address=\"44.128.0.11\",list=\"lab-combined\",impact=\"High\"}"]);
        Assert.Equal(1, series["delisttools_address_undetermined{address=\"44.128.0.11\",list=\"lab-open-resolver\",impact=\"High\",verdict=\"Refused\"}"]);
        Assert.DoesNotContain(series.Keys, k => k.Contains("_listed{", StringComparison.Ordinal) && k.Contains("lab-open-resolver", StringComparison.Ordinal));
        Assert.Equal(1, series["delisttools_address_status{address=\"44.128.0.11\",status=\"Undetermined\"}"]);
        Assert.Equal(0, series["delisttools_address_status{address=\"44.128.0.11\",status=\"NotListed\"}"]);
        Assert.Equal((2, 1), (series["delisttools_lists_asked{address=\"44.128.0.11\"}"], series["delisttools_lists_answered{address=\"44.128.0.11\"}"]));
        Assert.Equal(1, series["delisttools_last_run_success"]);
        double now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.InRange(series["delisttools_last_run_timestamp_seconds"], now - 300, now + 5);
        Assert.Equal([Target], Directory.GetFiles(_lab.Folder));
    }

    [Fact]
    public async Task Run_ThatFails_SaysSoAndKeepsTheTimeOfTheLastThatDidNot()
    {
        (await RunAsync("", ExampleLab.Clean, "lab-combined")).AssertQuiet(0);
        double before = Read()["delisttools_last_success_timestamp_seconds"];

        ExampleRun run = (await RunAsync("", ExampleLab.Clean + ",nonsense", "lab-combined")).AssertCode(2);
        Assert.Contains("nonsense", run.Error, StringComparison.Ordinal);
        Dictionary<string, double> after = Read();
        Assert.Equal(0, after["delisttools_last_run_success"]);
        Assert.Equal(before, after["delisttools_last_success_timestamp_seconds"]);
        Assert.True(after["delisttools_last_run_timestamp_seconds"] > before);
    }

    [Fact]
    public async Task Run_WithoutTheModule_LeavesNothingOfTheLastOneButItsTime()
    {
        (await RunAsync("", ExampleLab.Clean, "lab-combined")).AssertQuiet(0);
        double before = Read()["delisttools_last_success_timestamp_seconds"];

        _lab.Variables["PSModulePath"] = _lab.Place("nothing");
        (await _lab.ProcessAsync("", ["-NoLogo", "-NoModule", "-File", ExampleLab.Script(Export), ExampleLab.Clean, Target])).AssertCode(2);
        Dictionary<string, double> after = Read();
        Assert.Equal((0, before), (after["delisttools_last_run_success"], after["delisttools_last_success_timestamp_seconds"]));
        Assert.DoesNotContain(after.Keys, k => k.Contains("address=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithALabelThatNeedsIt_EscapesIt()
    {
        ExampleRun run = await _lab.CommandAsync(
            "", Export, "function Import-Module { }; function Test-IpBlocklist { [pscustomobject]@{ Address = \"a`\"b\\c`nd\"; Status = 'NotListed'; Asked = 0; Answered = 0; Checks = @() } }; & $script x '" + Target + "'; exit $LASTEXITCODE");
        run.AssertQuiet(0);
        Assert.Contains("delisttools_lists_asked{address=\"a\\\"b\\\\c\\nd\"} 0", await File.ReadAllTextAsync(Target), StringComparison.Ordinal);
        Read();
    }

    [Fact]
    public async Task File_WhoseFolderIsMissing_IsAnErrorAndLeavesNothing()
    {
        ExampleRun run = await _lab.RunAsync("", Export, ExampleLab.Clean, _lab.Place("nowhere/x.prom"), "-Blocklist", "lab-combined");
        run.AssertCode(1);
        Assert.Empty(Directory.GetFiles(_lab.Folder));
    }

    [Fact]
    public async Task File_WhileItIsReplaced_IsAlwaysWhole()
    {
        (await RunAsync("", ExampleLab.Clean, "lab-combined")).AssertQuiet(0);
        Task<ExampleRun> next = RunAsync("", ExampleLab.Listed, "lab-combined");
        while (!next.IsCompleted)
        {
            Assert.EndsWith("\n", await File.ReadAllTextAsync(Target), StringComparison.Ordinal);
            Read();
        }

        (await next).AssertQuiet(0);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public async Task Numbers_InAnyCulture_AreThoseOfTheFormat(string culture)
    {
        ExampleRun run = await _lab.CommandAsync("", Export, "[cultureinfo]::CurrentCulture = '" + culture + "'; & $script " + ExampleLab.Clean + " '" + Target + "' -Blocklist lab-combined -NameServer $server; exit $LASTEXITCODE");
        run.AssertQuiet(0);
        double now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.InRange(Read()["delisttools_last_success_timestamp_seconds"], now - 300, now + 5);
    }

    private Task<ExampleRun> RunAsync(string host, string addresses, string lists) => _lab.RunAsync(host, Export, addresses, Target, "-Blocklist", lists);

    /// <summary>The series of the file, each line of which has to be one of the format's.</summary>
    private Dictionary<string, double> Read()
    {
        string text = File.ReadAllText(Target);
        Assert.DoesNotContain('\r', text);
        Assert.NotEqual(0xEF, File.ReadAllBytes(Target)[0]);
        Dictionary<string, double> series = new(StringComparer.Ordinal);
        string? metric = null;
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                metric = line.Split(' ')[2];
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.Equal("# TYPE " + metric + " gauge", line);
            }
            else
            {
                Match match = Series().Match(line);
                Assert.True(match.Success, line);
                Assert.Equal(metric, match.Groups[1].Value);
                series.Add(match.Groups[1].Value + match.Groups[2].Value, double.Parse(match.Groups[3].Value, NumberStyles.Float, CultureInfo.InvariantCulture));
            }
        }

        return series;
    }

    [GeneratedRegex("""^([a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (-?[0-9.]+(?:[eE][+-]?[0-9]+)?)$""")]
    private static partial Regex Series();
}
