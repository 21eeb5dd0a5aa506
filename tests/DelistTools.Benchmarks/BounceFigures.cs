using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Lab;

namespace DelistTools.Benchmarks;

/// <summary>
/// Whole messages against Sisimai (Debian: libsisimai-perl) on the same folder, and damaged inputs: nothing may throw, and
/// nothing may take long.
/// </summary>
internal static class BounceFigures
{
    private const int Runs = 5;

    /// <summary>Copies of each sample, so that neither side measures only its start.</summary>
    private const int Copies = 20;

    private const string Peer = "use Time::HiRes qw(time); use Sisimai; my $t = time; my $n = 0; for my $f (glob(\"$ARGV[0]/*\")) "
        + "{ my $r = Sisimai->make($f); $n += @$r if $r } printf('%.3f %d', 1000 * (time - $t), $n)";

    private static readonly string Samples = Path.Combine(RepositoryFolder.Path, "tests", "DelistTools.Core.Tests", "Diagnosis", "bounces");

    internal static IReadOnlyList<Figure> Take()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("delisttools-bounces-");
        try
        {
            foreach (string sample in Directory.GetFiles(Samples, "*.eml"))
            {
                for (int i = 0; i < Copies; i++)
                {
                    File.Copy(sample, Path.Combine(folder.FullName, i.ToString("00", CultureInfo.InvariantCulture) + Path.GetFileName(sample)));
                }
            }

            RefusalFiles files = Files();
            List<double> ratios = [];
            for (int run = 0; run <= Runs; run++)
            {
                Stopwatch watch = Stopwatch.StartNew();
                int found = files.Read(folder.FullName).Count();
                double time = watch.Elapsed.TotalMilliseconds;
                double peer = TimePeer(folder.FullName, out int others);
                if (run > 0)
                {
                    // The first run is for the compiler.
                    ratios.Add(100 * time / peer);
                    Console.WriteLine("  {0:0} ms for {1} refusals; Sisimai: {2:0} ms for {3}", time, found, peer, others);
                }
            }

            return [new Figure("Sample messages, of Sisimai's time", ratios, "%", null, "", 20)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads damaged samples; the longest of them is printed, and the number that threw. The exit code.</summary>
    internal static int Mutate(int count)
    {
        string[] replies = File.ReadAllLines(Path.Combine(Samples, "..", "replies.tsv")).Skip(1).Select(l => l.Split('\t')[^1]).ToArray();
        byte[][] samples =
        [
            .. Directory.GetFiles(Samples, "*.eml").Select(File.ReadAllBytes), .. replies.Select(System.Text.Encoding.UTF8.GetBytes),
            File.ReadAllBytes(Path.Combine(RepositoryFolder.Path, "docs", "examples", "morning.log")),
        ];
        RefusalFiles files = Files();
        TextMutator mutator = new(samples, 20261125);
        int thrown = 0;
        long refusals = 0;
        TimeSpan longest = TimeSpan.Zero;
        Stopwatch all = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            byte[] input = mutator.Next();
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                refusals += files.Read(new MemoryStream(input), "mutation").Count();
            }
            catch (Exception e)
            {
                // This is what is looked for; the first ones are printed whole, with their input kept.
                if (thrown++ < 5)
                {
                    File.WriteAllBytes(Path.Combine(Path.GetTempPath(), "delisttools-mutation-" + i + ".bin"), input);
                    Console.WriteLine(i + ": " + e);
                }
            }

            if (watch.Elapsed > longest)
            {
                longest = watch.Elapsed;
                Console.WriteLine("  input {0} of {1} bytes: {2:0} ms", i, input.Length, longest.TotalMilliseconds);
            }
        }

        Console.WriteLine("{0} inputs in {1:0} s, {2} refusals, {3} exceptions, longest {4:0} ms.", count, all.Elapsed.TotalSeconds, refusals, thrown, longest.TotalMilliseconds);
        return thrown == 0 && longest < TimeSpan.FromSeconds(1) ? 0 : 1;
    }

    internal static RefusalFiles Files()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        CatalogStore store = new(folder, () => Path.Combine(folder, "none", "catalog.json"));
        return new RefusalFiles(
            new RefusalDiagnosis(store.LoadSignatures(out _), () => store.LoadProviders(out _)), _ => { }, _ => { }, CancellationToken.None);
    }

    private static double TimePeer(string folder, out int found)
    {
        using Process perl = Process.Start(new ProcessStartInfo("perl", ["-e", Peer, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string[] printed = perl.StandardOutput.ReadToEnd().Split(' ');
        perl.WaitForExit();
        if (perl.ExitCode != 0 || printed.Length != 2)
        {
            throw new InvalidOperationException("Sisimai did not run. On Debian: apt-get install libsisimai-perl");
        }

        found = int.Parse(printed[1], CultureInfo.InvariantCulture);
        return double.Parse(printed[0], CultureInfo.InvariantCulture);
    }
}
