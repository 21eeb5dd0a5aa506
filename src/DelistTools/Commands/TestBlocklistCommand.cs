using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Commands;

/// <summary>Tests lists by their own test entries: whether they work, and what the resolver does to their answers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Blocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Test-Blocklist.md")]
[OutputType(typeof(BlocklistHealth))]
public sealed class TestBlocklistCommand : ListSourceCommand
{
    private readonly List<Blocklist> _asked = new();
    private Lazy<Task<BlocklistRun>>? _run;
    private BlocklistRun? _files;
    private bool _anyNamed;

    /// <summary>Lists by id or name, with wildcards; all live ones where left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Blocklist")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlocklistNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Tests anew, whatever is remembered, and keeps what comes of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Activity => "Testing blocklists";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // Whoever refused a while ago is asked all the same: two questions tell whether the resolver has been mended.
        BlocklistRunOptions options = RunOptions(Force, ignoresBreaker: true);
        _run = new Lazy<Task<BlocklistRun>>(async () => new BlocklistRun(
            Catalog, Array.Empty<SelectedList>(), await TransportAsync().ConfigureAwait(false), options));
        _files = new BlocklistRun(Catalog, Array.Empty<SelectedList>(), NoTransport.Instance, options);
        if (NameServer is not null)
        {
            NeedNameServer();
        }

        if (FindFiles(ListSelector.AddressKinds | BlocklistKind.Domain) is { } files)
        {
            _anyNamed = true;
            foreach (Blocklist file in files.Lists)
            {
                Start(file);
            }
        }

        foreach (string zone in Zone ?? Array.Empty<string>())
        {
            _anyNamed = true;
            Blocklist? list = ListSelector.FindZone(Catalog, zone, BlocklistKind.IPv4, out Problem? problem);
            if (list is not null)
            {
                Start(list);
            }
            else if (problem!.Id == "BlocklistClosed")
            {
                Start(Catalog.FindByZone(zone)!);
            }
            else
            {
                WriteProblem(problem);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (NamePattern pattern in NamePatterns.Of(Name))
        {
            _anyNamed = true;
            IReadOnlyList<Blocklist> found = ListSelector.Find(Catalog, pattern);
            if (found.Count == 0)
            {
                WriteProblem(new ListSelector(Catalog).Unknown(pattern.Text));
            }

            foreach (Blocklist list in found)
            {
                Start(list);
            }
        }

        Pump.Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Names from a pipeline that turned out empty are no wish to test everything.
        if (!_anyNamed && !MyInvocation.ExpectingInput)
        {
            foreach (Blocklist list in Catalog.Blocklists.Where(l => l.Status == BlocklistStatus.Live && ListSelector.IsAskable(l)))
            {
                Start(list);
            }
        }

        base.EndProcessing();
        if (_asked.Count > 0)
        {
            Report(_run!.Value);
        }
    }

    private void Start(Blocklist list)
    {
        if (Unasked(list) is { } health)
        {
            WriteObject(health);
            return;
        }

        if (list.File is null)
        {
            NeedNameServer();
            _asked.Add(list);
        }

        StartWork(ThrottleLimit, async () =>
        {
            BlocklistRun run = list.File is null ? await _run!.Value.ConfigureAwait(false) : _files!;
            BlocklistHealth result = await run.TestAsync(list, StopToken).ConfigureAwait(false);
            Pump.Post(() => WriteObject(result));
        });
    }

    /// <summary>The result for a list that is not asked; null where it is.</summary>
    private static BlocklistHealth? Unasked(Blocklist list)
    {
        Problem? problem = ListSelector.Refuse(list, list.Id);
        if (problem is null)
        {
            return null;
        }

        ListHealth health = problem.Id switch
        {
            "BlocklistClosed" => ListHealth.Closed,
            "BlocklistPrivate" => ListHealth.Private,
            "BlocklistKeyRequired" => ListHealth.KeyRequired,
            _ => ListHealth.NotTested,
        };
        return HealthTest.Untested(list, health, ErrorRecords.Message(problem.Id, problem.Arguments.ToArray()), resolver: "");
    }
}
