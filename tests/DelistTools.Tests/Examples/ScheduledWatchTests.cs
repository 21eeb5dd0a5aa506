using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The script that schedulers run, and the systemd units that run it.</summary>
public sealed partial class ScheduledWatchTests : IDisposable
{
    private const string Script = "Invoke-BlocklistWatch.ps1";

    private readonly ExampleLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task Run_AfterRun_TellsEachChangeOnce(string host)
    {
        string[] arguments = ["-Address", ExampleLab.Listed + "," + ExampleLab.Clean, "-StatePath", _lab.Place("state"), "-Blocklist", "lab-combined", "-LogPath", _lab.Place("watch.log")];
        string told = Assert.Single((await _lab.RunAsync(host, Script, arguments)).AssertQuiet(0).Lines);
        Assert.Matches(Line(), told);
        Assert.Contains("Z Listed " + ExampleLab.Listed + " lab-combined: ", told, StringComparison.Ordinal);
        Assert.Empty((await _lab.RunAsync(host, Script, arguments)).AssertQuiet(0).Lines);

        _lab.Lab.Zones.Combined.List(ExampleLab.Clean);
        Assert.Contains(" Listed " + ExampleLab.Clean + " ", Assert.Single((await _lab.RunAsync(host, Script, arguments)).AssertQuiet(0).Lines), StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_lab.Place("watch.log"))).Length);
        Assert.Empty(_lab.KeptAtHome());
    }

    [Fact]
    public async Task Text_OfAHostileList_StaysInItsLine() => Assert.Matches(Line(), Assert.Single((await _lab.RunAsync(
        "", Script, "-Address", ExampleLab.Hostile, "-StatePath", _lab.Place("state"), "-Blocklist", "lab-combined")).AssertQuiet(0).Lines));

    [Fact]
    public async Task Round_ThatNobodyAnswers_IsCodeTwo()
    {
        using ClosedPort nobody = new();
        ExampleRun run = await _lab.CommandAsync("", Script, "& $script -Address " + ExampleLab.Clean + " -StatePath '" + _lab.Place("state") + "' -Blocklist lab-combined -NameServer '127.0.0.1:" + nobody.Port + "' -Journal; exit $LASTEXITCODE");
        Assert.Contains("Z Error WatchRoundFailed: ", Assert.Single(run.AssertQuiet(2).Lines), StringComparison.Ordinal);
        Assert.StartsWith("<3>", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_ThatCannotBeUsed_IsALineOfTheLog()
    {
        Directory.CreateDirectory(_lab.Place("state"));
        await File.WriteAllTextAsync(Path.Combine(_lab.Place("state"), "cases.db"), "This is no store of cases.");
        (await _lab.RunAsync("", Script, "-Address", ExampleLab.Clean, "-StatePath", _lab.Place("state"), "-Blocklist", "lab-combined", "-LogPath", _lab.Place("watch.log"))).AssertQuiet(1);
        Assert.Contains("Z Error StoreForeign: ", Assert.Single(await File.ReadAllLinesAsync(_lab.Place("watch.log"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Module_ThatIsMissing_IsALineOfTheLog()
    {
        _lab.Variables["PSModulePath"] = _lab.Place("nothing");
        (await _lab.ProcessAsync("", ["-NoLogo", "-NoModule", "-File", ExampleLab.Script(Script), "-Address", ExampleLab.Clean, "-StatePath", _lab.Place("state"), "-LogPath", _lab.Place("watch.log")])).AssertQuiet(1);
        Assert.Contains("DelistTools", Assert.Single(await File.ReadAllLinesAsync(_lab.Place("watch.log"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_RunAsItsUnitSays_WatchesAndKeepsItsStateInItsFolder()
    {
        string[] command = [.. Setting("delisttools-watch.service", "ExecStart").Single().Split(' ').SelectMany(w => w switch
        {
            "${ADDRESSES}" => new[] { ExampleLab.Listed },
            "$EXTRA" => ["-Blocklist", "lab-combined", "-NameServer", _lab.Lab.NameServer],
            _ => [w.Replace("%S", _lab.Folder, StringComparison.Ordinal).Replace("/usr/local/lib/delisttools", ExampleLab.Script(""), StringComparison.Ordinal)],
        })];
        Assert.Equal("/usr/bin/pwsh", command[0]);
        _lab.Variables["DELISTTOOLS_STATE"] = "";
        _lab.Variables["DELISTTOOLS_STORE"] = "";

        string told = Assert.Single((await _lab.ProcessAsync("", command[1..])).AssertQuiet(0).Lines);
        Assert.StartsWith("<4>", told, StringComparison.Ordinal);
        Assert.Contains(" Listed " + ExampleLab.Listed + " ", told, StringComparison.Ordinal);
        Assert.Empty((await _lab.ProcessAsync("", command[1..])).AssertQuiet(0).Lines);
        Assert.True(File.Exists(Path.Combine(_lab.Place("delisttools"), "cases.db")));
        Assert.Empty(_lab.KeptAtHome());
    }

    [Fact]
    public async Task Units_LookedAtBySystemd_AreInOrder()
    {
        string folder = Directory.CreateDirectory(_lab.Place("units")).FullName;
        foreach (string unit in Directory.GetFiles(ExampleLab.Script("systemd")))
        {
            // Whether the program is there is no matter of the unit's.
            string text = (await File.ReadAllTextAsync(unit)).Replace("/usr/bin/pwsh", "/bin/true", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(unit)), text);
        }

        ProgramRun run;
        try
        {
            run = await ProgramRun.RunAsync("systemd-analyze", ["verify", "--man=no", .. Directory.GetFiles(folder)]);
        }
        catch (LabServerMissingException)
        {
            // There is no systemd on this machine, and so nobody who runs its units.
            return;
        }

        // What it says of other units of the machine is their business.
        Assert.DoesNotContain("delisttools-watch", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    private static string[] Setting(string unit, string name) => [.. File.ReadAllLines(ExampleLab.Script(Path.Combine("systemd", unit)))
        .Where(l => l.StartsWith(name + "=", StringComparison.Ordinal)).Select(l => l[(name.Length + 1)..])];

    [GeneratedRegex(@"^(<[346]>)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (Listed|Delisted|CodesChanged|CannotTell|CanTellAgain) \P{C}+$")]
    private static partial Regex Line();
}
