using System.Collections.Generic;

namespace DelistTools.Shell.Editing;

/// <summary>The commands typed so far, for the up and down keys. Kept for the session only.</summary>
internal sealed class InputHistory
{
    private readonly List<string> _entries = [];
    private int _position;
    private string _draft = "";

    /// <summary>Adds a command, unless it is blank or repeats the last one.</summary>
    internal void Add(string command)
    {
        if (!string.IsNullOrWhiteSpace(command) && (_entries.Count == 0 || _entries[^1] != command))
        {
            _entries.Add(command);
        }

        Rewind();
    }

    /// <summary>Starts again from the newest entry, as each new line does.</summary>
    internal void Rewind()
    {
        _position = _entries.Count;
        _draft = "";
    }

    /// <summary>The entry before; null at the oldest. The text typed so far is kept for the way back.</summary>
    internal string? Previous(string current)
    {
        if (_position == 0)
        {
            return null;
        }

        if (_position == _entries.Count)
        {
            _draft = current;
        }

        return _entries[--_position];
    }

    /// <summary>The entry after, at last the text that was being typed; null beyond it.</summary>
    internal string? Next()
    {
        if (_position == _entries.Count)
        {
            return null;
        }

        _position++;
        return _position == _entries.Count ? _draft : _entries[_position];
    }
}
