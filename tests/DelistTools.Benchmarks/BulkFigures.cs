using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Sweeping;
using DnsClient;

namespace DelistTools.Benchmarks;

/// <summary>
/// 200,000 questions to a local rbldnsd: ours up to the verdict, bare DnsClient, and dnsperf, one after the other on the
/// same server with the same names and as many under way.
/// </summary>
internal static class BulkFigures
{
    private const int Lists = 4;

    private const int Addresses = 50_000;

    private const int InFlight = 100;

    internal static async Task<IReadOnlyList<Figure>> TakeAsync(int runs = 5)
    {
        await using SweepZones zones = await SweepZones.StartAsync(Lists);
        List<double> ours = [], bare = [], peer = [], overBare = [], overPeer = [], allocated = [];
        for (int run = 0; run <= runs; run++)
        {
            (double mine, double bytes) = await SweepAsync(zones);
            double dnsClient = await AskBareAsync(zones);
            double dnsperf = AskDnsperf(zones);
            if (run > 0)
            {
                // The first run is for the compiler.
                ours.Add(mine);
                bare.Add(dnsClient);
                peer.Add(dnsperf);
                overBare.Add(mine / dnsClient);
                overPeer.Add(mine / dnsperf);
                allocated.Add(bytes);
            }
        }

        return
        [
            new Figure("200,000 questions: verdicts a second", ours, "/s", bare, "bare DnsClient", 0) { IsFloor = true },
            new Figure("200,000 questions: times bare DnsClient's rate", overBare, "times", null, "", 4) { IsFloor = true },
            new Figure("200,000 questions: times dnsperf's rate", overPeer, "times", null, "", 0.6) { IsFloor = true },
            new Figure("200,000 questions: bytes allocated for each, result and all", allocated, "B", null, "", 200),
        ];
    }

    private static async Task<(double Rate, double Bytes)> SweepAsync(SweepZones zones)
    {
        MultiplexedTransport transport = new(zones.Server.EndPoint, new BulkOptions { InFlight = InFlight });
        BlocklistRun run = new(
            ListCatalog.Build([], [], new Dictionary<string, AccountKey>()),
            [.. zones.Zones.Select(z => new SelectedList(new Blocklist
            {
                Id = z, Name = z, Operator = z, Zone = z, Kind = BlocklistKind.IPv4, Rules = new ListRules { PublicZone = z, Pace = 0 },
            }, true))],
            transport,
            new BlocklistRunOptions { InFlight = InFlight, TestMemory = new ListTestMemory() });
        using SemaphoreSlim landed = new(0);
        AddressSweep sweep = AddressSweep.Start(
            run, transport.Client, new SweepOptions { InFlight = InFlight }, () => landed.Release(), e => throw e, CancellationToken.None);
        SweepRange range = new("all", new AddressRange(IPAddress.Parse("10.20.0.0"), IPAddress.Parse("10.20.195.79")), 0);
        long before = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        sweep.Add(range);
        int verdicts = 0;
        while (!range.Completion.Task.IsCompleted)
        {
            await landed.WaitAsync(100);
            while (sweep.TryTake(out SweptResult result))
            {
                verdicts += result.Result!.Answered;
                sweep.Written(result);
            }
        }

        double seconds = watch.Elapsed.TotalSeconds;
        double bytes = (double)(GC.GetTotalAllocatedBytes() - before) / (Lists * Addresses);
        sweep.Stop();
        return verdicts == Lists * Addresses
            ? (verdicts / seconds, bytes)
            : throw new InvalidOperationException("Only " + verdicts + " of " + (Lists * Addresses) + " questions ended with a verdict.");
    }

    private static async Task<double> AskBareAsync(SweepZones zones)
    {
        LookupClient client = new(new LookupClientOptions(zones.Server.EndPoint) { UseCache = false });
        string[] names = [.. Names(zones)];
        int next = -1;
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < names.Length)
            {
                await client.QueryAsync(names[i], QueryType.A);
            }
        })));
        return names.Length / watch.Elapsed.TotalSeconds;
    }

    private static double AskDnsperf(SweepZones zones)
    {
        string file = Path.Combine(zones.Folder, "questions");
        if (!File.Exists(file))
        {
            File.WriteAllLines(file, Names(zones).Select(n => n + " A"));
        }

        IPEndPoint server = zones.Server.EndPoint;
        ProcessStartInfo start = new("dnsperf") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-s", server.Address.ToString(), "-p", Text(server.Port), "-d", file, "-n", "1", "-q", Text(InFlight), "-c", "4"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Match rate = Regex.Match(output, @"Queries per second:\s+([0-9.]+)");
        return rate.Success
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("dnsperf gave no rate: " + output);
    }

    private static IEnumerable<string> Names(SweepZones zones) =>
        from i in Enumerable.Range(0, Addresses)
        from zone in zones.Zones
        select $"{i & 255}.{i >> 8}.20.10.{zone}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
