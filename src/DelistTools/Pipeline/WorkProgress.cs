using System;
using System.Diagnostics;
using System.Management.Automation;

namespace DelistTools.Pipeline;

/// <summary>
/// The progress record of a command: none for what takes less than a second, three a second at most, none that says the
/// same again, and one at the end that takes it away. On the pipeline thread only.
/// </summary>
internal sealed class WorkProgress
{
    /// <summary>The number that all records have: a command shows one, and shows it in one place.</summary>
    internal const int ActivityId = 1;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(333);

    private readonly Action<ProgressRecord> _write;
    private readonly Func<TimeSpan> _elapsed;
    private TimeSpan _next = First;
    private string? _status;
    private string? _shown;

    /// <param name="write">Writes a record.</param>
    /// <param name="elapsed">How long the command has been at work; by the clock where left out.</param>
    internal WorkProgress(Action<ProgressRecord> write, Func<TimeSpan>? elapsed = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _write = write;
        _elapsed = elapsed ?? (() => watch.Elapsed);
    }

    /// <summary>Shows how far the work has come, where it is time to.</summary>
    internal void Show(Func<ProgressRecord> progress)
    {
        TimeSpan now = _elapsed();
        if (now < _next)
        {
            return;
        }

        _next = now + Between;
        ProgressRecord record = progress();
        if (record.StatusDescription == _status)
        {
            // What waits for days has nothing new to say four times a second.
            return;
        }

        _status = record.StatusDescription;
        _shown = record.Activity;
        _write(record);
    }

    /// <summary>Takes away what is shown; nothing where nothing is.</summary>
    internal void Complete()
    {
        if (_shown is null)
        {
            return;
        }

        ProgressRecord record = new(ActivityId, _shown, "Done") { RecordType = ProgressRecordType.Completed };
        _shown = null;
        _status = null;
        _write(record);
    }
}
