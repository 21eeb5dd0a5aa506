using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;

namespace DelistTools.Benchmarks;

/// <summary>Lists on a real rbldnsd, twenty entries in each /16, and the overlay that marks them as the user's own.</summary>
internal sealed class SweepZones : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private SweepZones(DirectoryInfo folder, IReadOnlyList<string> zones, RbldnsdServer server)
    {
        _folder = folder;
        Zones = zones;
        Server = server;
    }

    internal IReadOnlyList<string> Zones { get; }

    internal RbldnsdServer Server { get; }

    internal string Folder => _folder.FullName;

    internal string CatalogPath => Path.Combine(Folder, "overlay.json");

    internal static async Task<SweepZones> StartAsync(int lists)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("delisttools-sweep");
        string zonesFolder = folder.CreateSubdirectory("zones").FullName;
        Random random = new(11);
        string[] zones = [.. Enumerable.Range(0, lists).Select(i => "sweep" + i + ".lab.test")];
        foreach (string zone in zones)
        {
            File.WriteAllText(
                Path.Combine(zonesFolder, zone),
                "$SOA 300 ns.test. hostmaster.test. 1 600 300 86400 300\n:127.0.0.2:listed $\n127.0.0.2\n"
                + string.Join("\n", Enumerable.Range(0, 20).Select(_ => $"10.20.{random.Next(256)}.{random.Next(256)}")) + "\n");
        }

        RbldnsdServer server = await RbldnsdServer.StartAsync(
            new RbldnsdOptions { ZonesFolder = zonesFolder, ZoneSpecifications = [.. zones.Select(z => z + ":ip4set:" + z)] }, CancellationToken.None);
        SweepZones made = new(folder, zones, server);
        File.WriteAllText(made.CatalogPath, "{ \"schema\": 1, \"blocklists\": [" + string.Join(",", zones.Select((zone, i) => $$"""
            { "id": "sweep-{{i}}", "name": "sweep {{i}}", "operator": "nobody", "kind": ["ip4"], "zone": "{{zone}}", "about": "A list of the laboratory.",
              "impact": "low", "status": "live", "pace": 0, "confidence": "low", "verifiedOn": "2026-11-28",
              "sources": [ { "source": "the laboratory", "date": "2026-11-28", "supports": "all" } ] }
            """)) + "] }");
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(true);
    }
}
