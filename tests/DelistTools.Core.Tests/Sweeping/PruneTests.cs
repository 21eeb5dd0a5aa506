using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Leaving out what a server says is empty: the same results with fewer questions, or none left out.</summary>
public sealed class PruneTests
{
    private const string Zone = "prune.lab.test";

    private const string TestEntry = "2.0.0.127 IN A 127.0.0.2\n";

    private static readonly string TestEntry6 = string.Concat(Blocklists.QuestionName.MappedLabels("127.0.0.2")) + " IN A 127.0.0.2\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Sweep_RandomZonesOfNsd_PrunedResultsAreThoseOfTheFullSweep(int seed)
    {
        Random random = new(seed);
        Dictionary<string, string> zones = [];
        for (int i = 0; i < 6; i++)
        {
            zones["z" + i + "." + Zone] = RandomZone(random);
        }

        await using NsdServer server = await NsdServer.StartAsync(zones);
        foreach (string range in new[] { "10.20.0.0/20", "10.20.4.77-10.20.9.3", "10.19.255.250-10.20.1.9", "10.20.7.9" })
        {
            (Dictionary<string, string> full, long fullQuestions) = await SweepAsync(server, zones.Keys, range, prunes: false);
            (Dictionary<string, string> pruned, long prunedQuestions) = await SweepAsync(server, zones.Keys, range, prunes: true);
            Assert.Equal(full.Count, pruned.Count);
            Assert.All(full, r => Assert.Equal(r.Value, pruned[r.Key]));
            if (full.Count > 4000)
            {
                Assert.True(prunedQuestions < fullQuestions, prunedQuestions + " of " + fullQuestions);
            }
        }
    }

