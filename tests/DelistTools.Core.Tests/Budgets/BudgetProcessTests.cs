using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Core.Tests.Cases;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Many processes on one state file, processes that are killed, and such as something is taken from.</summary>
[Collection(StoreProcessCollection.Name)]
public sealed class BudgetProcessTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ManyProcesses_AtOnce_AskNoMoreThanTheNumber()
    {
        const int Limit = 500;
        Process[] all = [.. Enumerable.Range(0, 12).Select(_ => StoreProcess.Ask(_folder.FilePath, 100, Limit))];
        IReadOnlyList<string>[] printed = await Task.WhenAll(all.Select(StoreProcess.LinesAsync));

        // Some give back what others would have liked to have, and one that cannot do so in a moment leaves it counted.
        Assert.InRange(State().Asked, Asked(printed), Limit);
        Assert.Contains(printed, p => p[^1].StartsWith("Not asked: today's 500 questions to Somebody are used up.", StringComparison.Ordinal));

        using Process next = StoreProcess.Ask(_folder.FilePath, 1000, Limit);
        IReadOnlyList<string> rest = await StoreProcess.LinesAsync(next);
        Assert.InRange(Asked(printed) + Asked(rest), Limit / 2, Limit);
        Assert.Equal(Limit, State().Asked);
        Array.ForEach(all, p => p.Dispose());
    }

    [Fact]
    public async Task Kill_LosesWhatWasTakenBeforehandAndNoMore()
    {
        using Process process = StoreProcess.Ask(_folder.FilePath, 1_000_000, 0);
        int asked = 0;
        while (asked < 500)
        {
            asked = int.Parse((await process.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        }

        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        asked += rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

        // Two seconds' worth at most, and the last line may be cut off.
        Assert.InRange(State().Asked, asked - 1, asked + 2000);
        using Process next = StoreProcess.Ask(_folder.FilePath, 5, 0);
        Assert.Equal(5, Asked(await StoreProcess.LinesAsync(next)));
    }

    [Fact]
    public async Task FullDisk_IsSaidAndAskingGoesOn()
    {
        using Process process = StoreProcess.Ask(_folder.FilePath, 200, 150, "trap '' XFSZ; ulimit -f 0; exec \"$@\"");
        IReadOnlyList<string> printed = await StoreProcess.LinesAsync(process);

        Assert.Equal(150, Asked(printed));
        Assert.StartsWith("Not asked: today's 150 questions", printed[^2], StringComparison.Ordinal);
        Assert.StartsWith(
            "The counts of questions to operators are kept for this session only, because the file " + _folder.FilePath + " cannot be used:",
            printed[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chmod 000 \"$4\"")]
    [InlineData("chmod 555 \"$(dirname \"$4\")\"")]
    public async Task RightsThatAreMissing_AreSaidAndAskingGoesOn(string take)
    {
        using (Process first = StoreProcess.Ask(_folder.FilePath, 10, 150))
        {
            await StoreProcess.LinesAsync(first);
        }

        string folder = Path.GetDirectoryName(_folder.FilePath)!;
        bool isRoot = Environment.UserName == "root";
        string nobody = isRoot ? "chown -R 65534 \"" + folder + "\" && rm -f \"$4.lock\" && " : "rm -f \"$4.lock\" && ";
        string exec = isRoot ? "exec setpriv --reuid 65534 --clear-groups \"$@\"" : "exec \"$@\"";
        using Process process = StoreProcess.Ask(_folder.FilePath, 20, 150, nobody + take + " && " + exec);
        IReadOnlyList<string> printed = await StoreProcess.LinesAsync(process);
        using (Process back = Process.Start("chmod", ["-R", "u+rwX", folder]))
        {
            await back.WaitForExitAsync();
        }

        Assert.Equal(20, Asked(printed));
        Assert.Contains(_folder.FilePath, printed[^1], StringComparison.Ordinal);
        Assert.Equal(10, State().Asked);
    }

    private OperatorRecord State() =>
        BudgetState.Read(JsonFields.Parse(File.ReadAllText(_folder.FilePath)).Object("state")).Find("Somebody")!;

    private static int Asked(params IReadOnlyList<string>[] printed) => printed.SelectMany(p => p).Count(l => int.TryParse(l, out _));
}
