using System.Collections.Generic;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>
/// Puts together what comes down a pipeline: lines that come one by one, as they do from a file, are one text; a string
/// with line breaks inside is a text by itself. Whether the lines of a text are one message, one reply or several replies
/// is for the formats to see.
/// </summary>
internal sealed class TextGatherer
{
    private readonly StringBuilder _lines = new();

    /// <summary>Takes a string, and gives the texts that are whole now.</summary>
    internal IEnumerable<string> Add(string item)
    {
        string text = item.TrimEnd('\r', '\n');
        if (text.IndexOf('\n') < 0 && text.IndexOf('\r') < 0)
        {
            _lines.Append(text).Append('\n');
            yield break;
        }

        if (Rest() is string before)
        {
            yield return before;
        }

        yield return text;
    }

    /// <summary>The lines that are left; null where there are none.</summary>
    internal string? Rest()
    {
        string lines = _lines.ToString();
        _lines.Clear();
        return lines.Length > 0 ? lines : null;
    }
}
