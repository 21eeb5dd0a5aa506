using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Commands;

/// <summary>What the cmdlets that ask lists share.</summary>
public abstract class ListQuestionCommand : NameServerCommand
{
    private const int WidestWindow = 256;

    private int _answers;
    private bool _hasNameServer;

    private protected ListQuestionCommand()
    {
    }

    /// <summary>
    /// The resolver to ask, with its port if it is not 53; the system's where left out. Of several, each further one only
    /// where those before it do not answer.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameServerCompleter))]
    public string[]? NameServer { get; set; }

    /// <summary>Questions under way at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 100;

    /// <summary>Seconds that a list may take.</summary>
    [Parameter]
    [ValidateRange(0.1, 300.0)]
    public double TimeoutSeconds { get; set; } = 5;

    private protected ListCatalog Catalog { get; private set; } = null!;

    private protected override TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    private protected override int InFlight => ThrottleLimit;

    private protected override string ProgressDetail
    {
        get
        {
            int answers = Volatile.Read(ref _answers);
            return answers == 0 ? "" : ", " + answers + " answers in";
        }
    }

    /// <summary>The command will ask at all; one that does not needs no resolver.</summary>
    private protected virtual bool AsksLists => true;

    /// <summary>Of a list that is a damaged file the rest is used.</summary>
    private protected virtual bool TakesDamagedFiles => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Catalog = LoadCatalog();
        if (AsksLists)
        {
            NeedNameServer();
        }
    }

    /// <summary>Decides which resolver is asked, where that is not decided. Ends the command where there is none. On the pipeline thread.</summary>
    private protected void NeedNameServer()
    {
        if (!_hasNameServer)
        {
            _hasNameServer = true;
            UseNameServer(NameServer);
        }
    }

    /// <summary>Targets under way at the same time, each of which is asked of so many lists.</summary>
    private protected int WindowFor(int lists) => Math.Max(2, Math.Min(WidestWindow, (ThrottleLimit / Math.Max(1, lists)) + 1));

    /// <summary>How to ask.</summary>
    /// <param name="asksAnew">Nothing that is remembered answers in place of a list.</param>
    /// <param name="ignoresBreaker">Ask also operators that refused the resolver a while ago.</param>
    private protected BlocklistRunOptions RunOptions(bool asksAnew = false, bool ignoresBreaker = false) => new()
    {
        Timeout = Timeout,
        InFlight = ThrottleLimit,
        Budget = Budget,
        IgnoresBreaker = ignoresBreaker,
        Memory = asksAnew ? null : DnsMemory.Process,
        TestMemory = TestMemory,
        TestReuse = asksAnew ? TestReuse.None : TestReuse.Kept,
        Files = FileOptions(TakesDamagedFiles),
        Succession = Succession,
        Trace = Trace,
        Warn = Warn,
    };

    /// <summary>Tells the findings about the resolver once a run, where nobody looks at the results' own advice.</summary>
    private protected void Report(Task<BlocklistRun> opening)
    {
        // All work has ended, so both tasks are complete or end at once.
        BlocklistRun run = opening.GetAwaiter().GetResult();
        foreach (KeyValuePair<ResolverFinding, string> finding in run.DiagnoseAsync(StopToken).GetAwaiter().GetResult())
        {
            if (finding.Key == ResolverFinding.Unreachable)
            {
                WriteProblem(new Problem("NameServerUnreachable", run.CurrentResolver, run.CurrentResolver));
            }
            else
            {
                WriteWarning(finding.Value);
            }
        }

        run.Budget.TraceNear();
        Pump.Drain();
    }

    /// <summary>Counts an answer for the progress record. Callable from any thread.</summary>
    private protected void NoteAnswer() => Interlocked.Increment(ref _answers);
}
