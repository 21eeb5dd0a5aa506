using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Hosting;

/// <summary>The character-cell side of the console, as far as a terminal that is only written to has one.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private readonly IConsole _console;

    internal ShellRawUserInterface(IConsole console)
    {
        _console = console;
    }

    // A terminal cannot be asked for its colours. These are the ones that pwsh reports where it cannot know either.
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition
    {
        get => _console.CursorPosition;
        set => _console.CursorPosition = value;
    }

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported("move the window");
    }

    public override int CursorSize
    {
        get => 25;
        set => throw Unsupported("change the cursor's size");
    }

    public override Size BufferSize
    {
        get => _console.WindowSize;
        set => throw Unsupported("change the buffer's size");
    }

    public override Size WindowSize
    {
        get => _console.WindowSize;
        set => throw Unsupported("change the window's size");
    }

    public override Size MaxWindowSize => _console.WindowSize;

    public override Size MaxPhysicalWindowSize => _console.WindowSize;

    public override bool KeyAvailable => _console.KeyAvailable;

    public override string WindowTitle
    {
        get => _console.Title;
        set => _console.Title = value;
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (_console.IsInputRedirected)
        {
            throw new PSInvalidOperationException(
                "DelistTools.Shell cannot read a key, because standard input is no terminal. Run it in a terminal, or take the question out of the script.");
        }

        ConsoleKeyInfo key = _console.ReadKey();
        bool interrupt = key.Key == ConsoleKey.C && key.Modifiers.HasFlag(ConsoleModifiers.Control);
        if (interrupt && !options.HasFlag(ReadKeyOptions.AllowCtrlC))
        {
            throw new PipelineStoppedException();
        }

        if (!options.HasFlag(ReadKeyOptions.NoEcho) && !char.IsControl(key.KeyChar))
        {
            _console.Write(OutputKind.Prompt, key.KeyChar.ToString());
        }

        return new KeyInfo((int)key.Key, key.KeyChar, StateOf(key.Modifiers), keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (_console.KeyAvailable)
        {
            _ = _console.ReadKey();
        }
    }

    public override int LengthInBufferCells(string source)
    {
        return TerminalCells.Width(source);
    }

    public override int LengthInBufferCells(string source, int offset)
    {
        return TerminalCells.Width(source[offset..]);
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The one use that every host must serve: the whole screen, filled with blanks, is how it is cleared.
        bool everything = rectangle is { Left: -1, Top: -1, Right: -1, Bottom: -1 };
        if (!everything || fill.Character != ' ')
        {
            throw Unsupported("fill a part of the screen");
        }

        if (_console.SupportsCursor)
        {
            _console.Write(OutputKind.Prompt, "\u001b[H\u001b[2J");
        }
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
        throw Unsupported("write into the screen's buffer");
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle)
    {
        throw Unsupported("read the screen");
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
        throw Unsupported("scroll a part of the screen");
    }

    private static ControlKeyStates StateOf(ConsoleModifiers modifiers)
    {
        ControlKeyStates state = 0;
        if (modifiers.HasFlag(ConsoleModifiers.Shift))
        {
            state |= ControlKeyStates.ShiftPressed;
        }

        if (modifiers.HasFlag(ConsoleModifiers.Alt))
        {
            state |= ControlKeyStates.LeftAltPressed;
        }

        if (modifiers.HasFlag(ConsoleModifiers.Control))
        {
            state |= ControlKeyStates.LeftCtrlPressed;
        }

        return state;
    }

    private static PSNotSupportedException Unsupported(string what)
    {
        return new PSNotSupportedException($"DelistTools.Shell cannot {what}. Leave the call out, or run the script in pwsh on Windows.");
    }
}
