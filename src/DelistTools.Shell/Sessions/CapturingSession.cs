using System;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Sessions;

/// <summary>
/// A session whose console is memory: what a script shows comes back as text, at a width of one's choice.
/// The engine's tables are one column narrower than the window. Questions to the user fail.
/// </summary>
internal sealed class CapturingSession : IDisposable
{
    private readonly MemoryConsole _console;

    internal CapturingSession(int width = 120)
    {
        _console = new MemoryConsole(width);
        Session = new EngineSession(_console, nonInteractive: true, captureNative: true);
    }

    internal EngineSession Session { get; }

    /// <summary>Loads a module by the path of its manifest.</summary>
    /// <exception cref="InvalidOperationException">It cannot be loaded; the message is what a user would see.</exception>
    internal void ImportModule(string path)
    {
        _console.Clear();
        if (Session.ImportModule(path) != RunState.Completed || _console.TextOf(OutputKind.Error).Length > 0)
        {
            throw new InvalidOperationException($"The module '{path}' cannot be loaded: {_console.Screen}");
        }
    }

    /// <summary>Runs text as if it were typed, and gives back what was shown.</summary>
    internal CapturedText Run(string script)
    {
        _console.Clear();
        RunState state = Session.Run(script);
        return new CapturedText(
            state,
            _console.TextOf(OutputKind.Output),
            _console.TextOf(OutputKind.Error),
            _console.TextOf(OutputKind.Warning),
            _console.TextOf(OutputKind.Verbose),
            _console.TextOf(OutputKind.Debug),
            _console.Screen);
    }

    public void Dispose()
    {
        Session.Dispose();
        _console.Dispose();
    }
}
