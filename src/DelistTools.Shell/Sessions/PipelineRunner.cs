using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Shell.Hosting;

namespace DelistTools.Shell.Sessions;

/// <summary>Runs one pipeline after the other in a runspace, shows what comes out, and can stop the one that runs.</summary>
internal sealed class PipelineRunner
{
    private readonly Runspace _runspace;
    private readonly ShellUserInterface _ui;
    private readonly string _sink;
    private readonly Stack<Pipeline> _running = new();
    private readonly Lock _lock = new();

    /// <param name="captureNative">
    /// Whether the output of programs goes through the host as text. Otherwise they write to the process's own handles,
    /// as in any shell.
    /// </param>
    internal PipelineRunner(Runspace runspace, ShellUserInterface ui, bool captureNative)
    {
        _runspace = runspace;
        _ui = ui;
        // The engine lets a program write to the terminal exactly when the next command is called Out-Default.
        _sink = captureNative ? "Out-Host" : "Out-Default";
    }

    /// <summary>Whether a pipeline runs: what starts then is nested in it.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _running.Count > 0;
            }
        }
    }

    /// <summary>Runs a script's text, adds it to the history, and shows its output and errors.</summary>
    internal RunState RunScript(string text, TextReader? input = null)
    {
        // Only what goes into the history leaves its $? behind: the engine takes the rest for the shell's own errands.
        bool nested = IsBusy;
        using Pipeline pipeline = nested
            ? _runspace.CreateNestedPipeline(text, addToHistory: true)
            : _runspace.CreatePipeline(text, addToHistory: true);
        return Run(pipeline, nested, input);
    }

    /// <summary>Runs a command, for example a script file with its arguments, and shows its output and errors.</summary>
    internal RunState RunCommand(Command command, TextReader? input = null)
    {
        bool nested = IsBusy;
        using Pipeline pipeline = Create(nested);
        pipeline.Commands.Add(command);
        return Run(pipeline, nested, input);
    }

    /// <summary>Evaluates an expression for the shell's own use: nothing is shown, errors are thrown.</summary>
    internal Collection<PSObject> Evaluate(string expression)
    {
        using Pipeline pipeline = Create(IsBusy);
        pipeline.Commands.AddScript(expression);
        return pipeline.Invoke();
    }

    /// <summary>Asks the innermost running pipeline to stop; without one nothing happens.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            if (_running.TryPeek(out Pipeline? pipeline))
            {
                pipeline.StopAsync();
            }
        }
    }

    private Pipeline Create(bool nested)
    {
        return nested ? _runspace.CreateNestedPipeline() : _runspace.CreatePipeline();
    }

    private RunState Run(Pipeline pipeline, bool nested, TextReader? input)
    {
        pipeline.Commands.Add(new Command(_sink)
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        });
        lock (_lock)
        {
            _running.Push(pipeline);
        }

        Exception? reason;
        bool stopped;
        try
        {
            (stopped, reason) = nested ? InvokeHere(pipeline) : InvokeAndWait(pipeline, input);
        }
        finally
        {
            lock (_lock)
            {
                _running.Pop();
            }
        }

        if (stopped || reason is PipelineStoppedException)
        {
            return RunState.Stopped;
        }

        if (reason is null)
        {
            return RunState.Completed;
        }

        Report(reason);
        return RunState.Failed;
    }

    private void Report(Exception reason)
    {
        ErrorRecord error = reason is IContainsErrorRecord container
            ? new ErrorRecord(container.ErrorRecord, reason)
            : new ErrorRecord(reason, "UnhandledException", ErrorCategory.NotSpecified, null);
        using Pipeline pipeline = Create(IsBusy);
        pipeline.Commands.Add("Out-Default");
        using (_ui.OutputIsError())
        {
            pipeline.Invoke(new[] { error });
        }
    }

    private static (bool Stopped, Exception? Reason) InvokeAndWait(Pipeline pipeline, TextReader? input)
    {
        TaskCompletionSource<PipelineStateInfo> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        pipeline.StateChanged += (_, e) =>
        {
            if (e.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
            {
                ended.TrySetResult(e.PipelineStateInfo);
            }
        };

        if (input is null)
        {
            // Before the start: a command that takes input, with none to come, otherwise never runs its record.
            pipeline.Input.Close();
            pipeline.InvokeAsync();
        }
        else
        {
            pipeline.InvokeAsync();
            StartFeeding(pipeline, input);
        }

        PipelineStateInfo info = ended.Task.GetAwaiter().GetResult();
        return (info.State == PipelineState.Stopped, info.Reason);
    }

    // A nested pipeline must run on the thread of the one it interrupts.
    private static (bool Stopped, Exception? Reason) InvokeHere(Pipeline pipeline)
    {
        try
        {
            pipeline.Invoke();
            return (false, null);
        }
        catch (PipelineStoppedException)
        {
            return (true, null);
        }
        catch (RuntimeException e)
        {
            return (false, e);
        }
    }

    private static void StartFeeding(Pipeline pipeline, TextReader input)
    {
        // A thread of its own: reading may wait for ever for a line that the script never asks for, and the
        // process does not wait for a background thread.
        Thread feeder = new(() => Feed(pipeline.Input, input)) { IsBackground = true, Name = "Standard input" };
        feeder.Start();
    }

    private static void Feed(PipelineWriter writer, TextReader input)
    {
        try
        {
            while (input.ReadLine() is { } line)
            {
                writer.Write(line);
            }

            writer.Close();
        }
        catch (PipelineClosedException)
        {
            // The pipeline ended before its input did: the rest is wanted by nobody.
        }
    }
}
