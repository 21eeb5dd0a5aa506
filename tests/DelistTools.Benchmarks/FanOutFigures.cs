using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Lab;
using DnsClient;

namespace DelistTools.Benchmarks;

/// <summary>One address on sixty lists behind 50 ms of delay, three of them silent.</summary>
internal static class FanOutFigures
{
    private const int Lists = 60;

    private const int Silent = 3;

    private const int Runs = 7;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    internal static async Task<IReadOnlyList<Figure>> TakeAsync()
    {
        DnsBehaviours dns = new();
        for (int i = 0; i < Lists; i++)
        {
            DnsRule rule = dns.Zone(new DnsblZone(Zone(i), DnsblKinds.Ip4).List("192.0.2.10"));
            _ = i < Silent ? rule.StaysSilent() : rule.Delays(Delay);
        }

        await using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        List<double> answered = [], whole = [], single = [];
        for (int run = 0; run <= Runs; run++)
        {
            (double last, double end) = await RunAsync(server.EndPoint);
            double one = await AskOneAsync(server.EndPoint);
            if (run > 0)
            {
                // The first run is for the compiler.
                answered.Add(last);
                whole.Add(end);
                single.Add(one);
            }
        }

        return
        [
            new Figure("60 lists, 50 ms, 3 silent: last answered list", answered, "ms", single, "one bare question", 300),
            new Figure("60 lists, 50 ms, 3 silent (1 s time-out): whole run", whole, "ms", null, "", Timeout.TotalMilliseconds + 200),
        ];
    }

    private static async Task<(double LastAnswered, double End)> RunAsync(IPEndPoint server)
    {
        ListCatalog catalog = ListCatalog.Build([], [], new Dictionary<string, AccountKey>());
        BlocklistRun run = new(
            catalog,
            Enumerable.Range(0, Lists).Select(i => new SelectedList(ListSelector.AdHoc(Zone(i), BlocklistKind.IPv4), true)).ToList(),
            new DnsClientTransport(server, Timeout),
            new BlocklistRunOptions { Timeout = Timeout, InFlight = 200, Memory = new DnsMemory(), TestMemory = new ListTestMemory(), Budget = new OperatorBudget() });
        ConcurrentBag<double> landed = [];
        Stopwatch watch = Stopwatch.StartNew();
        IpBlocklistResult result = await run.CheckAsync(
            IPAddress.Parse("192.0.2.10"),
            null,
            c =>
            {
                if (c.Verdict == ListingVerdict.Listed)
                {
                    landed.Add(watch.Elapsed.TotalMilliseconds);
                }
            },
            CancellationToken.None);
        return result.Answered == Lists - Silent
            ? (landed.Max(), watch.Elapsed.TotalMilliseconds)
            : throw new InvalidOperationException("Only " + result.Answered + " lists answered.");
    }

    private static async Task<double> AskOneAsync(IPEndPoint server)
    {
        LookupClient client = new(server);
        Stopwatch watch = Stopwatch.StartNew();
        await client.QueryAsync("10.2.0.192." + Zone(Lists - 1), QueryType.A);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static string Zone(int i) => "list" + i + ".lab.test";
}
