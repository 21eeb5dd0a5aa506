using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation.Runspaces;
using DelistTools.Shell.Arguments;
using DelistTools.Shell.Hosting;
using DelistTools.Shell.Sessions;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell;

/// <summary>The whole program over a console: from the command line to the exit code.</summary>
internal sealed class ShellProgram
{
    // EX_USAGE of sysexits.h, which pwsh gives too.
    private const int BadUsage = 64;

    // 128 + SIGINT, as shells report a command that Ctrl+C ended.
    private const int InterruptedCode = 130;

    private readonly IConsole _console;

    internal ShellProgram(IConsole console)
    {
        _console = console;
    }

    internal int Run(IReadOnlyList<string> args)
    {
        ShellArguments arguments;
        string? script = null;
        string? module = null;
        try
        {
            arguments = ArgumentParser.Parse(args);
            if (arguments.Action == ShellAction.Help)
            {
                _console.Write(OutputKind.Output, Usage.Text);
                return 0;
            }

            if (arguments.Action == ShellAction.Version)
            {
                _console.Write(OutputKind.Output, VersionText() + Environment.NewLine);
                return 0;
            }

            // Before the directory changes: the paths are meant from where the user stood.
            script = arguments.Action == ShellAction.File ? ScriptOf(arguments) : null;
            module = arguments.NoModule ? null : ModuleOf(arguments);
            ChangeDirectory(arguments.WorkingDirectory);
        }
        catch (UsageException e)
        {
            _console.Write(OutputKind.Error, e.Message + Environment.NewLine);
            return BadUsage;
        }

        if (arguments.Action == ShellAction.Interactive && _console.IsInputRedirected)
        {
            arguments = arguments with { Action = ShellAction.CommandFromInput };
        }

        return RunSession(arguments, script, module);
    }

    private int RunSession(ShellArguments arguments, string? script, string? module)
    {
        using EngineSession session = new(_console, arguments.NonInteractive);
        InteractiveLoop loop = new(_console, session);
        if (arguments.NonInteractive || _console.IsInputRedirected)
        {
            session.Host.NestedPrompt = null;
        }

        if (arguments.Action == ShellAction.Interactive && !arguments.NoLogo)
        {
            _console.Write(OutputKind.Output, Banner());
        }

        if (module is not null && session.ImportModule(module) == RunState.Stopped && arguments.Action != ShellAction.Interactive)
        {
            return InterruptedCode;
        }

        if (arguments.Action == ShellAction.Interactive)
        {
            return loop.Run();
        }

        int code = RunBatch(arguments, script, session);
        return arguments.NoExit && session.ExitCode is null ? loop.Run() : code;
    }

    private int RunBatch(ShellArguments arguments, string? script, EngineSession session)
    {
        TextReader? input = _console.IsInputRedirected ? _console.Input : null;
        RunState state = arguments.Action switch
        {
            ShellAction.File => session.RunFile(script!, arguments.ScriptArguments, input),
            ShellAction.CommandFromInput => session.Run(_console.Input.ReadToEnd()),
            _ => session.Run(arguments.CommandText, input: input),
        };
        if (session.ExitCode is { } asked)
        {
            return asked;
        }

        return state switch
        {
            RunState.Stopped => InterruptedCode,
            RunState.Failed => 1,
            // A file that ran to its end has done its work, whatever single commands in it reported.
            _ when arguments.Action == ShellAction.File => 0,
            _ => session.LastSucceeded ? 0 : 1,
        };
    }

    private static string ScriptOf(ShellArguments arguments)
    {
        string path = Path.GetFullPath(arguments.ScriptPath);
        if (!File.Exists(path))
        {
            throw new UsageException(arguments.ScriptIsPositional
                ? $"The argument '{arguments.ScriptPath}' is not recognized as the name of a script file. Check the spelling of the name and the path; to run a command, write -Command before it."
                : $"The argument '{arguments.ScriptPath}' to the -File parameter does not exist. Provide the path to an existing '.ps1' file.");
        }

        return string.Equals(Path.GetExtension(path), ".ps1", StringComparison.OrdinalIgnoreCase)
            ? path
            : throw new UsageException($"The script '{arguments.ScriptPath}' does not end in '.ps1'. Rename it, or run it with -Command \"& '{arguments.ScriptPath}'\" if it is a program.");
    }

    private string? ModuleOf(ShellArguments arguments)
    {
        string? named = arguments.ModulePath ?? Environment.GetEnvironmentVariable(ModuleLocator.Variable);
        if (string.IsNullOrEmpty(named))
        {
            string? built = ModuleLocator.FindBuilt(AppContext.BaseDirectory);
            if (built is null)
            {
                Warn($"The DelistTools module is not loaded: no folder above '{AppContext.BaseDirectory}' has a built one. "
                    + $"Build it with 'dotnet build' in the repository, or name one with -Module or {ModuleLocator.Variable}.");
            }

            return built;
        }

        string path = Path.GetFullPath(named);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Warn($"The module is not loaded: '{path}' does not exist. Build it with 'dotnet build' in the repository, or correct -Module or {ModuleLocator.Variable}.");
            return null;
        }

        return path;
    }

    private static void ChangeDirectory(string? path)
    {
        if (path is null)
        {
            return;
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"The directory '{path}' given to -WorkingDirectory does not exist. Name one that does.");
        }

        Environment.CurrentDirectory = path;
    }

    private void Warn(string message)
    {
        _console.Write(OutputKind.Error, message + Environment.NewLine);
    }

    private static string VersionText()
    {
        return $"{ShellHost.HostName} {ShellHost.DisplayVersion} (PowerShell engine {EngineVersion()})";
    }

    private static string Banner()
    {
        return $"""
            {ShellHost.HostName} {ShellHost.DisplayVersion}: PowerShell engine {EngineVersion()}, for machines without pwsh.
            This is not pwsh: PowerShell's commands are all there, but no profile, no remoting and no
            module gallery. For daily work use pwsh. 'exit' leaves.

            """;
    }

    private static string EngineVersion()
    {
        string version = System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(Runspace).Assembly.Location).ProductVersion ?? "?";
        return version.Split(' ', '+')[0];
    }
}
