using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace DelistTools.Diagnosis;

/// <summary>The refusals that a mail log tells of, in its order, found as it is read.</summary>
internal sealed class LogRefusals
{
    private const int LinesLookedAt = 40;

    /// <summary>So many lines of a log's show that the first one, which is none, was torn off a line before.</summary>
    private const int FewestBehindTorn = 4;

    /// <summary>How the programs of mail servers name themselves in a line, for logs whose times are of no known form.</summary>
    private static readonly string[] Programs = { "postfix/", "sm-mta[", "sendmail[", "exim[", "qmail: " };

    private static readonly LogClock AnyClock = new();

    private readonly LogClock _clock;

    /// <param name="clock">What the log's times leave out; this host's where none is given.</param>
    internal LogRefusals(LogClock? clock = null) => _clock = clock ?? new LogClock();

    /// <summary>Whether a file that begins like this is a log: most of its lines begin with a time or name a mail server's program, or it says so.</summary>
    /// <param name="head">The beginning; a few kilobytes do.</param>
    /// <param name="length">How much of the array is of the file.</param>
    internal static bool LooksLikeLog(byte[] head, int length)
    {
        string text = BeginningOf(head, Math.Min(length, 16_384));
        if (CsvLog.IsShownBy(text.Length > LogFormats.CsvHead ? text.Substring(0, LogFormats.CsvHead) : text))
        {
            return true;
        }

        int shown = 0;
        int lines = 0;
        bool isTorn = false;
        foreach (string line in text.Split('\n', '\r'))
        {
            string trimmed = line.Trim(' ', '\0');
            if (trimmed.Length == 0 || trimmed.StartsWith("-- ", StringComparison.Ordinal))
            {
                // journald's marks of where a log or a boot begins.
                continue;
            }

            bool isShown = SyslogHeader.Read(trimmed, AnyClock).At is not null || HasProgram(trimmed);
            isTorn |= lines == 0 && !isShown;
            shown += isShown ? 1 : 0;
            if (++lines == LinesLookedAt)
            {
                break;
            }
        }

        return isTorn ? shown >= FewestBehindTorn && shown * 4 >= (lines - 1) * 3 : lines > 0 && shown * 2 >= lines;
    }

    /// <summary>Reads a log to its end. Refusals come as soon as they are found; the log may be of any size.</summary>
    /// <param name="log">The log, its bytes as they stand in the file; stays open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="IOException">The log could not be read further. What was found before has been given.</exception>
    /// <exception cref="InvalidDataException">A compressed log is damaged. What was found before has been given.</exception>
    internal IEnumerable<FoundRefusal> Read(Stream log, CancellationToken cancellationToken = default)
    {
        LogIntake intake = new(_clock);
        List<FoundRefusal> found = new();
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? broken = null;
        for (bool goesOn = true; goesOn;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                while (goesOn && !intake.IsFull)
                {
                    goesOn = intake.Read(log) > 0;
                }
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                broken = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
                goesOn = false;
            }

            if (goesOn)
            {
                intake.Take(found);
            }
            else
            {
                intake.End(found);
            }

            foreach (FoundRefusal refusal in found)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return refusal;
            }

            found.Clear();
        }

        broken?.Throw();
    }

    private static bool HasProgram(string line)
    {
        foreach (string program in Programs)
        {
            if (line.IndexOf(program, StringComparison.Ordinal) is > 0 and < 100)
            {
                return true;
            }
        }

        return false;
    }

    private static string BeginningOf(byte[] head, int length)
    {
        bool little = length >= 2 && head[0] == 0xFF && head[1] == 0xFE;
        bool big = length >= 2 && head[0] == 0xFE && head[1] == 0xFF;
        return little || big
            ? new UnicodeEncoding(big, byteOrderMark: false).GetString(head, 2, length - 2)
            : LogText.Decode(head, 0, length);
    }
}
