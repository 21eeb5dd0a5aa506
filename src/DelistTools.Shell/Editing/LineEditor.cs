using System;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Editing;

/// <summary>Reads one line from a terminal, with editing, history and completion.</summary>
internal sealed class LineEditor
{
    private readonly IConsole _console;
    private readonly InputHistory? _history;
    private readonly IInputCompleter? _completer;

    /// <summary>Without a history the up and down keys do nothing, without a completer Tab does nothing.</summary>
    internal LineEditor(IConsole console, InputHistory? history = null, IInputCompleter? completer = null)
    {
        _console = console;
        _history = history;
        _completer = completer;
    }

    /// <summary>Writes the prompt and waits for a line.</summary>
    internal LineResult Read(string prompt)
    {
        return _console.SupportsCursor && !_console.IsInputRedirected ? Edit(prompt) : ReadPlain(prompt);
    }

    // A terminal that cannot move its cursor has its own line editing, as plain as it is.
    private LineResult ReadPlain(string prompt)
    {
        _console.Write(OutputKind.Prompt, prompt);
        string? line = _console.Input.ReadLine();
        return line is null ? new LineResult(LineEnd.EndOfInput, "") : new LineResult(LineEnd.Entered, line);
    }

    private LineResult Edit(string prompt)
    {
        LineBuffer buffer = new();
        LineRenderer renderer = new(_console, prompt);
        CompletionCycle? cycle = null;
        _history?.Rewind();
        renderer.Draw(buffer.Text, buffer.Cursor);
        while (true)
        {
            ConsoleKeyInfo key = _console.ReadKey();
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            {
                renderer.Finish(buffer.Text);
                return new LineResult(LineEnd.Entered, buffer.Text);
            }

            if (IsControl(key, ConsoleKey.C))
            {
                renderer.Finish(buffer.Text, "^C");
                return new LineResult(LineEnd.Cancelled, "");
            }

            if (IsControl(key, ConsoleKey.D) && buffer.Text.Length == 0)
            {
                renderer.Finish("");
                return new LineResult(LineEnd.EndOfInput, "");
            }

            if (key.Key == ConsoleKey.Tab || key.KeyChar == '\t')
            {
                cycle = Complete(buffer, cycle, key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            }
            else
            {
                cycle = null;
                if (IsControl(key, ConsoleKey.L))
                {
                    renderer.ClearScreen();
                }
                else
                {
                    Apply(key, buffer);
                }
            }

            // The second half follows at once, and half a character cannot be drawn.
            if (!char.IsHighSurrogate(key.KeyChar))
            {
                renderer.Draw(buffer.Text, buffer.Cursor);
            }
        }
    }

    private static bool IsControl(ConsoleKeyInfo key, ConsoleKey letter)
    {
        return key.Key == letter && key.Modifiers.HasFlag(ConsoleModifiers.Control);
    }

    private CompletionCycle? Complete(LineBuffer buffer, CompletionCycle? cycle, int step)
    {
        if (cycle is null)
        {
            CompletionSet? set = _completer?.Complete(buffer.Text, buffer.Cursor);
            cycle = set is null ? null : new CompletionCycle(set);
        }

        cycle?.Advance(buffer, step);
        return cycle;
    }

    private void Apply(ConsoleKeyInfo key, LineBuffer buffer)
    {
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control) && !key.Modifiers.HasFlag(ConsoleModifiers.Alt))
        {
            ApplyControl(key.Key, buffer);
            return;
        }

        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: buffer.Left(); break;
            case ConsoleKey.RightArrow: buffer.Right(); break;
            case ConsoleKey.Home: buffer.Home(); break;
            case ConsoleKey.End: buffer.End(); break;
            case ConsoleKey.Backspace: buffer.Backspace(); break;
            case ConsoleKey.Delete: buffer.Delete(); break;
            case ConsoleKey.Escape: buffer.Set(""); break;
            case ConsoleKey.UpArrow: Recall(buffer, _history?.Previous(buffer.Text)); break;
            case ConsoleKey.DownArrow: Recall(buffer, _history?.Next()); break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    buffer.Insert(key.KeyChar);
                }

                break;
        }
    }

    private static void ApplyControl(ConsoleKey key, LineBuffer buffer)
    {
        switch (key)
        {
            case ConsoleKey.LeftArrow: buffer.WordLeft(); break;
            case ConsoleKey.RightArrow: buffer.WordRight(); break;
            case ConsoleKey.A: buffer.Home(); break;
            case ConsoleKey.E: buffer.End(); break;
            case ConsoleKey.D: buffer.Delete(); break;
            case ConsoleKey.H: buffer.Backspace(); break;
            case ConsoleKey.U: buffer.DeleteToStart(); break;
            case ConsoleKey.K: buffer.DeleteToEnd(); break;
            case ConsoleKey.W:
            case ConsoleKey.Backspace: buffer.DeleteWordLeft(); break;
            default: break;
        }
    }

    private static void Recall(LineBuffer buffer, string? entry)
    {
        if (entry is not null)
        {
            buffer.Set(entry);
        }
    }
}
