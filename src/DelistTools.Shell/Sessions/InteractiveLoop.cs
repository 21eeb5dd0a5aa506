using System;
using System.Linq;
using System.Management.Automation.Language;
using DelistTools.Shell.Editing;
using DelistTools.Shell.Hosting;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Sessions;

/// <summary>Prompts for commands and runs them until the user leaves.</summary>
internal sealed class InteractiveLoop
{
    private const string ContinuationPrompt = ">> ";

    private readonly EngineSession _session;
    private readonly InputHistory _history = new();
    private readonly EngineCompleter _completer;
    private readonly LineEditor _editor;
    private int _nestedToLeave;

    internal InteractiveLoop(IConsole console, EngineSession session)
    {
        _session = session;
        _completer = new EngineCompleter(session);
        _editor = new LineEditor(console, _history, _completer);
        session.Host.NestedPrompt = RunNested;
        session.Host.NestedPromptExit = () => _nestedToLeave++;
    }

    /// <summary>Runs until <c>exit</c> or the end of the input; gives back the process's exit code.</summary>
    internal int Run()
    {
        while (_session.ExitCode is null && ReadCommand() is { } command)
        {
            Execute(command);
        }

        return _session.ExitCode ?? 0;
    }

    private void RunNested()
    {
        while (_session.ExitCode is null && _nestedToLeave == 0 && ReadCommand() is { } command)
        {
            Execute(command);
        }

        _nestedToLeave = Math.Max(0, _nestedToLeave - 1);
    }

    private void Execute(string command)
    {
        if (string.IsNullOrWhiteSpace(command))
        {
            return;
        }

        _history.Add(command);
        _session.Run(command);
    }

    /// <summary>A whole command, over as many lines as the parser needs; null at the end of the input.</summary>
    private string? ReadCommand()
    {
        string text = "";
        while (true)
        {
            string prompt = text.Length == 0 ? _session.PromptText() : ContinuationPrompt;
            _session.Host.ShellUI.BeforePrompt();
            _completer.Before = text;
            LineResult line = _editor.Read(prompt);
            if (line.End == LineEnd.EndOfInput)
            {
                // What was typed so far is run, so that the parser says what it still lacked.
                return text.Length == 0 ? null : text;
            }

            if (line.End == LineEnd.Cancelled)
            {
                return "";
            }

            text += line.Text;
            if (!IsIncomplete(text))
            {
                return text;
            }

            text += "\n";
        }
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(e => e.IncompleteInput);
    }
}
