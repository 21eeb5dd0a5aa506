using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace DelistTools.Tests.Shell;

/// <summary>The built program in a process of its own, its handles redirected.</summary>
internal sealed class ShellProcess : IDisposable
{
    // Only against a hang: no test depends on how long anything takes.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    /// <param name="args">The arguments.</param>
    /// <param name="environment">Variables beside those of this process; one that is empty is taken away.</param>
    /// <param name="program">Another program that takes such arguments.</param>
    /// <param name="output">How its output is read; UTF-8 where left out.</param>
    internal ShellProcess(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null, string? program = null, Encoding? output = null)
    {
        string name = OperatingSystem.IsWindows() ? "DelistTools.Shell.exe" : "DelistTools.Shell";
        string file = program ?? Path.Combine(AppContext.BaseDirectory, name);

        // Whoever runs the tests in the background ignores the interrupt, and a process hands that on to its children. On
        // Linux, env gives it its own meaning back, and is then the program itself.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", file, .. args] : [file, .. args];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = output ?? Encoding.UTF8,
            StandardErrorEncoding = output ?? Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        // Tests of this process name a laboratory's file there, which goes when they are done.
        start.Environment.Remove("DELISTTOOLS_CATALOG");
        foreach (KeyValuePair<string, string> variable in environment ?? new Dictionary<string, string>())
        {
            if (variable.Value.Length == 0)
            {
                start.Environment.Remove(variable.Key);
            }
            else
            {
                start.Environment[variable.Key] = variable.Value;
            }
        }

        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    internal StreamWriter Input => _process.StandardInput;

    /// <summary>Runs to the end with the input given.</summary>
    internal static async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] args)
    {
        using ShellProcess shell = new(args);
        await shell.Input.WriteAsync(input);
        shell.Input.Close();
        string output = await shell.ReadToEndAsync();
        return (await shell.ExitCodeAsync(), output, await shell.ErrorAsync());
    }

    internal Task<string?> ReadLineAsync()
    {
        return _process.StandardOutput.ReadLineAsync().WaitAsync(Guard);
    }

    internal Task<string> ReadToEndAsync()
    {
        return _process.StandardOutput.ReadToEndAsync().WaitAsync(Guard);
    }

    internal Task<string> ErrorAsync()
    {
        return _error.WaitAsync(Guard);
    }

    internal async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Guard);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by its name, for example <c>INT</c>.</summary>
    internal void Signal(string signal)
    {
        using Process kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
