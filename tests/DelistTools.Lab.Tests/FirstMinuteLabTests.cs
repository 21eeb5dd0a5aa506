using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class FirstMinuteLabTests : IDisposable
{
    private readonly FirstMinuteLab _lab = FirstMinuteLab.Start();
    private readonly WireClient _client;

    public FirstMinuteLabTests() => _client = new WireClient(IPEndPoint.Parse(_lab.NameServer));

    public void Dispose()
    {
        _client.Dispose();
        _lab.Dispose();
        Assert.Empty(_lab.Server.Failures);
    }

    [Theory]
    [InlineData(LabZones.SpamSource, "zen", "127.0.0.2")]
    [InlineData(LabZones.TwoCodes, "zen", "127.0.0.2 127.0.0.4")]
    [InlineData(LabZones.ThreeOperators, "zen", "127.0.0.4")]
    [InlineData(LabZones.ThreeOperators, "xbl", "127.0.0.4")]
    [InlineData(LabZones.ThreeOperators, "range", "127.0.0.2")]
    [InlineData(LabZones.ThreeOperators, "rep", "127.0.0.10")]
    [InlineData(LabZones.BadNeighbours, "range", "127.0.0.2")]
    [InlineData(LabZones.BadNeighbours, "zen", "")]
    [InlineData(LabZones.PolicyRange, "zen", "127.0.0.10")]
    [InlineData(LabZones.DynamicRange, "zen", "127.0.0.11")]
    [InlineData(LabZones.GoodReputation, "rep", "127.0.0.20")]
    [InlineData(LabZones.GoodReputation, "zen", "")]
    [InlineData(LabZones.Clean, "zen", "")]
    [InlineData(LabZones.Clean, "rep", "")]
    [InlineData(LabZones.Clean, "delta", "127.255.255.254")]
    [InlineData(LabZones.Clean, "world", "127.0.0.2")]
    [InlineData("127.0.0.1", "world", "127.0.0.2")]
    [InlineData("127.0.0.2", "empty", "")]
    [InlineData(LabZones.Clean, "parked", "203.0.113.80")]
    [InlineData("127.0.0.2", "ip4only", "127.0.0.2")]
    [InlineData(LabZones.Ip6Listed, "zen", "127.0.0.3")]
    [InlineData(LabZones.Ip6Clean, "zen", "")]
    [InlineData("::ffff:7f00:2", "zen", "127.0.0.2")]
    [InlineData("::ffff:7f00:2", "ip4only", "")]
    [InlineData(LabZones.SpamDomain, "dbl", "127.0.1.2")]
    [InlineData("a.b." + LabZones.SpamDomain, "dbl", "127.0.1.2")]
    [InlineData(LabZones.AbusedDomain, "dbl", "127.0.1.102")]
    [InlineData(LabZones.CleanDomain, "dbl", "")]
    [InlineData(LabZones.CleanDomain, "uri", "127.0.0.1")]
    [InlineData(LabZones.Clean, "dbl", "127.0.1.255")]
    public async Task Ask_Target_ShowsWhatIsDocumented(string target, string zone, string codes)
    {
        var reply = await _client.AskAsync($"{Relative(target)}.{zone}.lab.test");

        Assert.Equal(codes, string.Join(' ', reply.Texts(DnsRecordType.A)));
        Assert.Equal(codes.Length == 0 ? DnsResponseCode.NxDomain : DnsResponseCode.NoError, reply.Rcode);
    }

    [Fact]
    public async Task Ask_FaultyLists_ShowTheirFaults()
    {
        Assert.True(await _client.StaysSilentAsync("2.0.0.127.silent.lab.test", DnsRecordType.A, "2.0.0.127.zen.lab.test"));
        Assert.Equal(DnsResponseCode.ServerFailure, (await _client.AskAsync("2.0.0.127.servfail.lab.test")).Rcode);
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("random.example")).Rcode);
        Assert.Equal(
            ["https://alpha.lab.test/lookup/192.0.2.10"],
            (await _client.AskAsync("10.2.0.192.zen.lab.test", DnsRecordType.Txt)).Texts(DnsRecordType.Txt));
    }

    [Fact]
    public async Task CatalogPath_EveryEntry_HasItsZoneAndTestEntries()
    {
        using var catalogue = JsonDocument.Parse(await File.ReadAllTextAsync(_lab.CatalogPath));
        var entries = catalogue.RootElement.GetProperty("blocklists").EnumerateArray().ToList();

        Assert.Equal(1, catalogue.RootElement.GetProperty("schema").GetInt32());
        Assert.Equal(13, entries.Count);
        string[] without = ["lab-silent", "lab-servfail", "lab-empty"];
        foreach (var entry in entries)
        {
            var id = entry.GetProperty("id").GetString()!;
            Assert.StartsWith("lab-", id, StringComparison.Ordinal);
            Assert.StartsWith("Lab ", entry.GetProperty("operator").GetString(), StringComparison.Ordinal);
            if (!without.Contains(id))
            {
                var listed = entry.GetProperty("test").GetProperty("listed").GetString()!;
                var reply = await _client.AskAsync($"{Relative(listed)}.{entry.GetProperty("zone").GetString()}");
                Assert.NotEmpty(reply.Answers);
            }
        }
    }

    [Fact]
    public void Targets_All_AreDocumentationAddressesWithAWord()
    {
        string[] networks = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];
        Assert.Equal(13, _lab.Targets.Select(t => t.Target).Distinct().Count());
        Assert.All(_lab.Targets, target =>
        {
            Assert.NotEmpty(target.Shows);
            var isDocumentation = IPAddress.TryParse(target.Target, out var address)
                ? networks.Any(n => IPNetwork.Parse(n).Contains(address))
                : target.Target.EndsWith(".example", StringComparison.Ordinal);
            Assert.True(isDocumentation, target.Target);
        });
    }

    [Fact]
    public async Task Delist_Listed_IsGoneAtOnce()
    {
        Assert.True(_lab.Delist(LabZones.SpamSource));
        Assert.True(_lab.Delist(LabZones.SpamDomain));
        Assert.False(_lab.Delist(LabZones.PolicyRange));

        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("10.2.0.192.zen.lab.test")).Rcode);
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("spam.example.dbl.lab.test")).Rcode);
    }

    [Fact]
    public async Task Start_Twice_DoNotMix()
    {
        using var second = FirstMinuteLab.Start();
        second.Delist(LabZones.SpamSource);

        Assert.NotEqual(_lab.NameServer, second.NameServer);
        Assert.NotEqual(_lab.CatalogPath, second.CatalogPath);
        Assert.Single((await _client.AskAsync("10.2.0.192.zen.lab.test")).Answers);
    }

    [Fact]
    public void Dispose_Started_DeletesTheOverlay()
    {
        var lab = FirstMinuteLab.Start();
        Assert.True(File.Exists(lab.CatalogPath));

        lab.Dispose();

        Assert.False(Directory.Exists(Path.GetDirectoryName(lab.CatalogPath)));
    }

    private static string Relative(string target)
    {
        if (!IPAddress.TryParse(target, out var address))
        {
            return target;
        }

        IEnumerable<string> parts = address.AddressFamily == AddressFamily.InterNetwork
            ? target.Split('.')
            : Convert.ToHexString(address.GetAddressBytes()).Select(c => char.ToLowerInvariant(c).ToString());
        return string.Join('.', parts.Reverse());
    }
}
