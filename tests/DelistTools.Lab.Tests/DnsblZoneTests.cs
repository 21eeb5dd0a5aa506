using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class DnsblZoneTests
{
    private const string Ip6Positive = "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";
    private const string Ip6Negative = "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";

    [Theory]
    [InlineData(DnsblKinds.Ip4, "2.0.0.127", true)]
    [InlineData(DnsblKinds.Ip4, "1.0.0.127", false)]
    [InlineData(DnsblKinds.Ip4, Ip6Positive, false)]
    [InlineData(DnsblKinds.Ip6, Ip6Positive, true)]
    [InlineData(DnsblKinds.Ip6, Ip6Negative, false)]
    [InlineData(DnsblKinds.Ip6, "2.0.0.127", false)]
    [InlineData(DnsblKinds.Domain, "TEST", true)]
    [InlineData(DnsblKinds.Domain, "INVALID", false)]
    [InlineData(DnsblKinds.Domain, "2.0.0.127", false)]
    public void Reply_TestEntries_FollowTheKind(DnsblKinds kind, string target, bool listed)
    {
        var zone = new DnsblZone("list.test", kind);

        Assert.Equal(listed ? "127.0.0.2" : string.Empty, Codes(zone, target));
    }

    [Fact]
    public void Reply_TestEntriesOff_ListsNobody()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Ip4 | DnsblKinds.Domain) { HasTestEntries = false };

        Assert.Equal(string.Empty, Codes(zone, "2.0.0.127"));
        Assert.Equal(string.Empty, Codes(zone, "test"));
    }

    [Fact]
    public void Reply_OverlappingEntries_AnswersAllCodesOnce()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Ip4 | DnsblKinds.Ip6)
            .List("192.0.2.0/24", "127.0.0.10")
            .List("192.0.2.64/26", "127.0.0.3", "narrow $")
            .List("192.0.2.100")
            .List("192.0.2.100", "127.0.0.3")
            .List("0.0.0.0/0", "127.0.0.9");

        Assert.Equal("127.0.0.9 127.0.0.10 127.0.0.3 127.0.0.2", Codes(zone, "100.2.0.192"));
        Assert.Equal("127.0.0.9 127.0.0.10", Codes(zone, "10.2.0.192"));
        Assert.Equal("127.0.0.9", Codes(zone, "10.100.51.198"));
        Assert.Equal(string.Empty, Codes(zone, string.Join('.', Enumerable.Repeat('0', 32))));
    }

    [Fact]
    public void Reply_Ip6Networks_MatchOnNibbles()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Ip6).List("2001:db8:bad::/48").List("2001:db8::1", "127.0.0.4");

        Assert.Equal("127.0.0.2", Codes(zone, "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.a.b.0.8.b.d.0.1.0.0.2"));
        Assert.Equal("127.0.0.4", Codes(zone, "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"));
        Assert.Equal(string.Empty, Codes(zone, "2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"));
    }

    [Fact]
    public void Reply_Domains_ExactAndWildcard()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Domain).List("exact.example").List(".wide.example", "127.0.1.4", "wide: $");

        Assert.Equal("127.0.0.2", Codes(zone, "Exact.example"));
        Assert.Equal(string.Empty, Codes(zone, "www.exact.example"));
        Assert.Equal("127.0.1.4", Codes(zone, "wide.example"));
        Assert.Equal("127.0.1.4", Codes(zone, "a.b.wide.example"));
        Assert.Equal(string.Empty, Codes(zone, "notwide.example"));
    }

    [Fact]
    public void Reply_AddressToDomainList_RefusesByCode()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Domain) { CodeForAddresses = "127.0.1.255" };

        Assert.Equal("127.0.1.255", Codes(zone, "10.2.0.192"));
    }

    [Fact]
    public void AnswerAll_Set_CoversEveryTarget()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Ip4).AnswerAll("127.255.255.254", null);

        Assert.Equal("127.255.255.254", Codes(zone, "1.0.0.127"));
        Assert.Equal("127.255.255.254", Codes(zone, "anything"));
        Assert.Empty(zone.Reply(Question("1.0.0.127", DnsRecordType.Txt)).Answers);
    }

    [Fact]
    public void Delist_Listed_TakesItAway()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Ip4 | DnsblKinds.Domain)
            .List("192.0.2.10").List("198.51.100.0/24").List(".wide.example");

        Assert.True(zone.Delist("192.0.2.10"));
        Assert.False(zone.Delist("192.0.2.10"));
        Assert.False(zone.Delist("198.51.100.7"));
        Assert.True(zone.Delist("198.51.100.0/24"));
        Assert.True(zone.Delist(".wide.example"));

        Assert.Equal(string.Empty, Codes(zone, "10.2.0.192") + Codes(zone, "7.100.51.198") + Codes(zone, "wide.example"));
    }

    [Fact]
    public async Task Reply_OnTheWire_HasTtlTextAndSoa()
    {
        var zone = new DnsblZone("list.test", DnsblKinds.Ip4)
        {
            Ttl = 2100,
            NegativeTtl = 150,
            Text = "see https://list.test/$",
        }.List("192.0.2.10");
        var dns = new DnsBehaviours();
        dns.Zone(zone);
        await using var server = LoopbackDnsServer.Start(dns);
        using var client = new WireClient(server.EndPoint);

        var listed = await client.AskAsync("10.2.0.192.list.test");
        var text = await client.AskAsync("10.2.0.192.list.test", DnsRecordType.Txt);
        var absent = await client.AskAsync("11.2.0.192.list.test");

        Assert.Equal(("127.0.0.2", 2100L), (listed.Answers[0].Text, listed.Answers[0].Ttl));
        Assert.Equal(["see https://list.test/192.0.2.10"], text.Texts(DnsRecordType.Txt));
        Assert.Equal((DnsResponseCode.NxDomain, "list.test", 150L), (absent.Rcode, absent.Authority[0].Name, absent.Authority[0].Ttl));
        Assert.Empty((await client.AskAsync("10.2.0.192.list.test", DnsRecordType.Aaaa)).Answers);
        Assert.Single((await client.AskAsync("list.test", DnsRecordType.Soa)).Answers);
        Assert.Single((await client.AskAsync("list.test", DnsRecordType.Ns)).Answers);
        Assert.Equal(DnsResponseCode.NoError, (await client.AskAsync("list.test")).Rcode);
    }

    private static string Codes(DnsblZone zone, string target) =>
        string.Join(' ', zone.Reply(Question(target, DnsRecordType.A)).Answers.Select(a => new IPAddress(a.Data.Span)));

    private static DnsQuestionSeen Question(string target, DnsRecordType type) => new()
    {
        Name = $"{target}.list.test".ToLowerInvariant(),
        NameAsSent = $"{target}.list.test",
        Type = type,
    };
}
