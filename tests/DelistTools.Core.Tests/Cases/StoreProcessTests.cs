using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Cases;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

/// <summary>Many processes on one store, processes that are killed, and such as something is taken from.</summary>
[Collection(StoreProcessCollection.Name)]
public sealed class StoreProcessTests : IDisposable
{
    // In memory where there is such a folder: what is tried here is who comes when, not how fast the disk is.
    private const string Memory = "/dev/shm";

    private readonly DirectoryInfo _folder = Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, "delisttools-store-" + Guid.NewGuid().ToString("N")))
        : Directory.CreateTempSubdirectory("delisttools-store-");

    public StoreProcessTests()
    {
        Store = new CaseStore(new StoreFile(Path.Combine(_folder.FullName, "cases.db")), SystemClock.Instance);
        Store.Create(new NewCase { Target = "203.0.113.25", For = "lab", Name = "Lab", Route = RouteSamples.WithSteps(5) }, false, default);
    }

    private CaseStore Store { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task HundredProcesses_AtOnce_LoseNothingAndNoneFails()
    {
        const int Processes = 100;
        const int Events = 5;
        Process[] all = [.. Enumerable.Range(0, Processes).Select(_ => StoreProcess.Start(Store.Path, Events))];
        IReadOnlyList<string>[] printed = await Task.WhenAll(all.Select(StoreProcess.LinesAsync));

        Assert.All(all, p => Assert.Equal(0, p.ExitCode));
        DelistingCase one = Store.Find(1, default)!;
        Assert.Equal((Processes * Events) + 1, one.Events.Count);

        // Each was told a number of its own.
        Assert.Equal(Enumerable.Range(2, Processes * Events), printed.SelectMany(p => p).Select(int.Parse).Order());
        Array.ForEach(all, p => p.Dispose());
    }

    [Fact]
    public async Task Kill_AtAnyMoment_LosesNothingThatWasAcknowledged()
    {
        const int Kills = 100;
        const int AtOnce = 4;
        Random random = new(20261128);
        int acknowledged = 1;
        int killed = 0;
        while (killed < Kills)
        {
            Process[] all = [.. Enumerable.Range(0, Math.Min(AtOnce, Kills - killed)).Select(_ => StoreProcess.Start(Store.Path, int.MaxValue, 20_000))];
            int[] counts = [.. all.Select(_ => random.Next(1, 4))];
            int[] last = await Task.WhenAll(all.Select((process, i) => KillAfterAsync(process, counts[i], random.Next(0, 4000))));
            killed += all.Length;

            DelistingCase one = Store.Find(1, default)!;
            Assert.True(one.Events.Count >= last.Max(), "Event " + last.Max() + " was acknowledged; there are " + one.Events.Count + ".");
            Assert.Equal(Enumerable.Range(1, one.Events.Count), one.Events.Select(e => e.Number));
            Assert.True(last.Max() > acknowledged);
            acknowledged = last.Max();
            Array.ForEach(all, p => p.Dispose());
            Store.Change(1, _ => { }, default);
        }

        Assert.Equal("ok", new StoreFile(Store.Path).Read(c =>
        {
            using StoreStatement check = c.Query("PRAGMA integrity_check");
            return check.Read() ? check.Text(0) : null;
        }, default));
    }

    [Fact]
    public async Task Full_InTheMiddle_IsSaidAndLosesNothing()
    {
        // A limit on the size of files does what a full disk does, and needs no rights.
        using Process process = StoreProcess.Start(Store.Path, 1000, 10_000, "trap '' XFSZ; ulimit -f 400; exec \"$@\"");
        IReadOnlyList<string> printed = await StoreProcess.LinesAsync(process);

        Assert.Equal("StoreFull", printed[^1]);
        Assert.True(printed.Count > 3);
        Assert.Equal(printed[^2], Store.Find(1, default)!.Events.Count.ToString(CultureInfo.InvariantCulture));
        using Process again = StoreProcess.Start(Store.Path, 1);
        Assert.Single(await StoreProcess.LinesAsync(again));
        Assert.Equal(0, again.ExitCode);
    }

    [Theory]
    [InlineData("chmod 444 \"$3\"", "StoreReadOnly")]
    [InlineData("chmod 000 \"$3\"", "StoreNotOpened")]
    [InlineData("chmod 555 \"$(dirname \"$3\")\"", "StoreReadOnly")]
    public async Task RightsThatAreMissing_AreSaid(string take, string id)
    {
        string folder = Path.GetDirectoryName(Store.Path)!;
        string nobody = Environment.UserName == "root" ? "chown -R 65534 \"" + folder + "\" && " : "";
        string exec = Environment.UserName == "root" ? "exec setpriv --reuid 65534 --clear-groups \"$@\"" : "exec \"$@\"";
        using Process process = StoreProcess.Start(Store.Path, 1, shell: nobody + take + " && " + exec);
        IReadOnlyList<string> printed = await StoreProcess.LinesAsync(process);
        using (Process back = Process.Start("chmod", ["-R", "u+rwX", folder]))
        {
            await back.WaitForExitAsync();
        }

        Assert.Equal([id], printed);
        Assert.Single(Store.Find(1, default)!.Events);
    }

    /// <summary>The number of the last event that the process said was kept before it was killed.</summary>
    private static async Task<int> KillAfterAsync(Process process, int count, int turns)
    {
        int last = 0;
        for (int i = 0; i < count; i++)
        {
            last = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        }

        // The next event is under way; how far, is left to chance.
        System.Threading.Thread.SpinWait(turns * 50);
        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        return rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => int.TryParse(l, out int number) ? number : 0).Append(last).Max();
    }
}
