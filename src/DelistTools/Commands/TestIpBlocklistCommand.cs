using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Pipeline;
using DelistTools.Sweeping;

namespace DelistTools.Commands;

/// <summary>Asks blocklists about addresses and says what of the answers can be believed.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Test-IpBlocklist.md")]
[OutputType(typeof(IpBlocklistResult), typeof(BlocklistCheck), typeof(IpBlocklistSummary))]
public sealed class TestIpBlocklistCommand : BlocklistCheckCommand
{
    private TargetParser? _parser;
    private SweepShard? _shard;
    private RangeOutput? _output;
    private Lazy<Task<AddressSweep>>? _sweep;
    private int _ranges;

    /// <summary>Addresses, CIDR blocks, ranges, host names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "IP")]
    [AddressText]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string[] Address { get; set; } = Array.Empty<string>();

    /// <summary>One summary for each range instead of a result for each address.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>One of several equal parts of each range, such as 3/16, for several machines.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Shard { get; set; }

    /// <summary>Leaves out parts of ranges of which a list's server says that they are empty.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>The file in which the command leaves how far it has come, and from which it goes on.</summary>
    [Parameter]
    [Alias("ResumeFrom")]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    private protected override BlocklistKind Kinds => ListSelector.AddressKinds;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _parser = new TargetParser(Catalog, Force);
        _shard = SweepShard.TryParse(Shard);
        if (Shard is not null && _shard is null)
        {
            Fail(new Problem("ShardInvalid", Shard, Shard));
        }

        if (Summary && Detailed)
        {
            Fail(new Problem("SummaryAndDetailed", "-Summary"));
        }

        string? statePath = StatePath is null ? null : FullPath(StatePath);
        if (StatePath is not null && statePath is null)
        {
            Fail(new Problem("PathNotInFileSystem", StatePath, StatePath));
        }

        _output = new RangeOutput(
            Pump, WriteObject, Summary ? WriteObject : null, Detailed ? WriteObject : null, WriteProblem, _shard?.ToString());
        _sweep = new Lazy<Task<AddressSweep>>(() => OpenSweepAsync(statePath));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!HasLists)
        {
            return;
        }

        foreach (string text in Address)
        {
            TargetText target = _parser!.Parse(text);
            if (target.HostName is not null)
            {
                NeedNameServer();
                Start(() => CheckHostAsync(text, target.HostName, target.Problem));
            }
            else if (target.Problem is not null)
            {
                WriteProblem(target.Problem);
            }
            else
            {
                StartRange(text.Trim(), target.Range!);
            }
        }

        Pump.Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _output!.Close();
        if (StatePath is not null && _output.Left is > 0 and long left)
        {
            WriteWarning(ErrorRecords.Message("SweepLeft", left.ToString("N0", CultureInfo.InvariantCulture), StatePath));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _output?.Close();
    }

    private protected override ProgressRecord Progress()
    {
        long total = _output!.Total;
        if (total == 0)
        {
            return base.Progress();
        }

        long written = _output.Written;
        double seconds = Elapsed.TotalSeconds;
        ProgressRecord record = new(WorkProgress.ActivityId, Activity, string.Format(
            CultureInfo.InvariantCulture, "{0:N0} of {1:N0} addresses, {2:N0} answers a second", written, total, _output.Answers / seconds))
        {
            PercentComplete = (int)(100 * written / total),
        };
        if (written > 0)
        {
            record.SecondsRemaining = (int)Math.Min(int.MaxValue, seconds * (total - written) / written);
        }

        return record;
    }

    /// <summary>A single address is asked about at once; a range goes through the sweep, and so does what only the sweep can.</summary>
    private void StartRange(string text, AddressRange range)
    {
        if (range.Count.IsOne && _shard is null && !Summary && StatePath is null)
        {
            Start(() => CheckAsync(range.First, null));
            return;
        }

        foreach (AddressRange part in _shard is null ? new[] { range } : _shard.PartsOf(range))
        {
            if (part.Count > SweepRange.Widest)
            {
                WriteProblem(new Problem("RangeNeverEnds", text, text, part.Count.ToString("N0", CultureInfo.InvariantCulture)));
                continue;
            }

            SweepRange swept = new(text, part, _ranges++);
            Start(() => SweepAsync(swept));
        }
    }

    private async Task SweepAsync(SweepRange range)
    {
        try
        {
            await _output!.AddAsync(await _sweep!.Value.ConfigureAwait(false), range, StopToken).ConfigureAwait(false);
        }
        catch (SweepStateException e)
        {
            Pump.Post(() => Fail(e.Problem));
        }
    }

    private async Task<AddressSweep> OpenSweepAsync(string? statePath)
    {
        BlocklistRun run = await RunAsync().ConfigureAwait(false);
        BulkClient? client = (await ListTransportAsync().ConfigureAwait(false) as MultiplexedTransport)?.Client;
        return _output!.Open(
            (landed, failed) => AddressSweep.Start(run, client, new SweepOptions { InFlight = ThrottleLimit, Prunes = Prune, GivesChecks = Detailed, Trace = Trace }, landed, failed, StopToken),
            statePath is null ? null : () => SweepState.Open(statePath, run, _shard?.ToString()));
    }

    private async Task CheckHostAsync(string input, string hostName, Problem? ifMissing)
    {
        IDnsTransport transport = await SucceedingTransportAsync(DnsMemory.Process).ConfigureAwait(false);
        HostAddresses host = await HostAddresses.FindAsync(transport, hostName, StopToken).ConfigureAwait(false);
        if (host.Problem(input, hostName, transport.Resolver) is { } missing)
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

    private Task CheckAsync(IPAddress address, string? hostName) =>
        CheckAsync(async (run, landed) => await run.CheckAsync(address, hostName, landed, StopToken).ConfigureAwait(false));
}
