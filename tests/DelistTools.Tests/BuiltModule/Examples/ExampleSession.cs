using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using DelistTools.Shell.Sessions;
using DelistTools.Shell.Terminal;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>A session in which the examples of a page are typed, and which keeps what the window shows.</summary>
internal sealed class ExampleSession : IDisposable
{
    /// <summary>Columns of the window, as wide as the pages' prose.</summary>
    internal const int Width = 120;

    // Long enough for a machine that is busy with other things; what takes this long waits for something that never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly MemoryConsole _console;
    private readonly AnswerReader _answers;

    internal ExampleSession()
    {
        _console = new MemoryConsole(Width) { IsInputRedirected = false, SupportsColor = false };
        _answers = new AnswerReader(_console);
        _console.Input = _answers;
        Session = new EngineSession(_console, captureNative: true);
        if (Session.ImportModule(Repository.Manifest) != RunState.Completed)
        {
            throw new InvalidOperationException("The module cannot be loaded: " + _console.Screen);
        }
    }

    internal EngineSession Session { get; }

    internal void SetVariable(string name, object? value) => Session.Runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs what is no part of an example, and gives its output as objects. Errors are thrown.</summary>
    internal IReadOnlyList<PSObject> Prepare(string script) => Session.Runner.Evaluate(script);

    /// <summary>Types an example statement by statement, as at a prompt, and gives back what was shown, prompts and their answers too.</summary>
    /// <param name="code">One or more statements.</param>
    /// <param name="cues">What its reader does meanwhile.</param>
    internal string Type(string code, ExampleCues cues)
    {
        _console.Clear();
        foreach (string answer in cues.Answers)
        {
            _answers.Add(answer);
        }

        if (cues.Secret is { } secret)
        {
            _console.Type(secret + "\n");
        }

        bool isLate = false;
        using Timer guard = new(_ => { isLate = true; Session.Runner.Stop(); }, null, Patience, Timeout.InfiniteTimeSpan);
        void StopAtCue(OutputKind kind, string piece)
        {
            if (cues.StopAt.Count > 0 && cues.StopAt.All(t => _console.Screen.Contains(t, StringComparison.Ordinal)))
            {
                Session.Runner.Stop();
            }
        }

        _console.Written += StopAtCue;
        try
        {
            ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
            Xunit.Assert.Empty(errors.Select(e => e.Message));
            foreach (StatementAst statement in script.EndBlock.Statements)
            {
                Session.Run(statement.Extent.Text);
            }
        }
        finally
        {
            _console.Written -= StopAtCue;
        }

        string screen = _console.Screen;
        Xunit.Assert.False(isLate, "It went on for ever: " + screen);
        Xunit.Assert.True(_answers.Left == 0 && !_console.KeyAvailable, "Nobody asked for all of the answers: " + screen);
        return screen;
    }

    public void Dispose()
    {
        Session.Dispose();
        _console.Dispose();
    }
}
