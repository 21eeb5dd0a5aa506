using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;
using DelistTools.Sweeping;

namespace DelistTools.Benchmarks;

/// <summary>A /16 with twenty entries on NSD: questions of the pruned sweep in percent of the full one's.</summary>
internal static class PruneFigures
{
    private const string Together = "together.lab.test";

    private const string Apart = "apart.lab.test";

    internal static async Task<IReadOnlyList<Figure>> TakeAsync()
    {
        const string TestEntry = "2.0.0.127 IN A 127.0.0.2\n";
        StringBuilder together = new(TestEntry), apart = new(TestEntry);
        for (int i = 0; i < 20; i++)
        {
            together.Append(i * 11).Append(".77.20.10 IN A 127.0.0.2\n");
            apart.Append(i * 11).Append('.').Append(i * 12).Append(".20.10 IN A 127.0.0.2\n");
        }

        await using NsdServer server = await NsdServer.StartAsync(new Dictionary<string, string>
        {
            [Together] = together.ToString(), [Apart] = apart.ToString(),
        });
        return
        [
            new Figure("-Prune, 20 entries in one /24: questions", [await ShareAsync(server, Together)], "%", null, "", 1),
            new Figure("-Prune, 20 entries in twenty /24s: questions", [await ShareAsync(server, Apart)], "%", null, "", 9),
        ];
    }

    private static async Task<double> ShareAsync(NsdServer server, string zone)
    {
        (long full, string fullListed) = await SweepAsync(server, zone, false);
        (long pruned, string prunedListed) = await SweepAsync(server, zone, true);
        return fullListed == prunedListed
            ? 100.0 * pruned / full
            : throw new InvalidOperationException("The pruned sweep found " + prunedListed + ", the full one " + fullListed + ".");
    }

    private static async Task<(long Questions, string Listed)> SweepAsync(NsdServer server, string zone, bool prunes)
    {
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions());
        Blocklist list = new()
        {
            Id = zone, Name = zone, Operator = zone, Zone = zone, Kind = BlocklistKind.IPv4, Rules = new ListRules { PublicZone = zone, Pace = 0 },
        };
        BlocklistRun run = new(
            ListCatalog.Build([], [], new Dictionary<string, AccountKey>()), [new SelectedList(list, true)], transport,
            new BlocklistRunOptions { TestMemory = new ListTestMemory() });
        using SemaphoreSlim landed = new(0);
        AddressSweep sweep = AddressSweep.Start(
            run, transport.Client, new SweepOptions { Prunes = prunes }, () => landed.Release(), e => throw e, CancellationToken.None);
        SweepRange range = new("10.20.0.0/16", TargetParser.TryParseRange("10.20.0.0/16")!, 0);
        sweep.Add(range);
        List<string> listed = [];
        while (!range.Completion.Task.IsCompleted)
        {
            await landed.WaitAsync(100);
            while (sweep.TryTake(out SweptResult result))
            {
                if (result.Result!.IsListed)
                {
                    listed.Add(result.Result.Address);
                }

                sweep.Written(result);
            }
        }

        sweep.Stop();
        return (transport.Client.Counts.Questions, string.Join(' ', listed.Order(StringComparer.Ordinal)));
    }
}
