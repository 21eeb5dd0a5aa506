using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>A resolver that goes in the middle of a sweep.</summary>
public sealed class SweepSuccessionTests
{
    private const string Zone = "succession.lab.test";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_ResolverDiesInTheMiddle_NextOneAnswersTheRest(bool wire)
    {
        string[] names = ["a." + Zone, "b." + Zone];
        using ScratchZones zones = new();
        string entries = ":127.0.0.2:x\n127.0.0.2\n" + string.Concat(Enumerable.Range(0, 16).Select(i => "10.20." + i + ".7\n"));
        await using RbldnsdServer server = await zones.StartAsync([.. names.Select(n => (n, "ip4set", entries))]);
        using LossyRelay first = LossyRelay.Start(server.EndPoint, new LossyRelayOptions());
        using LossyRelay second = LossyRelay.Start(server.EndPoint, new LossyRelayOptions());
        await using SweepBench bench = await SweepBench.StartAsync(
            first.EndPoint, names.Select(n => SweepBench.Own(n)), wire: wire, window: 512, timeout: TimeSpan.FromSeconds(1), others: second.EndPoint);
        bench.Add("10.20.0.0/20");
        List<IpBlocklistResult> results = await bench.TakeAsync(most: 1000);
        first.Loss = 1;
        results.AddRange(await bench.TakeAsync());
        Assert.Equal(4096, results.Count);
        Assert.Equal(16, results.Count(r => r.IsListed));
        Assert.All(results, r => Assert.Equal(r.Address.EndsWith(".7", StringComparison.Ordinal) ? ListingStatus.Listed : ListingStatus.NotListed, r.Status));
        Assert.All(results.Take(900), r => Assert.Equal(first.EndPoint.ToString(), r.Resolver));
        Assert.All(results.TakeLast(2000), r => Assert.Equal(second.EndPoint.ToString(), r.Resolver));
        Assert.All(results.SelectMany(r => r.Checks), c => Assert.Equal(ListHealth.Healthy, c.Health));
        Assert.Contains("stopped answering", results[^1].Advice.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_OwnServerIsStartedAgain_AsksOnAsIfNothingHadBeen()
    {
        Blocklist list = SweepBench.Own("a." + Zone);
        DnsBehaviours behaviours = new();
        behaviours.Zone(new DnsTable(list.Id).Address("2.0.0.127", "127.0.0.2").Address("7.3.20.10", "127.0.0.2").Address("7.13.20.10", "127.0.0.2"));
        LoopbackDnsServer first = LoopbackDnsServer.Start(behaviours);
        await using SweepBench bench = await SweepBench.StartAsync(first.EndPoint, [list], window: 512);
        bench.Add("10.20.0.0/20");
        List<IpBlocklistResult> results = await bench.TakeAsync(most: 1000);
        first.Dispose();
        Task<List<IpBlocklistResult>> rest = bench.TakeAsync();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (bench.Run.Questions.SilencesOf(list) == 0)
        {
            await Task.Delay(10, patience.Token);
        }

        using LoopbackDnsServer second = LoopbackDnsServer.Start(behaviours, new LoopbackDnsOptions { Port = first.EndPoint.Port });
        results.AddRange(await rest);
        Assert.Equal(4096, results.Count);
        Assert.Equal(["10.20.13.7", "10.20.3.7"], results.Where(r => r.IsListed).Select(r => r.Address).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(results, r => r.Status == ListingStatus.Undetermined);
    }
}
