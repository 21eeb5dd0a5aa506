using System.Net;
using BenchmarkDotNet.Attributes;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Benchmarks;

/// <summary>What an answer costs to read, beside the cheapest thing one could do with it: looking at its first octet.</summary>
[MemoryDiagnoser]
[InProcess]
public class AnswerBenchmarks
{
    private readonly Blocklist _list = ListSelector.AdHoc("zen.lab.test", BlocklistKind.IPv4);

    private readonly DnsAnswer _listed = new()
    {
        Outcome = DnsOutcome.Records,
        Addresses = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.4")],
    };

    /// <summary>The peer.</summary>
    [Benchmark(Baseline = true)]
    public bool FirstOctet() => AnswerRules.IsForeign(_listed.Addresses[0]);

    /// <summary>The verdict.</summary>
    [Benchmark]
    public bool Weigh() => AnswerRules.Weigh(_list, _listed).Verdict == ListingVerdict.Listed;
}
