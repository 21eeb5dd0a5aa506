using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Pipeline;

namespace DelistTools.Commands;

/// <summary>What the cmdlets share that let work run beside the pipeline: the pump, progress, verbose messages.</summary>
public abstract class WorkCommand : DelistToolsCmdlet
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private WorkPump? _pump;
    private WorkProgress? _progress;
    private int _started;
    private int _ended;

    private protected WorkCommand()
    {
    }

    private protected WorkPump Pump => _pump!;

    /// <summary>Writes a verbose message from any thread; null where nobody wants them.</summary>
    private protected Action<string>? Trace { get; private set; }

    private protected abstract string Activity { get; }

    /// <summary>What the progress record says besides the number of targets.</summary>
    private protected virtual string ProgressDetail => "";

    /// <summary>How long the command has been at work.</summary>
    private protected TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>How long work that was cancelled may take to end in good order; most may be left alone.</summary>
    private protected virtual TimeSpan Farewell => TimeSpan.Zero;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _pump = new WorkPump(StopToken);
        _progress = new WorkProgress(WriteProgress);
        Trace = IsVerbose() ? text => Pump.Post(() => WriteVerbose(text)) : null;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WaitBelow(1);
        _progress!.Complete();
    }

    private protected override void BeforeFailing() => _progress?.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _pump?.WaitForEnd(Farewell);
    }

    /// <summary>Starts a piece of work as soon as fewer than <paramref name="window"/> are under way.</summary>
    private protected void StartWork(int window, Func<Task> work)
    {
        WaitBelow(window);
        _started++;
        Pump.Start(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Increment(ref _ended);
            }
        });
    }

    /// <summary>Hands over what lands until fewer pieces of work than this are under way.</summary>
    private protected void WaitBelow(int limit)
    {
        try
        {
            Pump.DrainUntilBelow(limit, () => _progress!.Show(Progress));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>How far the work has come.</summary>
    private protected virtual ProgressRecord Progress()
    {
        int ended = Volatile.Read(ref _ended);
        return new ProgressRecord(WorkProgress.ActivityId, Activity, ended + " of " + _started + " done" + ProgressDetail)
        {
            PercentComplete = _started == 0 ? 0 : 100 * ended / _started,
        };
    }

    private bool IsVerbose()
    {
        if (MyInvocation.BoundParameters.TryGetValue("Verbose", out object? bound))
        {
            return bound is SwitchParameter { IsPresent: true };
        }

        return GetVariableValue("VerbosePreference") is ActionPreference preference
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }
}
