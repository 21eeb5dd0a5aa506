using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Commands;

/// <summary>Asks blocklists about addresses and says what of the answers can be believed.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Test-IpBlocklist.md")]
[OutputType(typeof(IpBlocklistResult), typeof(BlocklistCheck))]
public sealed class TestIpBlocklistCommand : ListQuestionCommand
{
    private const int WidestWindow = 256;

    private IReadOnlyList<SelectedList> _lists = Array.Empty<SelectedList>();
    private TargetParser? _parser;
    private Lazy<Task<BlocklistRun>>? _run;
    private bool _anyStarted;

    /// <summary>Addresses, CIDR blocks, ranges, host names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "IP")]
    [AddressText]
    [AllowEmptyString]
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

    /// <summary>Zones to ask that need not be in the catalogue.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Zone { get; set; }

    /// <summary>Every list's answer by itself, as it lands, instead of one result per address.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Asks about reserved addresses, and about more than 65,536 at once.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Activity => "Asking blocklists";

    private int Window => Math.Max(2, Math.Min(WidestWindow, (ThrottleLimit / Math.Max(1, _lists.Count)) + 1));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _lists = SelectLists(Catalog, Blocklist, Impact, Zone);

        _parser = new TargetParser(Catalog, Force);
        _run = new Lazy<Task<BlocklistRun>>(async () => new BlocklistRun(
            Catalog, _lists, await TransportAsync().ConfigureAwait(false), RunOptions()));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // What was wrong with the lists has been said; asking none of them would only say "undetermined".
        if (_lists.Count == 0)
        {
            return;
        }

        foreach (string text in Address)
        {
            TargetText target = _parser!.Parse(text);
            if (target.HostName is not null)
            {
                Start(() => CheckHostAsync(text, target.HostName, target.Problem));
            }
            else if (target.Problem is not null)
            {
                WriteProblem(target.Problem);
            }
            else
            {
                foreach (IPAddress address in target.Range!.Addresses())
                {
                    Start(() => CheckAsync(address, null));
                }
            }
        }

        Pump.Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_anyStarted)
        {
            Report(_run!.Value);
        }
    }

    private void Start(Func<Task> work)
    {
        _anyStarted = true;
        StartWork(Window, work);
    }

    private async Task CheckHostAsync(string input, string hostName, Problem? ifMissing)
    {
        BlocklistRun run = await _run!.Value.ConfigureAwait(false);
        HostAddresses host = await HostAddresses.FindAsync(
            DnsMemory.Process.Over(await TransportAsync().ConfigureAwait(false)), hostName, StopToken).ConfigureAwait(false);
        if (host.Problem(input, hostName, run.Resolver) is { } missing)
        {
            Problem told = host.Failure is null && ifMissing is not null ? ifMissing : missing;
            Pump.Post(() => WriteProblem(told));
        }

        await Task.WhenAll(host.Addresses.Select(async address =>
        {
            Problem? problem = _parser!.Refuse(hostName + " (" + address + ")", new AddressRange(address, address));
            if (problem is null)
            {
                await CheckAsync(address, hostName).ConfigureAwait(false);
            }
            else
            {
                Pump.Post(() => WriteProblem(problem));
            }
        })).ConfigureAwait(false);
    }

    private async Task CheckAsync(IPAddress address, string? hostName)
    {
        BlocklistRun run = await _run!.Value.ConfigureAwait(false);
        Action<BlocklistCheck> landed = check =>
        {
            NoteAnswer();
            if (Detailed)
            {
                Pump.Post(() => WriteObject(check));
            }
        };
        IpBlocklistResult result = await run.CheckAsync(address, hostName, landed, StopToken).ConfigureAwait(false);
        if (!Detailed)
        {
            Pump.Post(() => WriteObject(result));
        }
    }
}
