using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Cases;
using DelistTools.Waiting;

namespace DelistTools.Commands;

/// <summary>Asks blocklists about a set of addresses again and again, and tells what changes.</summary>
[Cmdlet("Watch", "IpBlocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Watch-IpBlocklist.md")]
[OutputType(typeof(BlocklistEvent))]
public sealed class WatchIpBlocklistCommand : ListQuestionCommand
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly List<IPAddress> _addresses = new();
    private readonly HashSet<IPAddress> _known = new();
    private IReadOnlyList<SelectedList> _lists = Array.Empty<SelectedList>();
    private TargetParser? _parser;
    private Dns.FreshResolver? _resolver;
    private WatchStore? _store;
    private volatile string _status = "";

    /// <summary>Addresses, CIDR blocks, ranges.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "IP")]
    [AddressText]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string[] Address { get; set; } = Array.Empty<string>();

    /// <summary>Lists to ask, by id or name, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlocklistNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Blocklist { get; set; }

    /// <summary>Only lists of this impact; lists named exactly are asked all the same.</summary>
    [Parameter]
    public BlocklistImpact[]? Impact { get; set; }

    /// <summary>The name under which it is kept what was told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(WatchNameCompleter))]
    public string? Name { get; set; }

    /// <summary>Minutes from the beginning of one round to that of the next.</summary>
    [Parameter]
    [ValidateRange(0.01, 44640.0)]
    public double IntervalMinutes { get; set; } = WatchSet.UsualInterval.TotalMinutes;

    /// <summary>One round, for a schedule of somebody else's.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    /// <summary>Does not tell what is listed when it is first asked about.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Watches reserved addresses, and more than lists like.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The file that the cases and watches are kept in, or a folder for it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    private protected override string Activity => "Watching blocklists";

    private protected override string ProgressDetail => _status.Length == 0 ? "" : ", " + _status;

    // The resolver is looked up anew for each round, and may be away when the first one begins.
    private protected override bool AsksLists => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _resolver = FindFreshResolver(NameServer);
        _lists = SelectLists(Catalog, ListSelector.AddressKinds, Blocklist, Impact, zones: null);

        if (!Once && IsPublic && TimeSpan.FromMinutes(IntervalMinutes) < WatchSet.ShortestInterval)
        {
            Fail(new Problem("WatchIntervalTooShort", IntervalMinutes, IntervalMinutes, WatchSet.ShortestInterval.TotalMinutes));
        }

        _store = new WatchStore(FindStore(StorePath));
        _parser = new TargetParser(Catalog, Force);
    }

    private bool IsPublic => _lists.Any(l => !AskSchedule.IsOwn(l.List));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in Address)
        {
            TargetText target = _parser!.Parse(text);
            Problem? problem = target.Problem ?? (target.HostName is null ? null : new Problem("WatchNeedsAddress", text, text));
            if (problem is null && !Force && _addresses.Count + (long)target.Range!.Count > TargetParser.WidestUnforced)
            {
                problem = new Problem("RangeTooWide", text, text, (_addresses.Count + target.Range.Count).ToString("N0", CultureInfo.InvariantCulture));
            }

            if (problem is not null)
            {
                WriteProblem(problem);
                continue;
            }

            _addresses.AddRange(target.Range!.Addresses().Where(_known.Add));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_lists.Count > 0 && _addresses.Count > 0)
        {
            TimeSpan interval = TimeSpan.FromMinutes(IntervalMinutes);
            double aDay = WatchSet.QuestionsADay(_addresses.Count, Once ? WatchSet.UsualInterval : interval);
            if (!Force && WatchSet.FindTooMany(_lists, aDay, out double asked) is { } list)
            {
                Fail(new Problem(
                    "WatchTooMany", _addresses.Count, _addresses.Count, Math.Ceiling(asked).ToString("N0", CultureInfo.InvariantCulture),
                    list.Rules.DailyLimit.ToString("N0", CultureInfo.InvariantCulture), list.Operator, list.Id));
            }

            BlocklistWatch watch = new(
                Name ?? WatchSet.NameOf(_addresses.Select(a => a.ToString()), Choice()),
                _store!,
                new ListAsker(Catalog, _resolver!.OpenAsync, RunOptions()),
                _lists,
                WindowFor(_lists.Count),
                new WaitOptions { Trace = Trace, Status = text => _status = text },
                SkipExisting);
            Resume(watch);
            StartWork(1, () => Once ? RoundAsync(watch) : watch.RunAsync(_addresses, interval, e => Pump.Post(() => Tell(e)), Report, StopToken));
        }

        base.EndProcessing();
    }

    /// <summary>What was chosen, for a name that lasts.</summary>
    private IEnumerable<string> Choice() =>
        (Blocklist ?? Array.Empty<string>()).Concat((Impact ?? Array.Empty<BlocklistImpact>()).Select(i => "impact=" + i));

    private void Resume(BlocklistWatch watch)
    {
        IReadOnlyList<BlocklistEvent> untold = Array.Empty<BlocklistEvent>();
        try
        {
            untold = watch.Resume(StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (StoreException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e.Problem, e.InnerException));
        }

        foreach (BlocklistEvent one in untold)
        {
            Tell(one);
        }
    }

    private async Task RoundAsync(BlocklistWatch watch)
    {
        try
        {
            if (!await watch.RoundAsync(_addresses, e => Pump.Post(() => Tell(e)), StopToken).ConfigureAwait(false))
            {
                Report(watch.SilentRound());
            }
        }
        catch (StoreException e)
        {
            Report(e.Problem);
        }
    }

    /// <summary>Hands an event over, and then notes that it was. Whoever leaves the pipeline with it has it.</summary>
    private void Tell(BlocklistEvent one)
    {
        try
        {
            WriteObject(one);
        }
        catch (FlowControlException)
        {
            NoteTold(one);
            throw;
        }

        NoteTold(one);
    }

    private void NoteTold(BlocklistEvent one)
    {
        // Whoever stops the command has the event already, so the note of it gets a moment more.
        using CancellationTokenSource grace = new();
        using CancellationTokenRegistration stop = StopToken.Register(() => grace.CancelAfter(Grace));
        try
        {
            _store!.Told(one, grace.Token);
        }
        catch (StoreException e)
        {
            WriteError(ErrorRecords.Of(e.Problem, e.InnerException));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Says that rounds fail, or no longer do. Callable from any thread.</summary>
    private void Report(Problem? fault) => Pump.Post(() =>
    {
        if (fault is null)
        {
            WriteWarning("The watch works again: lists answered in the last round.");
        }
        else
        {
            WriteProblem(fault);
        }
    });
}
