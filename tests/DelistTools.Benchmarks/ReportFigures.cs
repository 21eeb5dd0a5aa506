using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using DelistTools.Catalog;
using DelistTools.Core.Tests.Reporting;
using DelistTools.Reporting;

namespace DelistTools.Benchmarks;

/// <summary>A report about ten thousand addresses with sixty answers each, beside the framework's own JSON of the same objects.</summary>
internal static class ReportFigures
{
    private const int Addresses = 10_000;

    private const int Runs = 5;

    internal static IReadOnlyList<Figure> Take()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("delisttools-report-");
        try
        {
            return Take(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<Figure> Take(string folder)
    {
        List<IpBlocklistResult> results = [];
        for (int i = 0; i < Addresses; i++)
        {
            results.Add(SampleFindings.ManyAt(i));
        }

        string file = Path.Combine(folder, "report");
        List<double> peer = Times(() => WritePeer(file, results));
        double peerBytes = Megabytes(file);
        List<Figure> figures = [];
        foreach (ReportFormat format in Enum.GetValues<ReportFormat>())
        {
            List<double> times = Times(() => OwnerOnlyFile.Replace(file, ReportWriter.Write(ReportBuilder.Build(Added(results), SampleFindings.Catalog, null, SampleFindings.Now, default), format), true));
            bool isWhole = format is ReportFormat.Json or ReportFormat.Csv;
            figures.Add(new Figure("10,000 results as " + format + ", to the disk", times, "s", peer, "System.Text.Json of the same", isWhole ? 30 : 2));
            figures.Add(new Figure("10,000 results as " + format + ", size", [Megabytes(file)], "MB", [peerBytes], "System.Text.Json of the same", isWhole ? 1000 : 5));
        }

        return figures;
    }

    private static ReportFindings Added(List<IpBlocklistResult> results)
    {
        ReportFindings findings = new();
        foreach (IpBlocklistResult result in results)
        {
            findings.Add(result);
        }

        return findings;
    }

    private static void WritePeer(string file, List<IpBlocklistResult> results)
    {
        using FileStream stream = File.Create(file);
        JsonSerializer.Serialize(stream, results);
        stream.Flush(true);
    }

    /// <summary>In seconds; the first run is for the compiler.</summary>
    private static List<double> Times(Action work)
    {
        List<double> times = [];
        for (int run = 0; run <= Runs; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            work();
            if (run > 0)
            {
                times.Add(watch.Elapsed.TotalSeconds);
            }
        }

        return times;
    }

    private static double Megabytes(string file) => new FileInfo(file).Length / 1048576.0;
}
