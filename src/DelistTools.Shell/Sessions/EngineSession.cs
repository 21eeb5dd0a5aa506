using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using DelistTools.Shell.Hosting;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Sessions;

/// <summary>A runspace of the engine behind this program's host, from opening to closing.</summary>
internal sealed class EngineSession : IDisposable
{
    private const string Prompt = "\"DelistTools $($ExecutionContext.SessionState.Path.CurrentLocation)$('>' * ($NestedPromptLevel + 1)) \"";

    private readonly IConsole _console;
    private readonly EventHandler _onInterrupted;

    /// <param name="console">Where everything is written and read.</param>
    /// <param name="nonInteractive">Whether questions to the user fail.</param>
    /// <param name="captureNative">Whether the output of programs is written to the console too, as text.</param>
    internal EngineSession(IConsole console, bool nonInteractive = false, bool captureNative = false)
    {
        _console = console;
        Host = new ShellHost(console, nonInteractive);

        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        state.Commands.Remove("prompt", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateFunctionEntry("prompt", Prompt));

        Runspace = RunspaceFactory.CreateRunspace(Host, state);
        Runspace.Open();
        Runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction += Host.ShellUI.Hints.OnCommandNotFound;

        Runner = new PipelineRunner(Runspace, Host.ShellUI, captureNative);
        Host.InterruptRequested = Runner.Stop;
        _onInterrupted = (_, _) => Runner.Stop();
        _console.Interrupted += _onInterrupted;
    }

    internal ShellHost Host { get; }

    internal Runspace Runspace { get; }

    internal PipelineRunner Runner { get; }

    /// <summary>The number given to <c>exit</c>, once a script asked to leave.</summary>
    internal int? ExitCode => Host.ExitCode;

    /// <summary>Whether the last statement succeeded: the engine's <c>$?</c>.</summary>
    internal bool LastSucceeded => Runspace.SessionStateProxy.GetVariable("?") is true;

    /// <summary>
    /// Loads a module, and makes the folder that holds it one in which modules are found by name, as <c>#Requires</c>
    /// does. An error is shown.
    /// </summary>
    internal RunState ImportModule(string path)
    {
        if (ModuleLocator.FolderOfModules(path) is { } folder)
        {
            MakeDiscoverable(folder);
        }

        Command import = new("Import-Module");
        import.Parameters.Add("Name", path);
        return Finish(Runner.RunCommand(import));
    }

    /// <summary>Runs text as if it were typed.</summary>
    internal RunState Run(string script, TextReader? input = null)
    {
        bool feeds = input is not null && ReadsInput(Parser.ParseInput(script, out _, out _));
        return Finish(Runner.RunScript(script, feeds ? input : null));
    }

    /// <summary>Runs a script file with its arguments in the global scope; its <c>exit</c> ends the session.</summary>
    internal RunState RunFile(string path, IEnumerable<CommandParameter> arguments, TextReader? input = null)
    {
        Command command = new(path, isScript: false, useLocalScope: false);
        foreach (CommandParameter argument in arguments)
        {
            command.Parameters.Add(argument);
        }

        bool feeds = input is not null && ReadsInput(Parser.ParseFile(path, out _, out _));
        ScriptExit.EndsSession(Runspace);
        return Finish(Runner.RunCommand(command, feeds ? input : null));
    }

    /// <summary>What the prompt function says; a plain prompt when it fails or says nothing.</summary>
    internal string PromptText()
    {
        try
        {
            Collection<PSObject> result = Runner.Evaluate("prompt");
            string text = string.Concat(result.Select(r => r?.ToString()));
            return text.Length > 0 ? text : "DelistTools> ";
        }
        catch (RuntimeException)
        {
            // A broken prompt function is the user's to mend, and needs a prompt to be mended at.
            return "DelistTools> ";
        }
    }

    public void Dispose()
    {
        _console.Interrupted -= _onInterrupted;
        Runspace.Dispose();
    }

    private RunState Finish(RunState state)
    {
        Host.ShellUI.EndCommand();
        return state;
    }

    // Standard input is read only for a script that asks for it: otherwise it belongs to the programs that it starts.
    private static bool ReadsInput(ScriptBlockAst script)
    {
        return script.ProcessBlock is not null || script.Find(
            node => node is VariableExpressionAst variable
                && string.Equals(variable.VariablePath.UserPath, "input", StringComparison.OrdinalIgnoreCase),
            searchNestedScriptBlocks: true) is not null;
    }

    private static void MakeDiscoverable(string folder)
    {
        // Of the process, as in every PowerShell: the engine reads the variable anew at each look-up.
        string known = Environment.GetEnvironmentVariable("PSModulePath") ?? "";
        if (!known.Split(Path.PathSeparator).Contains(folder))
        {
            Environment.SetEnvironmentVariable("PSModulePath", known.Length == 0 ? folder : folder + Path.PathSeparator + known);
        }
    }
}
