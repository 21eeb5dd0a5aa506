using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using DelistTools.Core.Tests.Sweeping;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>Bad lines in front of a real rbldnsd: every question is answered, and rightly.</summary>
public sealed class LossTests
{
    private const string Zone = "loss.lab.test";

    private const int Questions = 20_000;

    public static TheoryData<string> Lines => ["loses one in ten", "delays and doubles", "loses, delays and doubles"];

    private static LossyRelayOptions Line(string line) => line switch
    {
        "loses one in ten" => new LossyRelayOptions { Loss = 0.1 },
        "delays and doubles" => new LossyRelayOptions { Doubled = 0.2, MinimumDelay = TimeSpan.FromMilliseconds(1), MaximumDelay = TimeSpan.FromMilliseconds(30) },
        _ => new LossyRelayOptions { Loss = 0.1, Doubled = 0.1, MinimumDelay = TimeSpan.FromMilliseconds(2), MaximumDelay = TimeSpan.FromMilliseconds(20) },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Ask_TwentyThousandOverABadLine_AreAllRight(string line)
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", Entries()));
        using LossyRelay relay = LossyRelay.Start(server.EndPoint, Line(line));
        BulkClient client = new(relay.EndPoint, new BulkOptions { Timeout = TimeSpan.FromSeconds(5) });
        CountingSource source = new(Questions, Name);
        client.Add(source);
        Task ended = await Task.WhenAny(source.Done.Task, source.Fault.Task).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Same(source.Done.Task, ended);
        Assert.Null(relay.Failure);
        Assert.True(Line(line).Loss == 0 || relay.Lost > Questions / 20, relay.Lost + " packets were lost");
        Dictionary<string, int> wrong = [];
        for (int i = 0; i < Questions; i++)
        {
            if (source.Said[i] != Expected(i))
            {
                wrong[source.Said[i] ?? "nothing"] = wrong.GetValueOrDefault(source.Said[i] ?? "nothing") + 1;
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Sweep_OverALineThatLosesOneInTen_HasEveryVerdictRight()
    {
        using ScratchZones zones = new();
        string[] names = ["a." + Zone, "b." + Zone, "c." + Zone];
        await using RbldnsdServer server = await zones.StartAsync([.. names.Select((n, i) => (n, "ip4set", SweepEntries(i)))]);
        using LossyRelay relay = LossyRelay.Start(server.EndPoint, new LossyRelayOptions { Loss = 0.1, Seed = 5 });
        await using SweepBench bench = await SweepBench.StartAsync(relay.EndPoint, names.Select(n => SweepBench.Own(n)));
        bench.Add("10.20.0.0/18");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(16_384, results.Count);
        foreach (IpBlocklistResult result in results)
        {
            int number = BitConverter.ToInt32([.. IPAddress.Parse(result.Address).GetAddressBytes().Reverse()]) & 0x3FFF;
            string[] expected = [.. names.Where((_, i) => IsEntry(number, i))];
            Assert.Equal(expected, result.Checks.Where(c => c.Verdict == ListingVerdict.Listed).Select(c => c.Blocklist).Order(StringComparer.Ordinal));
            Assert.All(result.Checks, c => Assert.True(c.Verdict is ListingVerdict.Listed or ListingVerdict.NotListed, c.ToString()));
        }
    }

    private static string Name(int i) => (i & 255) + "." + (i >> 8) + ".20.10." + Zone;

    private static bool IsEntry(int i, int list) => i % (47 + list) == 3;

    private static string Expected(int i) => IsEntry(i, 0) ? "Records 127.0.0." + (2 + (i % 5)) : "NameError";

    private static string Entries()
    {
        StringBuilder text = new(":127.0.0.2:x\n127.0.0.2\n");
        foreach (int i in Enumerable.Range(0, Questions).Where(i => IsEntry(i, 0)))
        {
            text.Append("10.20.").Append(i >> 8).Append('.').Append(i & 255).Append(" :127.0.0.").Append(2 + (i % 5)).Append(":x\n");
        }

        return text.ToString();
    }

    private static string SweepEntries(int list)
    {
        StringBuilder text = new(":127.0.0.2:x\n127.0.0.2\n");
        foreach (int i in Enumerable.Range(0, 16_384).Where(i => IsEntry(i, list)))
        {
            text.Append("10.20.").Append(i >> 8).Append('.').Append(i & 255).Append('\n');
        }

        return text.ToString();
    }
}
