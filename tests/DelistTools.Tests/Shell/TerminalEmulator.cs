using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DelistTools.Tests.Shell;

/// <summary>
/// A screen that obeys the few control sequences that the line editor writes, so that a test sees what a user would.
/// It waits with the wrap at the last column, as real terminals do.
/// </summary>
internal sealed class TerminalEmulator
{
    private readonly int _width;
    private readonly List<StringBuilder> _rows = [new()];
    private int _column;
    private bool _wrapPending;

    internal TerminalEmulator(int width)
    {
        _width = width;
    }

    internal int Row { get; private set; }

    internal int Column => _column;

    internal string[] Rows => [.. _rows.Select(r => r.ToString().TrimEnd())];

    internal void Write(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r':
                    _column = 0;
                    _wrapPending = false;
                    break;
                case '\n':
                    Down();
                    break;
                case '\u001b':
                    i = Sequence(text, i);
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    private int Sequence(string text, int start)
    {
        int end = start + 2;
        while (!char.IsLetter(text[end]))
        {
            end++;
        }

        string argument = text[(start + 2)..end];
        int count = argument.Length == 0 ? 1 : int.Parse(argument, CultureInfo.InvariantCulture);
        _wrapPending = false;
        switch (text[end])
        {
            case 'A':
                Row -= count;
                break;
            case 'C':
                _column += count;
                break;
            case 'J':
                _rows[Row].Length = Math.Min(_rows[Row].Length, _column);
                _rows.RemoveRange(Row + 1, _rows.Count - Row - 1);
                break;
            default:
                throw new NotSupportedException($"The emulator does not know the sequence '{text[(start + 1)..(end + 1)]}'.");
        }

        return end;
    }

    private void Put(char c)
    {
        if (_wrapPending)
        {
            _wrapPending = false;
            _column = 0;
            Down();
        }

        StringBuilder row = _rows[Row];
        row.Append(' ', Math.Max(0, _column + 1 - row.Length));
        row[_column] = c;
        if (_column == _width - 1)
        {
            _wrapPending = true;
        }
        else
        {
            _column++;
        }
    }

    private void Down()
    {
        Row++;
        if (Row == _rows.Count)
        {
            _rows.Add(new StringBuilder());
        }
    }
}
