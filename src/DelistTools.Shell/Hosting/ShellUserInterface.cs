using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;
using System.Threading;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Hosting;

/// <summary>Writes what the engine says, in the engine's own colours, and hands questions to <see cref="PromptReader"/>.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly IConsole _console;
    private readonly PromptReader _prompts;
    private readonly ProgressLine _progress;
    private readonly Lock _lock = new();
    private bool _atLineStart = true;
    private bool _outputIsError;

    internal ShellUserInterface(IConsole console, PromptReader prompts)
    {
        _console = console;
        _prompts = prompts;
        _prompts.Asking = BeforePrompt;
        _progress = new ProgressLine(console);
        RawUI = new ShellRawUserInterface(console);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _console.SupportsColor;

    internal MissingCommandHints Hints { get; } = new();

    public override void Write(string value)
    {
        Emit(OutputKind.Output, value);
    }

    public override void WriteLine(string value)
    {
        if (_outputIsError)
        {
            WriteErrorLine(value);
            return;
        }

        Emit(OutputKind.Output, value + Environment.NewLine);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Emit(OutputKind.Output, Colored(foregroundColor, backgroundColor, value));
    }

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        // The colour ends before the line does, or it would fill the next one to the window's edge.
        Emit(OutputKind.Output, Colored(foregroundColor, backgroundColor, value) + Environment.NewLine);
    }

    public override void WriteErrorLine(string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        Hints.OnErrorShown(value);
        string text = value.Contains('\u001b') ? value : Styled(FormatStyle.Error, value);
        Emit(OutputKind.Error, text + Environment.NewLine);
    }

    public override void WriteWarningLine(string message)
    {
        EmitMessage(OutputKind.Warning, FormatStyle.Warning, "WARNING: ", message);
    }

    public override void WriteVerboseLine(string message)
    {
        EmitMessage(OutputKind.Verbose, FormatStyle.Verbose, "VERBOSE: ", message);
    }

    public override void WriteDebugLine(string message)
    {
        EmitMessage(OutputKind.Debug, FormatStyle.Debug, "DEBUG: ", message);
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            _progress.Update(sourceId, record, draw: _atLineStart);
        }
    }

    public override string ReadLine()
    {
        return _prompts.ReadLine();
    }

    public override SecureString ReadLineAsSecureString()
    {
        return _prompts.ReadSecret("");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        return _prompts.AskFields(caption, message, descriptions);
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        return _prompts.AskChoice(caption, message, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        return _prompts.AskCredential(caption, message, userName);
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        return _prompts.AskCredential(caption, message, userName);
    }

    /// <summary>Says what is still to be said about a command that has ended, and takes its progress away.</summary>
    internal void EndCommand()
    {
        lock (_lock)
        {
            _progress.Clear();
        }

        foreach (string hint in Hints.Take())
        {
            Emit(OutputKind.Error, Styled(FormatStyle.Warning, hint) + Environment.NewLine);
        }

        Hints.Forget();
    }

    /// <summary>
    /// Until disposed, lines are errors: the engine's formatting shows an error record as data unless its own host
    /// marked it, and what ended a pipeline is known only after the pipeline is gone.
    /// </summary>
    internal IDisposable OutputIsError()
    {
        return new ErrorScope(this);
    }

    /// <summary>Makes room for a program that writes to the terminal itself.</summary>
    internal void BeginApplication()
    {
        lock (_lock)
        {
            _progress.Hide();
        }
    }

    /// <summary>Makes room for a prompt; the answer to it ends its line.</summary>
    internal void BeforePrompt()
    {
        lock (_lock)
        {
            _progress.Hide();
            _atLineStart = true;
        }
    }

    private static string Styled(FormatStyle style, string text)
    {
        string start = GetFormatStyleString(style);
        return start.Length == 0 ? text : start + text + PSStyle.Instance.Reset;
    }

    private static string Colored(ConsoleColor foreground, ConsoleColor background, string text)
    {
        return PSStyle.MapForegroundColorToEscapeSequence(foreground)
            + PSStyle.MapBackgroundColorToEscapeSequence(background)
            + text
            + PSStyle.Instance.Reset;
    }

    private void EmitMessage(OutputKind kind, FormatStyle style, string label, string message)
    {
        Emit(kind, Styled(style, label + message) + Environment.NewLine);
    }

    private void Emit(OutputKind kind, string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        lock (_lock)
        {
            _progress.Hide();
            _console.Write(kind, KeepsEscapes(kind) ? text : Plain(text));
            _atLineStart = text.EndsWith('\n');
        }
    }

    private bool KeepsEscapes(OutputKind kind)
    {
        if (!_console.SupportsColor)
        {
            return false;
        }

        bool redirected = kind == OutputKind.Error ? _console.IsErrorRedirected : _console.IsOutputRedirected;
        return PSStyle.Instance.OutputRendering switch
        {
            OutputRendering.PlainText => false,
            OutputRendering.Ansi => true,
            _ => !redirected,
        };
    }

    private static string Plain(string text)
    {
        return text.Contains('\u001b') ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;
    }

    private sealed class ErrorScope : IDisposable
    {
        private readonly ShellUserInterface _ui;

        internal ErrorScope(ShellUserInterface ui)
        {
            _ui = ui;
            _ui._outputIsError = true;
        }

        public void Dispose()
        {
            _ui._outputIsError = false;
        }
    }
}
