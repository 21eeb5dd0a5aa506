using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;
using DelistTools.Catalog;
using DelistTools.Lab;

namespace DelistTools.Benchmarks;

/// <summary>
/// What a user waits for before the first question. Each is taken once in a process of its own, since only the first
/// time counts: the parent starts this program again and again.
/// </summary>
internal static class StartFigures
{
    private const int Runs = 7;

    internal static IReadOnlyList<Figure> Take()
    {
        List<double[]> imports = Enumerable.Range(0, Runs).Select(_ => Spawn("import")).ToList();
        List<double[]> loads = Enumerable.Range(0, Runs).Select(_ => Spawn("catalog")).ToList();
        List<double[]> suffixes = Enumerable.Range(0, Runs).Select(_ => Spawn("suffixes")).ToList();
        return
        [
            new Figure("Import of the built module in a warm engine", Column(imports, 1), "ms", Column(imports, 0), "an empty module again", 150),
            new Figure("First load of the catalogue", Column(loads, 1), "ms", Column(loads, 0), "parsing its JSON alone", 50),
            new Figure("First load of the public suffix list", Column(suffixes, 1), "ms", Column(suffixes, 0), "reading its lines alone", 30),
        ];
    }

    /// <summary>In the child: imports the empty module twice, the second time in a fresh runspace, then ours.</summary>
    internal static void Import()
    {
        string peer = Path.Combine(AppContext.BaseDirectory, "PeerModule", "PeerModule.psd1");
        TimeImport(peer);
        double again = TimeImport(peer);
        Print(again, TimeImport(Path.Combine(RepositoryFolder.Path, "artifacts", "module", "DelistTools", "DelistTools.psd1")));
    }

    /// <summary>In the child: parses the files with the framework's reader, then loads the catalogue for the first time.</summary>
    internal static void LoadCatalog()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        Stopwatch watch = Stopwatch.StartNew();
        foreach (string file in Directory.GetFiles(Path.Combine(folder, "lists"), "*.json"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(bytes, XmlDictionaryReaderQuotas.Max);
            _ = XElement.Load(reader);
        }

        double parse = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        _ = new CatalogStore(folder, () => Path.Combine(folder, "none", "catalog.json")).Load(out _);
        Print(parse, watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>In the child: reads the lines of the file, then loads the list for the first time and looks a name up.</summary>
    internal static void LoadSuffixes()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        Stopwatch watch = Stopwatch.StartNew();
        _ = File.ReadAllLines(Path.Combine(folder, "suffixes", PublicSuffixFiles.FileName));
        double lines = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        _ = new CatalogStore(folder, () => Path.Combine(folder, "none", "catalog.json")).LoadSuffixes(out _).RegistrableOf("mail.example.co.uk");
        Print(lines, watch.Elapsed.TotalMilliseconds);
    }

    private static double TimeImport(string manifest)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript("Import-Module -Name '" + manifest + "' -ErrorAction Stop");
        Stopwatch watch = Stopwatch.StartNew();
        shell.Invoke();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Print(double peer, double own) =>
        Console.WriteLine(FormattableString.Invariant($"{peer} {own}"));

    private static double[] Spawn(string what)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [what]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string line = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        return line.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
    }

    private static IReadOnlyList<double> Column(IEnumerable<double[]> rows, int column) => rows.Select(r => r[column]).ToList();
}
