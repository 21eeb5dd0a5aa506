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
    private readonly List<string> _secrets = new();
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

    /// <summary>Something that must not be shown, whoever says it: a server may repeat what it was told.</summary>
    internal void Hide(string? secret)
    {
        if (!string.IsNullOrEmpty(secret))
        {
            _secrets.Add(secret!);
        }
    }

    internal void Add(SmtpStage stage, TranscriptDirection direction, string text)
    {
        string shown = Redacted(text);
        TranscriptLine line = new((int)_watch.ElapsedMilliseconds, stage, direction, shown.Length > LongestLine ? shown.Substring(0, LongestLine) : shown);
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

    /// <summary>The text, cleaned, and without the recipient and the secrets.</summary>
    internal string Redacted(string text)
    {
        string clean = NetworkText.Clean(text);
        foreach (string secret in _secrets)
        {
            clean = Without(clean, secret, "***", StringComparison.Ordinal);
        }

        return _recipient is null ? clean : Without(clean, _recipient, _shown, StringComparison.OrdinalIgnoreCase);
    }

    private static string Without(string text, string part, string mark, StringComparison comparison)
    {
        int at = 0;
        while ((at = text.IndexOf(part, at, comparison)) >= 0)
        {
            text = text.Remove(at, part.Length).Insert(at, mark);
            at += mark.Length;
        }

        return text;
    }
}
