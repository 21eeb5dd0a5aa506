using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;
using DelistTools.Lab;

namespace DelistTools.Benchmarks;

/// <summary>Ctrl+C in the middle of a /16 on ten lists, with a state file: until the prompt is back, and what the rest costs.</summary>
internal static class StopFigures
{
    private const int Lists = 10;

    internal static async Task<IReadOnlyList<Figure>> TakeAsync(int runs = 5)
    {
        await using SweepZones zones = await SweepZones.StartAsync(Lists);
        string? before = Environment.GetEnvironmentVariable("DELISTTOOLS_CATALOG");
        Environment.SetEnvironmentVariable("DELISTTOOLS_CATALOG", zones.CatalogPath);
        try
        {
            InitialSessionState state = InitialSessionState.CreateDefault2();
            state.ImportPSModule(Path.Combine(RepositoryFolder.Path, "artifacts", "module", "DelistTools", "DelistTools.psd1"));
            using Runspace runspace = RunspaceFactory.CreateRunspace(state);
            runspace.Open();
            List<double> stops = [], doubles = [];
            for (int run = 0; run < runs; run++)
            {
                string ask = "Test-IpBlocklist 10.20.0.0/16 -Blocklist sweep-* -Force -NameServer " + zones.Server.NameServer
                    + " -StatePath '" + Path.Combine(zones.Folder, "state" + run) + "'";
                (double stop, HashSet<string> first, int count) = await StopAsync(runspace, ask);
                using PowerShell rest = PowerShell.Create(runspace).AddScript(ask);
                foreach (PSObject result in rest.Invoke())
                {
                    first.Add((string)result.Properties["Address"].Value);
                    count++;
                }

                if (first.Count != 65536)
                {
                    throw new InvalidOperationException("Only " + first.Count + " addresses in both runs.");
                }

                stops.Add(stop);
                doubles.Add(count - first.Count);
            }

            return
            [
                new Figure("Ctrl+C in a /16: back at the prompt, state saved", stops, "ms", null, "", 1000),
                new Figure("Ctrl+C in a /16: results that come twice", doubles, "results", null, "", 1),
            ];
        }
        finally
        {
            Environment.SetEnvironmentVariable("DELISTTOOLS_CATALOG", before);
        }
    }

    private static async Task<(double Milliseconds, HashSet<string> Addresses, int Count)> StopAsync(Runspace runspace, string ask)
    {
        using PowerShell shell = PowerShell.Create(runspace).AddScript(ask);
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource some = new(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, added) =>
        {
            if (added.Index == 20_000)
            {
                some.TrySetResult();
            }
        };
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await some.Task;
        Stopwatch watch = Stopwatch.StartNew();
        shell.Stop();
        double stop = watch.Elapsed.TotalMilliseconds;
        try
        {
            shell.EndInvoke(run);
        }
        catch (PipelineStoppedException)
        {
            // As it was wanted.
        }

        return (stop, [.. output.Select(o => (string)o.Properties["Address"].Value)], output.Count);
    }
}
