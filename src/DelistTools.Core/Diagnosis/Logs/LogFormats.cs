using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>The formats of mail logs that are known, and which of them a log is of.</summary>
internal sealed class LogFormats
{
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

    /// <summary>What finds the refusals of a log that begins like this.</summary>
    internal ILogSink Find(byte[] bytes, int start, int end)
    {
        if (CsvLog.IsShownBy(LogText.Decode(bytes, start, start + Math.Min(end - start, CsvHead))))
        {
            return new CsvLog(_clock);
        }

        return new LineScanner(_lines, areSure: false);
    }
}
