using System;
using System.IO;
using System.Management.Automation.Host;

namespace DelistTools.Shell.Terminal;

/// <summary>The few things that the shell asks of a console, so that a test can stand in for one.</summary>
internal interface IConsole
{
    /// <summary>Raised on another thread when the user interrupts (Ctrl+C) while no key is being read.</summary>
    event EventHandler? Interrupted;

    /// <summary>Whether standard input comes from a file or a pipe.</summary>
    bool IsInputRedirected { get; }

    /// <summary>Whether standard output goes to a file or a pipe.</summary>
    bool IsOutputRedirected { get; }

    /// <summary>Whether standard error goes to a file or a pipe.</summary>
    bool IsErrorRedirected { get; }

    /// <summary>Whether escape sequences that move the cursor and erase are understood.</summary>
    bool SupportsCursor { get; }

    /// <summary>Whether escape sequences for colours are understood and wanted (see no-color.org).</summary>
    bool SupportsColor { get; }

    /// <summary>Columns and rows of the window.</summary>
    Size WindowSize { get; }

    /// <summary>Where the cursor stands, counted from the upper left corner.</summary>
    Coordinates CursorPosition { get; set; }

    /// <summary>The window's title.</summary>
    string Title { get; set; }

    /// <summary>Standard input as text.</summary>
    TextReader Input { get; }

    /// <summary>Whether a key is waiting.</summary>
    bool KeyAvailable { get; }

    /// <summary>Writes text as it stands.</summary>
    void Write(OutputKind kind, string text);

    /// <summary>Waits for a key without echoing it; Ctrl+C comes back as a key.</summary>
    ConsoleKeyInfo ReadKey();
}
