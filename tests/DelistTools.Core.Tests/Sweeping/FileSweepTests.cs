using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Core.Tests.FileLists;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Ranges over lists in files: what is said of an address is what a single question says, and no name server is asked.</summary>
public sealed class FileSweepTests : IDisposable
{
    // Nobody listens there.
    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 9);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("10.20.0.0/20", "10.20.3.4 text\n10.20.5.0/26 :4:\n!10.20.5.7\n")]
    [InlineData("2001:db8::/116", "2001:db8::7 :3:\n2001:db8::100/120\n")]
    [InlineData("10.20.0.0/28", "# nothing\n")]
    [InlineData("10.20.0.0/28", "0.0.0.0/0\n!10.20.0.3\n")]
    [InlineData("10.20.0.0/28", "2001:db8::/32\n")]
    [InlineData("10.20.0.0/28", "10.20.0.3 :127.255.255.254:no\n")]
    [InlineData("10.20.0.0/28", "10.20.0.300\n")]
    public async Task Sweep_OverAFile_SaysTheSameAsSingleQuestions(string range, string text)
    {
        string path = Path.Combine(_folder.FullName, "list.txt");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        Blocklist list = FileRun.List(path);
        await using SweepBench bench = await SweepBench.StartAsync(Nobody, [list], prunes: true);
        bench.Add(range);

        List<IpBlocklistResult> results = await bench.TakeAsync();

        FileRun single = new(false, list);
        Assert.Equal(results.Count, results.Select(r => r.Address).Distinct().Count());
        Assert.Equal(range.EndsWith("/28", StringComparison.Ordinal) ? 16 : 4096, results.Count);
        foreach (IpBlocklistResult result in results)
        {
            BlocklistCheck expected = await single.OneAsync(result.Address);
            BlocklistCheck found = Assert.Single(result.Checks);
            Assert.Equal(
                (expected.Verdict, expected.Reason, expected.Health, expected.Ttl, expected.FailureKind, expected.Resolver),
                (found.Verdict, found.Reason, found.Health, found.Ttl, found.FailureKind, found.Resolver));
            Assert.Equal(expected.Codes, found.Codes);
            Assert.Equal(expected.Texts, found.Texts);
        }
    }
}
