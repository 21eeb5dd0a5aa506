using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class ServerProcessTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Child => Path.Combine(_folder.FullPath, "child");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_OwnerDies_EndsTheServer()
    {
        await using var process = ServerProcess.Start("sleep", ["600"], _folder.FullPath);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        process.EndPipeAsIfOwnerDied();
        await process.WaitForExitAsync(patience.Token);

        Assert.True(process.HasExited);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_OwnGroup_EndsTheServersOwnProcessesToo(bool ownerDies)
    {
        await using var process = ServerProcess.Start("sh", ["-c", "sleep 600 & echo $! >child; wait"], _folder.FullPath, ownsGroup: true);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var child = await FolderWatch.UntilAsync(
            _folder.FullPath, () => File.Exists(Child) && File.ReadAllText(Child) is { Length: > 1 } id ? id.Trim() : null, patience.Token);
        Assert.True(Runs(child));

        if (ownerDies)
        {
            process.EndPipeAsIfOwnerDied();
            await process.WaitForExitAsync(patience.Token);
            await ProcessGroup.WaitUntilGoneAsync(process.Id);
        }
        else
        {
            await process.DisposeAsync();
        }

        Assert.False(Runs(child));

        // Where nobody waits for orphans, a dead one stays as a zombie.
        static bool Runs(string id) =>
            File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ManyLinesOnBothStreams_KeepsTheLast()
    {
        await using var process = ServerProcess.Start(
            "sh", ["-c", "i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo line$i; done; echo bad >&2"], _folder.FullPath);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        await process.WaitForExitAsync(patience.Token);

        var lines = process.Output.Split(Environment.NewLine);
        Assert.Equal(200, lines.Length);
        Assert.Contains("line300", lines);
        Assert.Contains("bad", lines);
        Assert.DoesNotContain("line1", lines);
    }

    [Fact]
    public async Task StartAsync_PortTaken_TakesAnother()
    {
        var ports = new List<int>();
        var failure = await Assert.ThrowsAsync<LabServerFailedException>(() => ServerStarter.StartAsync(
            "sh",
            _folder.FullPath,
            port =>
            {
                ports.Add(port);
                return ["-c", "echo bind: Address already in use >&2; exit 1"];
            },
            "ready.test",
            CancellationToken.None));

        Assert.Equal(5, ports.Count);
        Assert.Equal(5, ports.Distinct().Count());
        Assert.Contains("already in use", failure.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ForeignServerHoldsThePort_IsNotTakenForOurs()
    {
        // The foreign server answers everything it is asked, but knows nothing of this instance's name.
        var dns = new DnsBehaviours();
        await using var foreign = LoopbackDnsServer.Start(dns);

        var error = await Assert.ThrowsAsync<LabServerFailedException>(() => ServerStarter.StartAsync(
            "rbldnsd",
            _folder.FullPath,
            _ => ["-n", "-b", $"127.0.0.1/{foreign.Port}", "-w", LabData.ZonesFolder, "zen.test:ip4trie:zen.sbl"],
            "here.ready.test",
            CancellationToken.None));

        Assert.Contains("already in use", error.Output, StringComparison.Ordinal);
    }
}
