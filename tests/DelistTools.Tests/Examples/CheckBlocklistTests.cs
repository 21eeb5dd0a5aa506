using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The check for Nagios, by the guidelines for its plugins: one line, performance data behind a bar, four codes.</summary>
public sealed partial class CheckBlocklistTests : IDisposable
{
    private const string Check = "check_blocklist.ps1";

    private readonly ExampleLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task Listed_OnAListOfHighImpact_IsCritical(string host)
    {
        string line = Line(await _lab.RunAsync(host, Check, "-Address", ExampleLab.Clean + "," + ExampleLab.Listed, "-Blocklist", "lab-combined,lab-range"), 2);
        Assert.StartsWith("BLOCKLIST CRITICAL - " + ExampleLab.Listed + " is on lab-combined: ", line, StringComparison.Ordinal);
        Assert.Equal(("1", "0", "4"), (Value(line, "listed"), Value(line, "undetermined"), Value(line, "answered")));
    }

    [Fact]
    public async Task Listed_OnAListOfLowImpactOnly_IsAWarning() => Assert.StartsWith(
        "BLOCKLIST WARNING - " + ExampleLab.Listed + " is on lab-range: ",
        Line(await _lab.RunAsync("", Check, ExampleLab.Listed, "-Blocklist", "lab-range"), 1), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task NotListed_ByListsThatAnswer_IsOk(string host) => Assert.StartsWith(
        "BLOCKLIST OK - " + ExampleLab.Clean + " on no list | ",
        Line(await _lab.RunAsync(host, Check, ExampleLab.Clean, "-Blocklist", "lab-combined,lab-reputation"), 0), StringComparison.Ordinal);

    [Fact]
    public async Task Refused_ByAListOfHighImpact_IsUnknown()
    {
        string line = Line(await _lab.RunAsync("", Check, ExampleLab.Clean, "-Blocklist", "lab-combined,lab-open-resolver"), 3);
        Assert.StartsWith("BLOCKLIST UNKNOWN - nobody could say about " + ExampleLab.Clean + ", 1 of 2 lists answered", line, StringComparison.Ordinal);
        Assert.Equal("1", Value(line, "undetermined"));
    }

    [Fact]
    public async Task Text_OfAHostileList_BreaksNeitherLineNorData()
    {
        string line = Line(await _lab.RunAsync("", Check, ExampleLab.Hostile, "-Blocklist", "lab-combined"), 2);
        Assert.Contains("all is well", line, StringComparison.Ordinal);
        Assert.Equal("1", Value(line, "listed"));
    }

    [Theory]
    [InlineData("-Address is missing")]
    [InlineData("-Address is missing", "-Address", "")]
    [InlineData("'nonsense'", "-Address", "nonsense")]
    [InlineData("10.0.0.1", "-Address", "10.0.0.1")]
    [InlineData("'soon' is no number", "-Address", ExampleLab.Clean, "-TimeoutSeconds", "soon")]
    [InlineData("lab-nowhere", "-Address", ExampleLab.Clean, "-Blocklist", "lab-nowhere")]
    [InlineData("'Hihg' is none of", "-Address", ExampleLab.Listed, "-Blocklist", "lab-combined", "-CriticalImpact", "Medium,Hihg")]
    [InlineData("'-Limit 1' belongs to no parameter", "-Address", ExampleLab.Clean, "-Limit", "1")]
    public async Task WhatCannotBeAsked_WhateverItIs_IsUnknownAndSaysWhat(string what, params string[] arguments)
    {
        ExampleRun run = await _lab.RunAsync("", Check, arguments);
        Assert.True(run.Code == 3, what + ": " + run);
        string line = Assert.Single(run.Lines);
        Assert.StartsWith("BLOCKLIST UNKNOWN - ", line, StringComparison.Ordinal);
        Assert.Contains(what, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Module_ThatIsMissing_IsUnknown()
    {
        _lab.Variables["PSModulePath"] = _lab.Place("nothing");
        ExampleRun run = await _lab.ProcessAsync("", ["-NoLogo", "-NoModule", "-File", ExampleLab.Script(Check), ExampleLab.Clean]);
        Assert.Equal((3, 1), (run.Code, run.Lines.Length));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public async Task Performance_InAnyCulture_HasNumbersForMachines(string culture)
    {
        ExampleRun run = await _lab.CommandAsync("", Check, "[cultureinfo]::CurrentCulture = '" + culture + "'; & $script " + ExampleLab.Listed + " -Blocklist lab-combined -NameServer $server -TimeoutSeconds 2.5; exit $LASTEXITCODE");
        Assert.InRange(double.Parse(Value(Line(run, 2), "time").TrimEnd('s'), CultureInfo.InvariantCulture), 0, 60);
    }

    private static string Line(ExampleRun run, int code)
    {
        string line = Assert.Single(run.AssertQuiet(code).Lines);
        Assert.Equal(1, line.Count(c => c == '|'));
        Assert.All(line, c => Assert.InRange(c, ' ', '~'));
        string data = line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Trim();
        Assert.All(data.Split(' '), p => Assert.Matches(Datum(), p));
        return line;
    }

    private static string Value(string line, string label) => line[line.IndexOf('|', StringComparison.Ordinal)..]
        .Split(' ').Single(p => p.StartsWith(label + "=", StringComparison.Ordinal))[(label.Length + 1)..].Split(';')[0];

    // 'label'=value[UOM];[warn];[crit];[min];[max]
    [GeneratedRegex(@"^[a-z]+=\d+(\.\d+)?s?(;[^;]*;[^;]*;\d*;\d*)$")]
    private static partial Regex Datum();
}
