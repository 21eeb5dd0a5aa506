using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class RbldnsdServerTests(RbldnsdFixture fixture) : IClassFixture<RbldnsdFixture>
{
    public static TheoryData<int> VectorNumbers => [.. Enumerable.Range(0, Vectors.All.Count)];

    [Theory]
    [MemberData(nameof(VectorNumbers))]
    public async Task Ask_EveryVector_AnswersAsWritten(int number)
    {
        var vector = Vectors.All[number];
        using var client = new WireClient(fixture.Server.EndPoint);
        if (vector.IsTimeout)
        {
            Assert.True(await client.StaysSilentAsync(vector.Name, vector.Type, "2.0.0.127.zen.test"), vector.ToString());
            return;
        }

        var reply = await client.AskAsync(vector.Name, vector.Type);

        Assert.Equal(vector.ResponseCode, reply.Rcode);
        Assert.Equal(vector.Answers.Order(StringComparer.Ordinal), reply.Texts(vector.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartAsync_Twice_RunsSideBySideOnTwoPorts()
    {
        await using var second = await RbldnsdServer.StartAsync();
        using var client = new WireClient(second.EndPoint);

        var reply = await client.AskAsync("10.2.0.192.zen.test");

        Assert.NotEqual(fixture.Server.Port, second.Port);
        Assert.True(fixture.Server.IsRunning);
        Assert.Equal(["127.0.0.2"], reply.Texts(DnsRecordType.A));
    }

    [Fact]
    public async Task DisposeAsync_Running_EndsTheProcess()
    {
        var server = await RbldnsdServer.StartAsync();
        var id = server.ProcessId;
        using var process = Process.GetProcessById(id);

        await server.DisposeAsync();

        Assert.True(process.HasExited);
        Assert.False(server.IsRunning);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task StartAsync_OwnZones_ServesThem()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mine"), ":127.0.0.9:mine $\n192.0.2.99\n");
            var options = new RbldnsdOptions { ZonesFolder = folder.FullName, ZoneSpecifications = ["mine.test:ip4set:mine"] };
            await using var server = await RbldnsdServer.StartAsync(options, CancellationToken.None);
            using var client = new WireClient(server.EndPoint);

            Assert.Equal(["127.0.0.9"], (await client.AskAsync("99.2.0.192.mine.test")).Texts(DnsRecordType.A));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task StartAsync_MissingZoneFile_FailsWithTheServersOutput()
    {
        var options = new RbldnsdOptions { ZoneSpecifications = ["zen.test:ip4trie:no-such-file"] };

        var error = await Assert.ThrowsAsync<LabServerFailedException>(
            () => RbldnsdServer.StartAsync(options, CancellationToken.None));

        Assert.Equal("rbldnsd", error.Program);
        Assert.Contains("no-such-file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Cancelled_Throws()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RbldnsdServer.StartAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Find_ProgramNowhere_SaysWhichAndHowToInstall()
    {
        var error = Assert.Throws<LabServerMissingException>(
            () => ProgramSearch.Find("rbldnsd", path: string.Empty, systemFolders: []));

        Assert.Equal("rbldnsd", error.Program);
        Assert.Contains("'rbldnsd'", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install rbldnsd unbound", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OnlyInSystemFolder_IsFound()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var program = Path.Combine(folder.FullName, "rbldnsd");
            File.WriteAllText(program, string.Empty);

            Assert.Equal(program, ProgramSearch.Find("rbldnsd", path: string.Empty, new List<string> { folder.FullName }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
