using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Core.Tests.RealServers;

/// <summary>A run over the wire, with memories of its own so that tests do not remember for each other.</summary>
internal sealed class RealRun
{
    private static readonly ListCatalog Vectors = ListCatalog.Build(
        [CatalogDocument.Load(Path.Combine(AppContext.BaseDirectory, "RealServers", "vectors-catalog.json"))],
        [],
        new Dictionary<string, AccountKey>());

    private static readonly PublicSuffixList Suffixes = PublicSuffixList.Read(PublicSuffixListTests.ShippedFile);

    private readonly BlocklistRun _run;

    internal RealRun(IPEndPoint server, double seconds, params string[] zones)
        : this(Open(server, seconds, isMultiplexed: true), seconds, zones)
    {
    }

    internal RealRun(IDnsTransport transport, double seconds, params string[] zones)
        : this(transport, seconds, new ListTestMemory(), zones)
    {
    }

    internal RealRun(IDnsTransport transport, double seconds, ListTestMemory memory, params string[] zones)
    {
        Transport = transport;
        Lists = zones.Select(ListOf).ToList();
        _run = new BlocklistRun(
            Vectors,
            Lists.Select(l => new SelectedList(l, isNamed: true)).ToList(),
            Transport,
            new BlocklistRunOptions
            {
                Timeout = TimeSpan.FromSeconds(seconds),
                Memory = new DnsMemory(),
                Budget = new OperatorBudget(),
                TestMemory = memory,
            });
    }

    /// <summary>A way to a server: over shared sockets, or over one of its own for each question.</summary>
    internal static IDnsTransport Open(IPEndPoint server, double seconds, bool isMultiplexed)
    {
        TimeSpan timeout = TimeSpan.FromSeconds(seconds);
        return isMultiplexed ? new MultiplexedTransport(server, new BulkOptions { Timeout = timeout }) : new DnsClientTransport(server, timeout);
    }

    internal IDnsTransport Transport { get; }

    internal IReadOnlyList<Blocklist> Lists { get; }

    internal Task<IpBlocklistResult> CheckAsync(string address) =>
        _run.CheckAsync(IPAddress.Parse(address), null, null, CancellationToken.None);

    internal Task<DomainBlocklistResult> CheckDomainAsync(string name) =>
        _run.CheckAsync(DomainTarget.Of(name, Suffixes), null, CancellationToken.None);

    internal Task<BlocklistCheck> CheckLabelsAsync(string target, BlocklistKind kind, string labels) =>
        _run.CheckListAsync(Lists[0], target, kind, labels, CancellationToken.None);

    internal Task<BlocklistHealth> TestAsync() => _run.TestAsync(Lists[0], CancellationToken.None);

    internal async Task<IReadOnlyList<ResolverFinding>> FindingsAsync() =>
        (await _run.DiagnoseAsync(CancellationToken.None)).Select(f => f.Key).ToList();

    private static Blocklist ListOf(string zone) =>
        Vectors.FindByZone(zone) ?? ListSelector.AdHoc(zone, BlocklistKind.IPv4 | BlocklistKind.IPv6);
}
