using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Tests.BuiltModule;
using DelistTools.Tests.Shell;

namespace DelistTools.Tests.Examples;

/// <summary>
/// The scripts of docs/examples, each run in a process of its own as a scheduler runs it: nobody to ask, no home folder,
/// and the lists of the laboratory. The addresses are ones that are no documentation, so that no script needs -Force.
/// </summary>
public sealed class ExampleLab : IDisposable
{
    internal const string Listed = "44.128.0.10";

    internal const string Clean = "44.128.0.11";

    internal const string Hostile = "44.128.0.12";

    internal const string HostileText = "gone | 'listed'=0;0\r\nOK - all is well \u001b[2J \"quoted\" back\\slash \u00e4";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-examples-");

    public ExampleLab()
    {
        Lab.Zones.Combined.List(Listed).List(Hostile, "127.0.0.2", HostileText);
        Lab.Zones.Range.List(Listed);
    }

    /// <summary>The programs that run scripts here: the shell always, and PowerShell where it is.</summary>
    public static IEnumerable<object[]> Hosts => new[] { "" }.Concat(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(f => new[] { "pwsh", "pwsh.exe", "powershell.exe" }.Select(n => Path.Combine(f, n))).Where(File.Exists).Take(2)).Select(h => new object[] { h });

    internal FirstMinuteLab Lab { get; } = FirstMinuteLab.Start();

    internal string Folder => _folder.FullName;

    /// <summary>Variables beside those that every run gets.</summary>
    internal Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    internal static string Script(string name) => Path.Combine(Repository.Root, "docs", "examples", name);

    internal string Place(string name) => Path.Combine(Folder, name);

    /// <summary>The folder that would be a home, and is none.</summary>
    internal string Home => Place("nobody");

    /// <summary>What the module has put there; PowerShell itself keeps its caches there.</summary>
    internal string[] KeptAtHome() => Directory.Exists(Home) ? Directory.GetFileSystemEntries(Home, "*DelistTools*", SearchOption.AllDirectories) : [];

    /// <summary>Runs a script by -File, the laboratory's resolver named.</summary>
    internal Task<ExampleRun> RunAsync(string host, string script, params string[] arguments) =>
        ProcessAsync(host, ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", Script(script), .. arguments, "-NameServer", Lab.NameServer]);

    /// <summary>Runs a command that calls a script by the variable $script, with the laboratory's resolver in $server.</summary>
    internal Task<ExampleRun> CommandAsync(string host, string script, string command) => ProcessAsync(
        host, ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", "$script = '" + Script(script) + "'; $server = '" + Lab.NameServer + "'; " + command]);

    internal async Task<ExampleRun> ProcessAsync(string host, IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            [LabSession.Variable] = Lab.CatalogPath,
            ["DELISTTOOLS_STATE"] = Place("counts"),
            ["DELISTTOOLS_STORE"] = Place("cases"),
            ["HOME"] = Home,
            ["XDG_CONFIG_HOME"] = "",
            ["PSModulePath"] = Path.GetDirectoryName(Repository.ModuleFolder)!,
        };
        Directory.CreateDirectory(Place("cases"));
        foreach (KeyValuePair<string, string> variable in Variables)
        {
            environment[variable.Key] = variable.Value;
        }

        using ShellProcess process = new(arguments, environment, host.Length == 0 ? null : host);
        process.Input.Close();
        string output = await process.ReadToEndAsync();
        return new ExampleRun(await process.ExitCodeAsync(), output.ReplaceLineEndings("\n"), await process.ErrorAsync());
    }

    public void Dispose()
    {
        Lab.Dispose();
        _folder.Delete(recursive: true);
    }
}
