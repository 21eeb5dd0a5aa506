using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using DelistTools.Diagnosis;

namespace DelistTools.Benchmarks;

/// <summary>
/// A log of Postfix of which one line in a hundred is a refusal, against what an administrator does without this module: a
/// regular expression on each line, as Select-String applies it.
/// </summary>
internal static class LogFigures
{
    private const int Runs = 5;
    private const int Megabytes = 256;

    /// <summary>Finds most of the lines: what one types.</summary>
    private const string OneWord = "status=(bounced|deferred)";

    /// <summary>Finds all of the lines: what one has to type.</summary>
    private const string AllWords = "status=(bounced|deferred|undeliverable|expired)|reject: |said: [45]\\d\\d|refused to talk to me|NOQUEUE";

    /// <summary>Reads a log of so many megabytes, several times.</summary>
    internal static IReadOnlyList<Figure> Take(int megabytes = Megabytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            PostfixLogWriter.Write(path, megabytes);
            List<double> ofAll = [];
            List<double> ofOne = [];
            List<double> memory = [];
            for (int run = 0; run <= Runs; run++)
            {
                double time = Time(() => ReadWith(path), out long refusals);
                memory.Add(Environment.WorkingSet / 1048576.0);
                double all = Time(() => Search(path, AllWords), out long allLines);
                double one = Time(() => Search(path, OneWord), out long oneLines);
                if (run > 0)
                {
                    // The first run is for the compiler.
                    ofAll.Add(100 * time / all);
                    ofOne.Add(100 * time / one);
                }

                Console.WriteLine(
                    "  {0} MB: {1:0} ms for {2} refusals; all words {3:0} ms for {4} lines; one word {5:0} ms for {6}; {7:0} MB of memory",
                    megabytes, time, refusals, all, allLines, one, oneLines, memory[^1]);
            }

            return
            [
                new Figure("Postfix log, of the time of all words on each line", ofAll, "%", null, "", 10),
                new Figure("Postfix log, of the time of one word on each line", ofOne, "%", null, "", 10),
                new Figure("Postfix log, working set", memory, "MB", null, "", 150),
            ];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Time(Func<long> work, out long result)
    {
        GC.Collect();
        Stopwatch watch = Stopwatch.StartNew();
        result = work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static long ReadWith(string path) => BounceFigures.Files().Read(path).LongCount();

    /// <summary>As Select-String does it: an interpreted expression that ignores case, line by line.</summary>
    private static long Search(string path, string pattern)
    {
        Regex regex = new(pattern, RegexOptions.IgnoreCase);
        return File.ReadLines(path).LongCount(line => regex.IsMatch(line));
    }
}
