using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using BenchmarkDotNet.Running;

namespace DelistTools.Benchmarks;

/// <summary>
/// Without arguments: the figures that the project promises, each with its peer in the same run. With
/// <c>--filter *</c>: the micro-benchmarks. With <c>bounces</c>: whole messages only, with <c>cases</c>: cases only,
/// with <c>files</c>: lists in files only, with <c>probe</c>: probes only, with <c>report</c>: reports only, with <c>bulk</c> and <c>sweep</c>: questions by the hundred thousand. With <c>log 1024</c>: a mail log of so
/// many megabytes only. With <c>mutate 1000000</c>: so many damaged inputs; with <c>mutate-dns 1000000</c>: so many damaged
/// replies of name servers.
/// </summary>
internal static class Program
{
    internal static async Task<int> Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "import":
                StartFigures.Import();
                return 0;
            case "catalog":
                StartFigures.LoadCatalog();
                return 0;
            case "suffixes":
                StartFigures.LoadSuffixes();
                return 0;
            case "mutate":
                return BounceFigures.Mutate(arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1_000_000);
            case "mutate-dns":
                return ReplyFigures.Mutate(arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1_000_000);
            case "bounces":
                return Print(BounceFigures.Take());
            case "files":
                return Print(FileListFigures.Take());
            case "cases":
                return Print(CaseFigures.Take());
            case "report":
                return Print(ReportFigures.Take());
            case "probe":
                return Print(await ProbeFigures.TakeAsync());
            case "bulk":
                return Print(await BulkFigures.TakeAsync());
            case "sweep":
                return Print([.. await SweepFigures.TakeAsync(), .. await StopFigures.TakeAsync(), .. await PruneFigures.TakeAsync()]);
            case "log":
                return Print(LogFigures.Take(arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1024));
            case null:
                return Print([.. await FanOutFigures.TakeAsync(), .. await BulkFigures.TakeAsync(), .. await SweepFigures.TakeAsync(), .. await StopFigures.TakeAsync(), .. await PruneFigures.TakeAsync(), .. await ProbeFigures.TakeAsync(), .. RouteFigures.Take(), .. CaseFigures.Take(), .. ReportFigures.Take(), .. FileListFigures.Take(), .. BounceFigures.Take(), .. LogFigures.Take(), .. StartFigures.Take()]);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
                return 0;
        }
    }

    private static int Print(IReadOnlyList<Figure> figures)
    {
        foreach (Figure figure in figures)
        {
            Console.WriteLine(figure);
        }

        return figures.All(f => f.IsReached) ? 0 : 1;
    }
}
