using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Lab;

namespace DelistTools.Benchmarks;

/// <summary>A /16 on ten lists (655,360 questions) as a user asks it, in a shell of its own.</summary>
internal static class SweepFigures
{
    private const int Lists = 10;

    internal static async Task<IReadOnlyList<Figure>> TakeAsync(int runs = 5)
    {
        await using SweepZones zones = await SweepZones.StartAsync(Lists);
        string script = Path.Combine(zones.Folder, "sweep.ps1");
        File.WriteAllText(script, $$"""
            Import-Module $env:DELISTTOOLS_MODULE
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $count = 0; $listed = 0; $first = 0; $early = 0; $late = 0
            Test-IpBlocklist 10.20.0.0/16 -Blocklist sweep-* -NameServer {{zones.Server.NameServer}} -Force | ForEach-Object {
                if (-not $count) { $first = $watch.Elapsed.TotalMilliseconds }
                $count++
                if ($_.IsListed) { $listed++ }
                if ($count -eq 6554) { $early = [Environment]::WorkingSet }
                if ($count -eq 64880) { $late = [Environment]::WorkingSet }
            }
            $peak = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            [string]::Join(' ', @($count, $listed, $first, $watch.Elapsed.TotalMilliseconds, ($peak / 1MB), (($late - $early) / 1MB)))
            """);
        List<double> first = [], whole = [], peak = [], growth = [];
        for (int run = 0; run < runs; run++)
        {
            double[] said = Run(script, zones.CatalogPath);
            if (said[0] != 65536 || said[1] is < 190 or > 200)
            {
                throw new InvalidOperationException(said[0] + " results, " + said[1] + " listed.");
            }

            first.Add(said[2]);
            whole.Add(said[3]);
            peak.Add(said[4]);
            growth.Add(said[5]);
        }

        return
        [
            new Figure("/16 on 10 lists: first result", first, "ms", null, "", 2000),
            new Figure("/16 on 10 lists: all", whole, "ms", null, "", 30_000),
            new Figure("/16 on 10 lists: peak working set of the shell", peak, "MB", null, "", 250),
            new Figure("/16 on 10 lists: growth from the 10th percent to the last", growth, "MB", null, "", 25),
        ];
    }

    private static double[] Run(string script, string catalog)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(RepositoryFolder.Path, "artifacts", "bin", "DelistTools.Shell", "release", "DelistTools.Shell.dll"));
        foreach (string argument in (string[])["-NoLogo", "-File", script])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DELISTTOOLS_MODULE"] = Path.Combine(RepositoryFolder.Path, "artifacts", "module", "DelistTools");
        start.Environment["DELISTTOOLS_CATALOG"] = catalog;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. output.Trim().Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
    }
}
