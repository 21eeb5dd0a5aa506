using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Commands;

/// <summary>Asks blocklists about addresses and says what of the answers can be believed.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlocklist", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Test-IpBlocklist.md")]
[OutputType(typeof(IpBlocklistResult), typeof(BlocklistCheck))]
public sealed class TestIpBlocklistCommand : BlocklistCheckCommand
{
    private TargetParser? _parser;

    /// <summary>Addresses, CIDR blocks, ranges, host names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "IP")]
    [AddressText]
    [AllowEmptyString]
    public string[] Address { get; set; } = Array.Empty<string>();

    private protected override BlocklistKind Kinds => ListSelector.AddressKinds;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _parser = new TargetParser(Catalog, Force);
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
                foreach (IPAddress address in target.Range!.Addresses())
                {
                    Start(() => CheckAsync(address, null));
                }
            }
        }

        Pump.Drain();
    }

    private async Task CheckHostAsync(string input, string hostName, Problem? ifMissing)
    {
        IDnsTransport transport = await TransportAsync().ConfigureAwait(false);
        HostAddresses host = await HostAddresses.FindAsync(DnsMemory.Process.Over(transport), hostName, StopToken).ConfigureAwait(false);
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
