using System;
using System.Globalization;
using System.IO;
using System.Management.Automation.Host;
using System.Text;

namespace DelistTools.Shell.Terminal;

/// <summary>The console of the process.</summary>
internal sealed class SystemConsole : IConsole
{
    // A file has no width. 120 is what the engine itself falls back on when it breaks error messages.
    private const int RedirectedColumns = 120;
    private const int RedirectedRows = 50;

    private string _title = "DelistTools.Shell";

    internal SystemConsole()
    {
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        Console.OutputEncoding = utf8;
        Console.InputEncoding = utf8;

        bool terminal = OperatingSystem.IsWindows()
            ? WindowsTerminal.EnableEscapeSequences()
            : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        SupportsCursor = terminal && !IsOutputRedirected;
        SupportsColor = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

        Console.CancelKeyPress += (sender, e) =>
        {
            e.Cancel = true;
            Interrupted?.Invoke(this, EventArgs.Empty);
        };
    }

    public event EventHandler? Interrupted;

    public bool IsInputRedirected => Console.IsInputRedirected;

    public bool IsOutputRedirected => Console.IsOutputRedirected;

    public bool IsErrorRedirected => Console.IsErrorRedirected;

    public bool SupportsCursor { get; }

    public bool SupportsColor { get; }

    public Size WindowSize
    {
        get
        {
            if (IsOutputRedirected)
            {
                return new Size(ColumnsFromEnvironment() ?? RedirectedColumns, RedirectedRows);
            }

            // A pseudo-terminal that was never given a size says 0.
            int width = Console.WindowWidth;
            int height = Console.WindowHeight;
            return new Size(width > 0 ? width : RedirectedColumns, height > 0 ? height : RedirectedRows);
        }
    }

    public Coordinates CursorPosition
    {
        get
        {
            if (IsOutputRedirected)
            {
                return new Coordinates(0, 0);
            }

            (int left, int top) = Console.GetCursorPosition();
            return new Coordinates(left, top);
        }
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public string Title
    {
        // Only Windows can be asked for it.
        get => OperatingSystem.IsWindows() ? Console.Title : _title;
        set
        {
            _title = value;
            Console.Title = value;
        }
    }

    public TextReader Input => Console.In;

    public bool KeyAvailable => !IsInputRedirected && Console.KeyAvailable;

    public void Write(OutputKind kind, string text)
    {
        TextWriter writer = kind == OutputKind.Error ? Console.Error : Console.Out;
        writer.Write(text);
    }

    public ConsoleKeyInfo ReadKey()
    {
        // As a key it cancels the line; as a signal it would arrive on another thread and find nothing to stop.
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private static int? ColumnsFromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable("COLUMNS");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0
            ? columns
            : null;
    }
}
