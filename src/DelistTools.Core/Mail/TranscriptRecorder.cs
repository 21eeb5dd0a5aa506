using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace DelistTools.Mail;

/// <summary>Writes down what is said, without what must not be shown to others.</summary>
internal sealed class TranscriptRecorder
{
    /// <summary>A server that goes on and on fills no memory.</summary>
    private const int MostLines = 2_000;

    private const int LongestLine = 2_000;

    private readonly object _lock = new();
    private readonly List<TranscriptLine> _lines = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly string? _recipient;
    private readonly string _shown;
    private readonly Action<TranscriptLine>? _listener;

    /// <param name="recipient">The address that is left out; null to show all.</param>
    /// <param name="listener">Told of each line at once.</param>
    internal TranscriptRecorder(string? recipient, Action<TranscriptLine>? listener = null)
    {
        _recipient = recipient;
        _shown = recipient is null ? "" : "***" + recipient.Substring(recipient.LastIndexOf('@'));
        _listener = listener;
    }

    internal TimeSpan Elapsed => _watch.Elapsed;

    internal IReadOnlyList<TranscriptLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return _lines.ToArray();
            }
        }
    }

    internal void Add(SmtpStage stage, TranscriptDirection direction, string text)
    {
        TranscriptLine line = new(
            (int)_watch.ElapsedMilliseconds, stage, direction, NetworkText.Clean(Redact(text.Length > LongestLine ? text.Substring(0, LongestLine) : text)));
        lock (_lock)
        {
            if (_lines.Count >= MostLines)
            {
                return;
            }

            _lines.Add(line);
        }

        _listener?.Invoke(line);
    }

    /// <summary>The text without the recipient.</summary>
    private string Redact(string text)
    {
        if (_recipient is null)
        {
            return text;
        }

        int at = 0;
        while ((at = text.IndexOf(_recipient, at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            text = text.Remove(at, _recipient.Length).Insert(at, _shown);
            at += _shown.Length;
        }

        return text;
    }
}
