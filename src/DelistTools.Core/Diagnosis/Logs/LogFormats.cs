using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>The formats of mail logs that are known, and which of them a log is of.</summary>
internal sealed class LogFormats
{
    /// <summary>So much of a log's beginning is looked at.</summary>
    private const int Head = 65_536;

    /// <summary>A table's names stand within so much of it.</summary>
    internal const int CsvHead = 8192;

    private readonly LogClock _clock;
    private readonly LineFormat[] _lines;

    /// <param name="clock">What the logs' times leave out.</param>
    internal LogFormats(LogClock clock)
    {
        _clock = clock;
        _lines = new LineFormat[]
        {
            new PostfixLog(clock),
            new EximLog(clock),
            new SendmailLog(clock),
            new QmailLog(clock),
        };
    }

    /// <summary>What finds the refusals of a log that begins like this; where nothing tells its format, all formats are looked for.</summary>
    internal ILogSink Find(byte[] bytes, int start, int end)
    {
        int length = Math.Min(end - start, Head);
        if (CsvLog.IsShownBy(LogText.Decode(bytes, start, start + Math.Min(length, CsvHead))))
        {
            return new CsvLog(_clock);
        }

        List<LineFormat> shown = new();
        foreach (LineFormat format in _lines)
        {
            if (format.IsShownBy(bytes.AsSpan(start, length)))
            {
                shown.Add(format);
            }
        }

        return new LineScanner(shown.Count > 0 ? shown : _lines.ToList());
    }
}