    [Fact]
    public async Task Sweep_TwentyEntriesInOneBlock_CostLessThanOneInAHundred()
    {
        StringBuilder zone = new(TestEntry);
        for (int i = 0; i < 20; i++)
        {
            zone.Append(i * 11).Append(".77.20.10 IN A 127.0.0.2\n");
        }

        await using NsdServer server = await NsdServer.StartAsync(new Dictionary<string, string> { [Zone] = zone.ToString() });
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], prunes: true);
        bench.Add("10.20.0.0/16");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(65536, results.Count);
        Assert.Equal(20, results.Count(r => r.IsListed));
        Assert.All(results, r => Assert.NotEqual(ListingStatus.Undetermined, r.Status));

        // Entries have a text, which is asked for as ever.
        Assert.InRange(bench.Transport.Client.Counts.Questions, 1, 655);
    }

    [Fact]
    public async Task Sweep_IPv6OfNsd_PrunesByNibbles()
    {
        string entry = Blocklists.QuestionName.Labels(System.Net.IPAddress.Parse("2001:db8::1:2345"));
        await using NsdServer server = await NsdServer.StartAsync(new Dictionary<string, string>
        {
            [Zone] = TestEntry6 + entry + " IN A 127.0.0.2\n",
        });
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone, BlocklistKind.IPv6)], prunes: true);
        bench.Add("2001:db8::1:0/112");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(65536, results.Count);
        Assert.Equal(["2001:db8::1:2345"], results.Where(r => r.IsListed).Select(r => r.Address));
        Assert.InRange(bench.Transport.Client.Counts.Questions, 1, 200);
    }

    [Fact]
    public async Task Sweep_Rbldnsd_SwitchesItselfOff()
    {
        using ScratchZones zones = new();
        await using RbldnsdServer server = await zones.StartAsync((Zone, "ip4set", ":127.0.0.2:x\n127.0.0.2\n10.20.1.7\n10.20.3.0/28\n"));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], prunes: true);
        bench.Add("10.20.0.0/22");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(17, results.Count(r => r.IsListed));
        Assert.True(bench.Transport.Client.Counts.Questions >= 1024, "only " + bench.Transport.Client.Counts.Questions + " questions");
        Assert.Contains(bench.Trace, t => t.Contains("not pruned", StringComparison.Ordinal) && t.Contains("above its test entry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_EntriesBelowNamesThatAreDenied_AreFoundAllTheSame()
    {
        // A server that knows of the names above its test entry and of none besides, as several servers behind one address may.
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone(Zone, DnsblKinds.Ip4).List("127.0.0.2").List("10.20.0.0").List("10.20.2.9"));
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(question =>
            question.Name.EndsWith(".127." + Zone, StringComparison.Ordinal) && question.Name.Split('.').Length < 7
            || question.Name == "127." + Zone
                ? DnsReplyPlan.NoData(Zone)
                : dns.Reply(question));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], prunes: true);
        bench.Add("10.20.0.0/22");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(["10.20.0.0", "10.20.2.9"], results.Where(r => r.IsListed).Select(r => r.Address).Order());
    }

    [Fact]
    public async Task Sweep_NamesAboveAreAliasesOfMissingNames_AreNotTakenForEmpty()
    {
        // Below a DNAME, or at an alias, "no such name" is said of the name at its end, by whoever holds that: rbldnsd perhaps.
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone(Zone, DnsblKinds.Ip4).List("127.0.0.2").List("10.20.2.9"));
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(question =>
        {
            int labels = question.Name.Split('.').Length - Zone.Split('.').Length;
            return labels is > 0 and < 4 && question.Name.EndsWith(".127." + Zone, StringComparison.Ordinal) || question.Name == "127." + Zone
                ? DnsReplyPlan.NoData(Zone)
                : labels is > 0 and < 4 && question.Name.EndsWith("20.10." + Zone, StringComparison.Ordinal)
                    ? DnsReplyPlan.NxDomain("elsewhere.test") with { Answers = [DnsRecord.Cname(question.Name, "gone.elsewhere.test")] }
                    : dns.Reply(question);
        });
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], prunes: true);
        bench.Add("10.20.0.0/22");
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Assert.Equal(["10.20.2.9"], results.Where(r => r.IsListed).Select(r => r.Address));
    }

    [Fact]
    public async Task Sweep_ServerGoesSilentWhileItIsSurveyed_IsNotWaitedForAtEachName()
    {
        int parts = 0;
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(question =>
        {
            if (question.Name.StartsWith("2.0.0.127.", StringComparison.Ordinal))
            {
                return DnsReplyPlan.Answer(DnsRecord.Address(question.Name, IPAddress.Parse("127.0.0.2")));
            }

            if (question.Name.EndsWith("0.127." + Zone, StringComparison.Ordinal) || question.Name == "127." + Zone)
            {
                return question.Name.StartsWith("1.0.0.127.", StringComparison.Ordinal) ? DnsReplyPlan.NxDomain(Zone) : DnsReplyPlan.NoData(Zone);
            }

            return Interlocked.Increment(ref parts) > 100 ? DnsReplyPlan.Silence : DnsReplyPlan.NoData(Zone);
        });
        await using SweepBench bench = await SweepBench.StartAsync(
            server.EndPoint, [SweepBench.Own(Zone)], prunes: true, timeout: TimeSpan.FromMilliseconds(200));
        bench.Add("10.0.0.0/9");
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (bench.Sweep.Settled == 0)
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.Contains(bench.Trace, t => t.Contains("not pruned, it left questions without an answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_ServerSaysOfEveryNameThatItExists_IsNotLookedThroughBeforehand()
    {
        DnsBehaviours dns = new();
        dns.Zone(new DnsblZone(Zone, DnsblKinds.Ip4).List("127.0.0.2"));
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(question =>
            question.Name.StartsWith("2.0.0.127.", StringComparison.Ordinal) || question.Name.StartsWith("1.0.0.127.", StringComparison.Ordinal) ? dns.Reply(question) : DnsReplyPlan.NoData(Zone));
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, [SweepBench.Own(Zone)], prunes: true);
        bench.Add("10.20.0.0/20");
        Assert.Equal(4096, (await bench.TakeAsync()).Count);
        Assert.Contains(bench.Trace, t => t.Contains("not pruned, there is no entry below the names that are said to exist", StringComparison.Ordinal));
    }

    private static string RandomZone(Random random)
    {
        StringBuilder zone = new(TestEntry);
        HashSet<string> names = [];
        int entries = random.Next(25);
        for (int i = 0; i < entries; i++)
        {
            int third = random.Next(18);
            string name = random.Next(4) == 0 ? "*." + third + ".20.10" : random.Next(256) + "." + third + ".20.10";
            if (names.Add(name))
            {
                zone.Append(name).Append(" IN A 127.0.0.").Append(2 + random.Next(3)).Append('\n');
                zone.Append(random.Next(3) == 0 ? name + " IN TXT \"why\"\n" : "");
            }
        }

        // Names with a text alone, and names below names.
        zone.Append("3.2.20.10 IN TXT \"no address\"\n");
        return zone.ToString();
    }

    private static async Task<(Dictionary<string, string> Results, long Questions)> SweepAsync(
        NsdServer server, IEnumerable<string> zones, string range, bool prunes)
    {
        await using SweepBench bench = await SweepBench.StartAsync(server.EndPoint, zones.Select(z => SweepBench.Own(z)), prunes);
        bench.Add(range);
        List<IpBlocklistResult> results = await bench.TakeAsync();
        Dictionary<string, string> said = results.ToDictionary(
            r => r.Address, r => string.Join(" ", r.Checks.OrderBy(c => c.Blocklist, StringComparer.Ordinal)
                .Select(c => c.Blocklist + "=" + c.Verdict + ":" + string.Join("+", c.Codes))));
        return (said, bench.Transport.Client.Counts.Questions);
    }
}
