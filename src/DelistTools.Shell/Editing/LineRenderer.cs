using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Text;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Editing;

/// <summary>
/// Draws the prompt and the line anew after each key, over as many rows as they take. All moves are relative to where
/// it drew last, so the terminal is never asked where its cursor stands.
/// </summary>
internal sealed class LineRenderer
{
    private readonly IConsole _console;
    private readonly string _prompt;
    private readonly string _plainPrompt;
    private int _row;

    internal LineRenderer(IConsole console, string prompt)
    {
        _console = console;
        _prompt = prompt;
        _plainPrompt = new StringDecorated(prompt).ToString(OutputRendering.PlainText);
    }

    internal void Draw(string text, int cursor)
    {
        StringBuilder output = new();
        MoveUp(output, _row);
        output.Append("\r\u001b[J");
        output.Append(WithCarriageReturns(_console.SupportsColor ? _prompt : _plainPrompt));
        output.Append(WithCarriageReturns(text));

        (int endRow, int endColumn) = Locate(text, text.Length);
        if (endColumn == 0 && endRow > 0 && !text.EndsWith('\n'))
        {
            // After the last column a terminal waits with the wrap until the next character: make it wrap now.
            output.Append("\r\n");
        }

        (int row, int column) = Locate(text, cursor);
        MoveUp(output, endRow - row);
        output.Append('\r');
        if (column > 0)
        {
            output.Append(CultureInfo.InvariantCulture, $"\u001b[{column}C");
        }

        _row = row;
        _console.Write(OutputKind.Prompt, output.ToString());
    }

    /// <summary>Leaves the cursor at the start of the row below the line.</summary>
    internal void Finish(string text, string mark = "")
    {
        Draw(text, text.Length);
        _console.Write(OutputKind.Prompt, mark + "\r\n");
        _row = 0;
    }

    /// <summary>Empties the screen; the next draw begins at its top.</summary>
    internal void ClearScreen()
    {
        _console.Write(OutputKind.Prompt, "\u001b[H\u001b[2J");
        _row = 0;
    }

    private static void MoveUp(StringBuilder output, int rows)
    {
        if (rows > 0)
        {
            output.Append(CultureInfo.InvariantCulture, $"\u001b[{rows}A");
        }
    }

    private static string WithCarriageReturns(string text)
    {
        return text.Replace("\r\n", "\n").Replace("\n", "\r\n");
    }

    private (int Row, int Column) Locate(string text, int index)
    {
        int width = _console.WindowSize.Width;
        int row = 0;
        int column = 0;
        foreach (Rune rune in (_plainPrompt + text[..index]).EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                row++;
                column = 0;
                continue;
            }

            int cells = TerminalCells.Width(rune);
            if (column + cells > width)
            {
                row++;
                column = 0;
            }

            column += cells;
        }

        return column >= width ? (row + 1, 0) : (row, column);
    }
}
