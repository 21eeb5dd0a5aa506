using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>Runs over a transport in memory, which share no memory with one another.</summary>
internal static class Runs
{
    internal const string Address = "1.2.3.4";

    internal const string Labels = "4.3.2.1.";

    /// <summary>A pace at which nobody waits: a day passes between any two questions.</summary>
    internal static OperatorPace NoPace()
    {
        FakeClock clock = new();
        return new OperatorPace(() =>
        {
            clock.Advance(TimeSpan.FromDays(1));
            return clock.Now();
        });
    }

    internal static BlocklistRunOptions Options(TimeSpan? timeout = null, Action<string>? trace = null) => new()
    {
        Timeout = timeout ?? TimeSpan.FromMinutes(1),
        Pace = NoPace(),
        TestMemory = new ListTestMemory(),
        Trace = trace,
    };

    /// <summary>A run over every list of the catalogue that can be asked.</summary>
    internal static BlocklistRun Wide(ListCatalog catalog, FakeTransport transport, BlocklistRunOptions? options = null) =>
        new(catalog, new ListSelector(catalog).Select(
            Array.Empty<NamePattern>(), Array.Empty<BlocklistImpact>(), Array.Empty<string>(), BlocklistKind.IPv4 | BlocklistKind.IPv6),
            transport, options ?? Options());

    internal static BlocklistRun Named(
        ListCatalog catalog, FakeTransport transport, IEnumerable<string> ids, BlocklistRunOptions? options = null) =>
        new(catalog, ids.Select(id => new SelectedList(catalog.Find(id)!, isNamed: true)).ToList(), transport, options ?? Options());

    internal static Task<IpBlocklistResult> CheckAsync(this BlocklistRun run, string address = Address) =>
        run.CheckAsync(IPAddress.Parse(address), null, null, CancellationToken.None);

    /// <summary>A run over every list of domains that can be asked.</summary>
    internal static BlocklistRun WideForDomains(ListCatalog catalog, FakeTransport transport, BlocklistRunOptions? options = null) =>
        new(catalog, new ListSelector(catalog).Select(
            Array.Empty<NamePattern>(), Array.Empty<BlocklistImpact>(), Array.Empty<string>(), BlocklistKind.Domain),
            transport, options ?? Options());

    internal static Task<DomainBlocklistResult> CheckDomainAsync(this BlocklistRun run, string name, string registrable) =>
        run.CheckAsync(new DomainTarget(name, registrable), null, CancellationToken.None);

    internal static BlocklistCheck Of(this DomainBlocklistResult result, string id) => result.Checks.Single(c => c.Blocklist == id);

    internal static BlocklistCheck Of(this IpBlocklistResult result, string id) => result.Checks.Single(c => c.Blocklist == id);
}
