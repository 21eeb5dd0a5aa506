using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Pipeline;

namespace DelistTools.Commands;

/// <summary>What the cmdlets that ask lists share: resolver, time-out, pump, progress.</summary>
public abstract class ListQuestionCommand : DelistToolsCmdlet
{
    private static readonly TimeSpan ProgressAfter = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private WorkPump? _pump;
    private IReadOnlyList<IPEndPoint> _candidates = Array.Empty<IPEndPoint>();
    private Lazy<Task<IDnsTransport>>? _transport;
    private bool _verbose;
    private bool _progressShown;
    private int _started;
    private int _ended;
    private int _answers;

    private protected ListQuestionCommand()
    {
    }

    /// <summary>The resolver to ask, with its port if it is not 53; the system's where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NameServer { get; set; }

    /// <summary>Questions under way at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 100;

    /// <summary>Seconds that a list may take.</summary>
    [Parameter]
    [ValidateRange(0.1, 300.0)]
    public double TimeoutSeconds { get; set; } = 5;

    private protected WorkPump Pump => _pump!;

    private protected ListCatalog Catalog { get; private set; } = null!;

    private protected abstract string Activity { get; }

    /// <summary>The command will ask at all; one that does not needs no resolver.</summary>
    private protected virtual bool AsksLists => true;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _pump = new WorkPump(StopToken);
        _verbose = IsVerbose();
        Catalog = LoadCatalog();
        _candidates = AsksLists ? FindNameServers() : Array.Empty<IPEndPoint>();
        _transport = new Lazy<Task<IDnsTransport>>(OpenTransportAsync);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WaitBelow(1);
        if (_progressShown)
        {
            WriteProgress(new ProgressRecord(1, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private protected Task<IDnsTransport> TransportAsync() => _transport!.Value;

    private protected BlocklistRunOptions RunOptions(ListTestMemory? testMemory = null) => new()
    {
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        InFlight = ThrottleLimit,
        Memory = DnsMemory.Process,
        TestMemory = testMemory ?? ListTestMemory.Process,
        Trace = _verbose ? text => Pump.Post(() => WriteVerbose(text)) : null,
    };

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

    /// <summary>Tells the findings about the resolver once a run, where nobody looks at the results' own advice.</summary>
    private protected void Report(Task<BlocklistRun> opening)
    {
        // All work has ended, so both tasks are complete or end at once.
        BlocklistRun run = opening.GetAwaiter().GetResult();
        foreach (KeyValuePair<ResolverFinding, string> finding in run.DiagnoseAsync(StopToken).GetAwaiter().GetResult())
        {
            if (finding.Key == ResolverFinding.Unreachable)
            {
                WriteProblem(new Problem("NameServerUnreachable", run.Resolver, run.Resolver));
            }
            else
            {
                WriteWarning(finding.Value);
            }
        }
    }

    private protected void WaitBelow(int limit)
    {
        try
        {
            Pump.DrainUntilBelow(limit, ShowProgress);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void ShowProgress()
    {
        if (_watch.Elapsed < ProgressAfter)
        {
            return;
        }

        _progressShown = true;
        int ended = Volatile.Read(ref _ended);
        int answers = Volatile.Read(ref _answers);
        string status = ended + " of " + _started + " done" + (answers == 0 ? "" : ", " + answers + " answers in");
        WriteProgress(new ProgressRecord(1, Activity, status) { PercentComplete = _started == 0 ? 0 : 100 * ended / _started });
    }

    /// <summary>Counts an answer for the progress record. Callable from any thread.</summary>
    private protected void NoteAnswer() => Interlocked.Increment(ref _answers);

    private IReadOnlyList<IPEndPoint> FindNameServers()
    {
        if (NameServer is not null)
        {
            IPEndPoint? named = NameServerAddress.TryParse(NameServer);
            if (named is null)
            {
                Fail(new Problem("InvalidNameServer", NameServer, NameServer));
            }

            return new[] { named! };
        }

        IReadOnlyList<IPEndPoint> found = SystemResolver.Discover();
        if (found.Count == 0)
        {
            Fail(new Problem("NoNameServer", "-NameServer"));
        }

        return found;
    }

    private async Task<IDnsTransport> OpenTransportAsync()
    {
        IPEndPoint server = await SystemResolver.FirstAliveAsync(_candidates, Open, StopToken).ConfigureAwait(false);
        if (_verbose)
        {
            string text = "Asking through " + NameServerAddress.Show(server) + (NameServer is null ? ", the system's resolver." : ".");
            Pump.Post(() => WriteVerbose(text));
        }

        return Open(server);
    }

    private DnsClientTransport Open(IPEndPoint server) => new(server, TimeSpan.FromSeconds(TimeoutSeconds));

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
