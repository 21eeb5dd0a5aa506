using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Routing;

namespace DelistTools.Benchmarks;

/// <summary>Ten thousand listed addresses that become plans as they stream by, and what stays in memory meanwhile.</summary>
internal static class RouteFigures
{
    private const int Results = 10_000;

    /// <summary>By then the window is full, so that nothing more has to stay.</summary>
    private const int Full = 4_000;

    private const int Runs = 7;

    internal static IReadOnlyList<Figure> Take()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        ProviderCatalog catalog = new CatalogStore(folder, () => Path.Combine(folder, "none", "catalog.json")).LoadProviders(out _);
        List<double> times = [], reads = [], growths = [];
        for (int run = 0; run <= Runs; run++)
        {
            double read = ReadAlone(catalog);
            double time = Stream(catalog, null);
            double growth = 0;
            Stream(catalog, retained => growth = retained);
            if (run > 0)
            {
                // The first run is for the compiler.
                times.Add(time);
                reads.Add(read);
                growths.Add(growth);
            }
        }

        return
        [
            new Figure("10,000 listed addresses become plans", times, "ms", reads, "reading them as findings alone", 2000),
            new Figure("Memory that 6,000 more of them leave behind meanwhile", growths, "KB", null, "", 512),
        ];
    }

    private static double ReadAlone(ProviderCatalog catalog)
    {
        FindingReader reader = new(catalog);
        List<IpBlocklistResult> results = Make(catalog).ToList();
        Stopwatch watch = Stopwatch.StartNew();
        int findings = results.Sum(r => reader.Read(r).Count());
        return findings >= Results ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException("Only " + findings + " findings.");
    }

    /// <summary>The milliseconds that the plans take, without the making of the results.</summary>
    private static double Stream(ProviderCatalog catalog, Action<double>? grown)
    {
        FindingReader reader = new(catalog);
        RoutePlanner planner = new(catalog, DateTime.UtcNow);
        FindingWindow window = new();
        Stopwatch watch = new();
        long before = 0;
        int taken = 0, plans = 0;
        foreach (IpBlocklistResult result in Make(catalog))
        {
            watch.Start();
            plans += reader.Read(result).SelectMany(window.Add).Count(g => planner.Plan(g, UpstreamAnswers.None).Steps.Count > 0);
            watch.Stop();
            if (++taken == Full && grown is not null)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        grown?.Invoke((GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0);
        watch.Start();
        plans += window.Flush().Count(g => planner.Plan(g, UpstreamAnswers.None).Steps.Count > 0);

        // Neighbours that are asked for together share a plan, so there are a few less than addresses.
        return plans > Results / 2 ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException("Only " + plans + " plans.");
    }

    /// <summary>Addresses all over the world, each with one to three listings on shipped lists; made one at a time.</summary>
    private static IEnumerable<IpBlocklistResult> Make(ProviderCatalog catalog)
    {
        Random random = new(20261123);
        Blocklist[] lists = catalog.Lists.Blocklists.Where(l => (l.Kind & BlocklistKind.IPv4) != 0 && ListSelector.IsAskable(l)).ToArray();
        for (int i = 0; i < Results; i++)
        {
            string address = string.Join(".", random.Next(1, 224), random.Next(256), random.Next(256), random.Next(256));
            BlocklistCheck[] listings = Enumerable.Range(0, random.Next(1, 4)).Select(_ => lists[random.Next(lists.Length)]).Distinct()
                .Select(l => Listed(l, address, l.Rules.Codes.Select(c => c.Component).OfType<string>().Take(random.Next(3)).Distinct().ToArray())).ToArray();
            yield return new IpBlocklistResult { Address = address, Status = ListingStatus.Listed, Listings = listings, CheckedAt = DateTime.UtcNow };
        }
    }

    private static BlocklistCheck Listed(Blocklist list, string address, string[] components) => new()
    {
        Target = address,
        Blocklist = list.Id,
        Operator = list.Operator,
        Zone = list.Zone,
        Verdict = ListingVerdict.Listed,
        Components = components,
        Texts = ["Listed, see https://list.test/why?ip=" + address],
        Reason = "an entry [Listed, see https://list.test/why?ip=" + address + "]",
        Scope = list.Scope,
        Impact = list.Impact,
        CheckedAt = DateTime.UtcNow,
    };
}
