using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using DelistTools.Shell.Terminal;

namespace DelistTools.Shell.Hosting;

/// <summary>
/// Shows the activity that reported last as one line, redrawn in place, on a terminal only. Not safe for several
/// threads: the interface that owns it holds a lock.
/// </summary>
internal sealed class ProgressLine
{
    private readonly IConsole _console;
    private readonly List<((long Source, int Activity) Key, string Text)> _running = [];
    private string _shown = "";

    internal ProgressLine(IConsole console)
    {
        _console = console;
    }

    /// <summary>Takes note of a record; <paramref name="draw"/> is false while other text stands on the line.</summary>
    internal void Update(long source, ProgressRecord record, bool draw)
    {
        if (!_console.SupportsCursor || _console.IsOutputRedirected)
        {
            return;
        }

        (long, int) key = (source, record.ActivityId);
        _running.RemoveAll(r => r.Key == key);
        if (record.RecordType == ProgressRecordType.Processing)
        {
            _running.Add((key, Describe(record)));
        }

        if (!draw)
        {
            return;
        }

        if (_running.Count == 0)
        {
            Hide();
        }
        else
        {
            Show(_running[^1].Text);
        }
    }

    /// <summary>Takes the line away until the next record.</summary>
    internal void Hide()
    {
        if (_shown.Length > 0)
        {
            _console.Write(OutputKind.Progress, "\r\u001b[K");
            _shown = "";
        }
    }

    /// <summary>Takes the line away and forgets all activities, as when a command has ended.</summary>
    internal void Clear()
    {
        Hide();
        _running.Clear();
    }

    private static string Describe(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0
            ? record.PercentComplete.ToString(CultureInfo.InvariantCulture) + "%"
            : "";
        string[] parts = [record.Activity + ":", record.StatusDescription, percent, record.CurrentOperation ?? ""];
        string text = string.Join(' ', parts.Where(p => p.Length > 0));
        return text.Replace('\r', ' ').Replace('\n', ' ');
    }

    private void Show(string text)
    {
        // One column stays free: a full line would wrap, and then be out of reach.
        string line = TerminalCells.Truncate(text, _console.WindowSize.Width - 1);
        if (line == _shown)
        {
            return;
        }

        bool color = _console.SupportsColor && PSStyle.Instance.OutputRendering != OutputRendering.PlainText;
        string styled = color ? PSStyle.Instance.Progress.Style + line + PSStyle.Instance.Reset : line;
        _console.Write(OutputKind.Progress, "\r\u001b[K" + styled);
        _shown = line;
    }
}
