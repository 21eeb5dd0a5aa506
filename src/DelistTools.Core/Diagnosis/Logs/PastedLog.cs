using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>Lines of a log that somebody pasted.</summary>
internal sealed class PastedLog : IRefusalFormat
{
    private readonly Func<LogClock, ILogSink> _make;
    private readonly Func<string, bool> _mayHold;

    private PastedLog(Func<string, bool> mayHold, Func<LogClock, ILogSink> make)
    {
        _mayHold = mayHold;
        _make = make;
    }

    /// <summary>Sendmail's.</summary>
    internal static PastedLog Sendmail() => new(t => Holds(t, ", stat="), c => new LineScanner(new[] { new SendmailLog(c) }));

    /// <summary>qmail's.</summary>
    internal static PastedLog Qmail() => new(t => Holds(t, "delivery "), c => new LineScanner(new[] { new QmailLog(c) }));

    /// <summary>A table's, with the row of its names.</summary>
    internal static PastedLog Csv() => new(t => CsvLog.IsShownBy(t.Length > LogFormats.CsvHead ? t.Substring(0, LogFormats.CsvHead) : t), c => new CsvLog(c));

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        List<FoundRefusal> found = new();
        if (_mayHold(text))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            ILogSink sink = _make(new LogClock());
            sink.Add(bytes, 0, bytes.Length, found);
            sink.End(found);
        }

        return found;
    }

    private static bool Holds(string text, string words) => text.IndexOf(words, StringComparison.Ordinal) >= 0;
}
