using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using DelistTools.Core.Tests.Wire;

namespace DelistTools.Benchmarks;

/// <summary>Damaged replies of name servers.</summary>
internal static class ReplyFigures
{
    internal static int Mutate(int count)
    {
        Dictionary<string, int> tally = [];
        Stopwatch watch = Stopwatch.StartNew();
        List<string> faults = ReplyFuzz.Run(count, seed: Environment.TickCount, tally);
        foreach (string fault in faults)
        {
            Console.WriteLine(fault);
        }

        foreach ((string what, int times) in tally.OrderByDescending(t => t.Value))
        {
            Console.WriteLine($"  {times,10:N0} {what}");
        }

        Console.WriteLine($"{count:N0} replies in {watch.Elapsed.TotalSeconds:0} s, {faults.Count} faults.");
        return faults.Count == 0 ? 0 : 1;
    }
}
