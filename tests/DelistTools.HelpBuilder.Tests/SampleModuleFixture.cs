using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Tests.Hosting;

namespace DelistTools.HelpBuilder.Tests;

/// <summary>
/// The sample cmdlets laid out exactly as the real module is, with help built from the sample pages. One for all tests:
/// a process can load the private context only once.
/// </summary>
public sealed partial class SampleModuleFixture : IDisposable
{
    /// <summary>A name that both manifests export and no assembly has, as during work on a new cmdlet.</summary>
    internal const string NotWrittenYet = "Get-NotWrittenYet";

    private readonly string _root = Directory.CreateTempSubdirectory("helpbuilder-").FullName;

    public SampleModuleFixture()
    {
        ModuleFolder = Path.Combine(_root, "DelistTools");
        LayOut(ModuleFolder);
        Module = ModuleReader.Read(ModuleFolder);
        using var output = new StringWriter();
        using var error = new StringWriter();
        ExitCode = Program.Run(
            ["build", "--module", ModuleFolder, "--docs", SampleDocs, "--culture", "en-US"], new DateOnly(2026, 11, 23), output, error);
        Errors = error.ToString();
    }

    internal static string SampleDocs { get; } = Path.Combine(AppContext.BaseDirectory, "SampleDocs");

    internal string ModuleFolder { get; }

    internal CompiledModule Module { get; }

    /// <summary>What the build of the sample pages returned.</summary>
    internal int ExitCode { get; }

    /// <summary>What it said on the error stream.</summary>
    internal string Errors { get; }

    /// <summary>The compiled cmdlet of that name.</summary>
    internal CompiledCommand Command(string name)
    {
        return Module.Commands.Single(c => c.Name == name);
    }

    /// <summary>A new folder with copies of the sample pages.</summary>
    internal string CopyDocs()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;
        foreach (string file in Directory.GetFiles(SampleDocs))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>Runs a script in a session that has imported the module; returns its objects and what it showed.</summary>
    internal (PSObject[] Objects, string Shown) Invoke(string script)
    {
        var host = new TextHost();
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Import-Module")
            .AddParameter("Name", Path.Combine(ModuleFolder, "DelistTools.psd1"))
            .AddParameter("ErrorAction", ActionPreference.Stop);
        shell.Invoke();
        shell.Commands.Clear();
        shell.AddScript(script);
        PSObject[] objects = shell.Invoke().ToArray();
        return (objects, host.Text);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
    }

    private static void LayOut(string folder)
    {
        string shipped = Path.Combine(AppContext.BaseDirectory, "module");
        Directory.CreateDirectory(Path.Combine(folder, "core", "lib"));
        File.Copy(Path.Combine(shipped, "DelistTools.psm1"), Path.Combine(folder, "DelistTools.psm1"));
        WriteManifest(Path.Combine(shipped, "DelistTools.psd1"), Path.Combine(folder, "DelistTools.psd1"));
        WriteManifest(
            Path.Combine(shipped, "core", "DelistTools.psd1"), Path.Combine(folder, "core", "DelistTools.psd1"));
        File.Copy(
            Metadata("IsolationAssembly"), Path.Combine(folder, "core", "DelistTools.Isolation.dll"));
        File.Copy(Metadata("SampleAssembly"), Path.Combine(folder, "core", "lib", "DelistTools.dll"));
    }

    // The real manifests, but for the names of the cmdlets and the files about them.
    private static void WriteManifest(string source, string target)
    {
        string text = CmdletsToExport().Replace(
            File.ReadAllText(source),
            $"CmdletsToExport = @('Get-SampleList', 'Remove-SampleList', '{NotWrittenYet}')");
        File.WriteAllText(target, FilesToProcess().Replace(text, string.Empty));
    }

    private static string Metadata(string key)
    {
        return typeof(SampleModuleFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == key).Value!;
    }

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\([^)]*\)")]
    private static partial Regex CmdletsToExport();

    [GeneratedRegex(@"(Formats|Types)ToProcess\s*=\s*@\([^)]*\)")]
    private static partial Regex FilesToProcess();
}
