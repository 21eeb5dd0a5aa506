using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>
/// The built module in every engine that this machine has: our own console host always, PowerShell 7 and Windows
/// PowerShell where they are on the path.
/// </summary>
public sealed class EngineTests
{
    public static TheoryData<string> Engines
    {
        get
        {
            string shell = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "DelistTools.Shell.exe" : "DelistTools.Shell");
            TheoryData<string> engines = [shell];
            foreach (string name in (string[])["pwsh", "pwsh.exe", "powershell.exe"])
            {
                string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                    .Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);
                if (path is not null)
                {
                    engines.Add(path);
                }
            }

            return engines;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_Module_ImportsAnswersAndHelps(string engine)
    {
        string output = await RunAsync(
            engine,
            "-Command",
            "$ErrorActionPreference = 'Stop'; Set-StrictMode -Version 3.0; Import-Module '" + Repository.Manifest + "'; "
            + "(Get-Command -Module DelistTools).Count; (Get-Blocklist spamhaus-zen).Zone; (Get-Help Test-IpBlocklist).Synopsis; "
            + "Import-Module '" + Repository.Manifest + "' -Force; Remove-Module DelistTools; Import-Module '" + Repository.Manifest + "'; (Get-Blocklist spamcop).Id");
        Assert.Equal(
            [LoadingTests.Cmdlets.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), "zen.spamhaus.org", "Asks DNS blocklists about addresses and tells which of the answers can be believed.", "spamcop"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_Module_DoesWhatNeedsNoNetwork(string engine) => Assert.Contains(
        "All is well in PowerShell",
        await RunAsync(engine, "-File", Path.Combine(Repository.Root, "tests", "Test-BuiltModule.ps1")),
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Engine_BuildScript_SaysWhatItTakes(string engine)
    {
        // A task that there is not: the script is parsed and its parameters bound, and nothing is built.
        (int code, string output) = await RunRawAsync(engine, "-File", Path.Combine(Repository.Root, "build.ps1"), "-Task", "Nonsense");
        Assert.NotEqual(0, code);
        Assert.Contains("Package", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string engine, params string[] arguments)
    {
        (int code, string output) = await RunRawAsync(engine, arguments);
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task<(int Code, string Output)> RunRawAsync(string engine, params string[] arguments)
    {
        List<string> all = ["-NoLogo", "-NoProfile", "-NonInteractive"];
        if (Path.GetFileName(engine).StartsWith("DelistTools.Shell", StringComparison.Ordinal))
        {
            all.Add("-NoModule");
        }

        ProcessStartInfo start = new(engine, [.. all, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // Tests of this process name a laboratory's file there, which goes when they are done.
        start.Environment.Remove(LabSession.Variable);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
