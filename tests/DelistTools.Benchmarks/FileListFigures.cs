using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using DelistTools.ListFiles;

namespace DelistTools.Benchmarks;

/// <summary>
/// A list of a million IPv4 addresses in a file: how long it takes to read, and how many addresses one core looks up in it.
/// The peers are what one writes in ten lines: all lines as strings, parsed by the framework, in a HashSet.
/// </summary>
internal static class FileListFigures
{
    internal const int Entries = 1_000_000;
    private const int Runs = 5;
    private const int Lookups = 20_000_000;
    private const int Asked = 1 << 20;
    private const double Second = 1000;

    internal static IReadOnlyList<Figure> Take()
    {
        string path = Path.GetTempFileName();
        try
        {
            uint[] listed = Write(path, Entries, seed: 1);
            uint[] misses = Random(Asked, seed: 2);
            uint[] hits = [.. Enumerable.Range(0, Asked).Select(i => listed[(int)(i * 7919L % listed.Length)])];
            List<double> load = [], loadPeer = [], miss = [], missPeer = [], hit = [], hitPeer = [], garbage = [];
            for (int run = 0; run <= Runs; run++)
            {
                LoadedList list = null!;
                HashSet<uint> set = null!;
                double loading = Time(() => list = new ListFileLoader(path, ListFileFormat.Auto, lenient: false).Load(CancellationToken.None));
                double loadingPeer = Time(() => set = ReadWithFramework(path));
                double missing = Time(() => Count(list, misses));
                long before = GC.GetAllocatedBytesForCurrentThread();
                double hitting = Time(() => Count(list, hits));
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                double missingPeer = Time(() => Count(set, misses));
                double hittingPeer = Time(() => Count(set, hits));
                Console.WriteLine(
                    "  {0:N0} entries read in {1:0} ms, with the framework in {2:0} ms; {3:0.0} million misses and {4:0.0} million hits a second, a HashSet {5:0.0} and {6:0.0}",
                    list.Entries, loading, loadingPeer, Millions(missing), Millions(hitting), Millions(missingPeer), Millions(hittingPeer));
                if (run > 0)
                {
                    // The first run is for the compiler, but what a command sees is just that.
                    load.Add(loading);
                    loadPeer.Add(loadingPeer);
                    miss.Add(missing);
                    missPeer.Add(missingPeer);
                    hit.Add(hitting);
                    hitPeer.Add(hittingPeer);
                    garbage.Add(allocated);
                }
                else
                {
                    load.Add(loading);
                    loadPeer.Add(loadingPeer);
                }
            }

            double goal = Lookups / 5_000_000.0 * Second;
            return
            [
                new Figure("List in a file, 1,000,000 lines read", load, "ms", loadPeer, "ReadAllLines, Parse, HashSet", Second),
                new Figure("List in a file, 20,000,000 look-ups that find nothing", miss, "ms", missPeer, "HashSet", goal),
                new Figure("List in a file, 20,000,000 look-ups that find", hit, "ms", hitPeer, "HashSet", goal),
                new Figure("List in a file, allocated by 20,000,000 look-ups", garbage, "B", null, "", 1000),
            ];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes so many random addresses, and gives them.</summary>
    internal static uint[] Write(string path, int count, int seed)
    {
        uint[] addresses = Random(count, seed);
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(false), 1 << 16);
        foreach (uint address in addresses)
        {
            writer.Write(Text(address));
            writer.Write('\n');
        }

        return addresses;
    }

    internal static uint[] Random(int count, int seed)
    {
        Random random = new(seed);
        uint[] addresses = new uint[count];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = (uint)random.NextInt64(0x01000000, 0xE0000000);
        }

        return addresses;
    }

    internal static HashSet<uint> ReadWithFramework(string path)
    {
        HashSet<uint> set = [];
        foreach (string line in File.ReadAllLines(path))
        {
            byte[] octets = IPAddress.Parse(line).GetAddressBytes();
            set.Add(((uint)octets[0] << 24) | ((uint)octets[1] << 16) | ((uint)octets[2] << 8) | octets[3]);
        }

        return set;
    }

    private static string Text(uint address) => string.Format(
        CultureInfo.InvariantCulture, "{0}.{1}.{2}.{3}", address >> 24, (address >> 16) & 255, (address >> 8) & 255, address & 255);

    private static int Count(LoadedList list, uint[] addresses)
    {
        int found = 0;
        for (int i = 0; i < Lookups; i++)
        {
            found += list.MayList(addresses[i & (Asked - 1)]) ? 1 : 0;
        }

        return found;
    }

    private static int Count(HashSet<uint> set, uint[] addresses)
    {
        int found = 0;
        for (int i = 0; i < Lookups; i++)
        {
            found += set.Contains(addresses[i & (Asked - 1)]) ? 1 : 0;
        }

        return found;
    }

    private static double Millions(double milliseconds) => Lookups / milliseconds / 1000;

    private static double Time<T>(Func<T> work)
    {
        GC.Collect();
        Stopwatch watch = Stopwatch.StartNew();
        _ = work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
