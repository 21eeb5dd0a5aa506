using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Commands;

/// <summary>What the cmdlets share that check targets of a kind on the lists that the user chooses.</summary>
public abstract class BlocklistCheckCommand : ListSourceCommand
{
    private IReadOnlyList<SelectedList> _lists = Array.Empty<SelectedList>();
    private Lazy<Task<BlocklistRun>>? _run;
    private Lazy<Task<IDnsTransport>>? _listTransport;
    private bool _anyStarted;

    private protected BlocklistCheckCommand()
    {
    }

    /// <summary>Lists to ask, by id or name, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlocklistNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Blocklist { get; set; }

    /// <summary>Only lists of this impact; lists named exactly are asked all the same.</summary>
    [Parameter]
    public BlocklistImpact[]? Impact { get; set; }

    /// <summary>Every list's answer by itself, as it lands, instead of one result per target.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Asks also about what no list can hold, and about more than lists like; and uses what can be read of damaged files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The kinds of target that the cmdlet checks.</summary>
    private protected abstract BlocklistKind Kinds { get; }

    private protected override bool TakesDamagedFiles => Force;

    private protected override string Activity => "Asking blocklists";

    /// <summary>
    /// There is a list to ask. Where there is none, what was wrong with the lists has been said; asking none of them
    /// would only say "undetermined".
    /// </summary>
    private protected bool HasLists => _lists.Count > 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        FileLists? files = FindFiles(Kinds);
        _lists = SelectLists(Catalog, Kinds, Blocklist, Impact, Zone, files);
        bool asksByDns = _lists.Any(l => l.List.File is null);
        if (asksByDns || NameServer is not null)
        {
            NeedNameServer();
        }

        _listTransport = new Lazy<Task<IDnsTransport>>(() => asksByDns ? TransportAsync() : Task.FromResult(NoTransport.Instance));
        _run = new Lazy<Task<BlocklistRun>>(async () => new BlocklistRun(
            Catalog, _lists, await ListTransportAsync().ConfigureAwait(false), RunOptions()));
    }

    /// <summary>The way to the lists; none where all of them are files.</summary>
    private protected Task<IDnsTransport> ListTransportAsync() => _listTransport!.Value;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_anyStarted)
        {
            Report(_run!.Value);
        }
    }

    /// <summary>The run that all targets of the command share; it is opened when the first one needs it.</summary>
    private protected Task<BlocklistRun> RunAsync() => _run!.Value;

    /// <summary>Starts work on a target as soon as there is a place for it.</summary>
    private protected void Start(Func<Task> work)
    {
        _anyStarted = true;
        StartWork(WindowFor(_lists.Count), work);
    }

    /// <summary>Checks one target, and writes its checks as they land or its result. Callable from any thread.</summary>
    /// <param name="check">Checks the target in the run, and calls the action once a check.</param>
    private protected async Task CheckAsync(Func<BlocklistRun, Action<BlocklistCheck>, Task<object>> check)
    {
        BlocklistRun run = await RunAsync().ConfigureAwait(false);
        object result = await check(run, Landed).ConfigureAwait(false);
        if (!Detailed)
        {
            Pump.Post(() => WriteObject(result));
        }
    }

    private void Landed(BlocklistCheck check)
    {
        NoteAnswer();
        if (Detailed)
        {
            Pump.Post(() => WriteObject(check));
        }
    }
}
