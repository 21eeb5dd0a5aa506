using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Host;
using System.Text;
using System.Threading;

namespace DelistTools.Shell.Terminal;

/// <summary>
/// A console without a terminal: keeps what is written, in order and by kind, and gives the keys it was handed.
/// As made it is redirected on all three handles, so that text comes without escape sequences.
/// </summary>
internal sealed class MemoryConsole : IConsole, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<KeyValuePair<OutputKind, string>> _written = [];
    private readonly BlockingCollection<ConsoleKeyInfo> _keys = [];

    internal MemoryConsole(int width = 120, int height = 50)
    {
        WindowSize = new Size(width, height);
    }

    public event EventHandler? Interrupted;

    /// <summary>Raised after each write, on the writer's thread.</summary>
    internal event Action<OutputKind, string>? Written;

    public bool IsInputRedirected { get; set; } = true;

    public bool IsOutputRedirected { get; set; } = true;

    public bool IsErrorRedirected { get; set; } = true;

    public bool SupportsCursor { get; set; }

    public bool SupportsColor { get; set; } = true;

    public Size WindowSize { get; set; }

    public Coordinates CursorPosition { get; set; }

    public string Title { get; set; } = "";

    public TextReader Input { get; set; } = TextReader.Null;

    public bool KeyAvailable => _keys.Count > 0;

    /// <summary>Everything written, as a terminal would have received it.</summary>
    internal string Screen
    {
        get
        {
            lock (_lock)
            {
                return string.Concat(_written.Select(w => w.Value));
            }
        }
    }

    /// <summary>A console that behaves as a terminal: nothing redirected, cursor and colours as asked.</summary>
    internal static MemoryConsole AsTerminal(int width = 80, bool color = false)
    {
        return new MemoryConsole(width)
        {
            IsInputRedirected = false,
            IsOutputRedirected = false,
            IsErrorRedirected = false,
            SupportsCursor = true,
            SupportsColor = color,
        };
    }

    public void Write(OutputKind kind, string text)
    {
        lock (_lock)
        {
            _written.Add(new(kind, text));
        }

        Written?.Invoke(kind, text);
    }

    /// <summary>Waits until a key is handed over.</summary>
    /// <exception cref="InvalidOperationException">There are no more keys and <see cref="EndKeys"/> was called.</exception>
    public ConsoleKeyInfo ReadKey()
    {
        return _keys.Take();
    }

    /// <summary>The text of one kind, in order.</summary>
    internal string TextOf(OutputKind kind)
    {
        lock (_lock)
        {
            StringBuilder text = new();
            foreach (KeyValuePair<OutputKind, string> piece in _written.Where(w => w.Key == kind))
            {
                text.Append(piece.Value);
            }

            return text.ToString();
        }
    }

    /// <summary>Forgets what was written.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            _written.Clear();
        }
    }

    /// <summary>Hands over the keys that type the text; a line feed is Enter, a tab is Tab.</summary>
    internal void Type(string text)
    {
        foreach (char c in text)
        {
            ConsoleKey key = c switch
            {
                '\n' => ConsoleKey.Enter,
                '\t' => ConsoleKey.Tab,
                _ => ConsoleKey.None,
            };
            _keys.Add(new ConsoleKeyInfo(c == '\n' ? '\r' : c, key, shift: false, alt: false, control: false));
        }
    }

    /// <summary>Hands over a key that is no character.</summary>
    internal void Press(ConsoleKey key, bool control = false, bool shift = false)
    {
        _keys.Add(new ConsoleKeyInfo('\0', key, shift, alt: false, control));
    }

    /// <summary>Says that no more keys come: a read past the last one fails instead of waiting for ever.</summary>
    internal void EndKeys()
    {
        _keys.CompleteAdding();
    }

    /// <summary>What Ctrl+C does while no key is being read.</summary>
    internal void Interrupt()
    {
        Interrupted?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose()
    {
        _keys.Dispose();
    }
}
