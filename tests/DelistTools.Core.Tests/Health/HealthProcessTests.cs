using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Core.Tests.Cases;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Many processes on the file of lists' health, and such as something is taken from.</summary>
[Collection(StoreProcessCollection.Name)]
public sealed class HealthProcessTests : IDisposable
{
    private readonly HealthFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ManyProcesses_AtOnce_LoseNothingOfOneAnother()
    {
        Process[] all = [.. Enumerable.Range(0, 8).Select(i => StoreProcess.Tell(_folder.FilePath, null, "a" + i, "b" + i))];
        IReadOnlyList<string>[] printed = await Task.WhenAll(all.Select(StoreProcess.LinesAsync));
        Assert.All(printed, Assert.Empty);
        Array.ForEach(all, p => p.Dispose());

        string[] lists = [.. Enumerable.Range(0, 8).SelectMany(i => new[] { "a" + i, "b" + i })];
        using Process next = StoreProcess.Tell(_folder.FilePath, null, [.. lists, "c"]);
        Assert.Equal(lists, await StoreProcess.LinesAsync(next));
    }

    [Fact]
    public async Task FullDisk_IsSaidAndTheOldFileStays()
    {
        using (Process first = StoreProcess.Tell(_folder.FilePath, null, "one"))
        {
            Assert.Empty(await StoreProcess.LinesAsync(first));
        }

        string before = _folder.Content;
        using Process full = StoreProcess.Tell(_folder.FilePath, "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "one", "two");
        IReadOnlyList<string> printed = await StoreProcess.LinesAsync(full);

        Assert.Equal("one", printed[0]);
        Assert.StartsWith(
            "The health of lists is kept for this session only, because the file " + _folder.FilePath + " cannot be used:", printed[1], StringComparison.Ordinal);
        Assert.Equal(before, _folder.Content);
    }

    [Fact]
    public async Task FolderThatCannotBeWritten_IsReadAndSaid()
    {
        using (Process first = StoreProcess.Tell(_folder.FilePath, null, "one"))
        {
            Assert.Empty(await StoreProcess.LinesAsync(first));
        }

        string folder = Path.GetDirectoryName(_folder.FilePath)!;
        bool isRoot = Environment.UserName == "root";
        string take = (isRoot ? "chown -R 65534 \"" + folder + "\" && " : "") + "rm -f \"$4.lock\" && chmod 555 \"" + folder + "\" && ";
        using Process process = StoreProcess.Tell(
            _folder.FilePath, take + (isRoot ? "exec setpriv --reuid 65534 --clear-groups \"$@\"" : "exec \"$@\""), "one", "two");
        IReadOnlyList<string> printed = await StoreProcess.LinesAsync(process);
        using (Process back = Process.Start("chmod", ["-R", "u+rwX", folder]))
        {
            await back.WaitForExitAsync();
        }

        Assert.Equal(["one"], printed.Take(1));
        Assert.Contains(_folder.FilePath, printed[1], StringComparison.Ordinal);
    }
}
