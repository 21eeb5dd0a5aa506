using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class DnsBehavioursTests : IDisposable
{
    private readonly DnsBehaviours _dns = new();
    private readonly LoopbackDnsServer _server;
    private readonly WireClient _client;

    public DnsBehavioursTests()
    {
        _server = LoopbackDnsServer.Start(_dns);
        _client = new WireClient(_server.EndPoint);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        Assert.Empty(_server.Failures);
    }

    [Fact]
    public async Task Reply_SeveralRules_PredicateThenLongestZoneThenOtherwise()
    {
        _dns.Zone("test").RepliesAddress("127.0.0.1");
        _dns.Zone("zen.test").RepliesAddress("127.0.0.2");
        _dns.When(q => q.Name.StartsWith("special.", StringComparison.Ordinal)).RepliesAddress("127.0.0.3");
        _dns.Otherwise.RepliesCode(DnsResponseCode.Refused);

        Assert.Equal(["127.0.0.1"], (await _client.AskAsync("other.test")).Texts(DnsRecordType.A));
        Assert.Equal(["127.0.0.1"], (await _client.AskAsync("frozen.test")).Texts(DnsRecordType.A));
        Assert.Equal(["127.0.0.2"], (await _client.AskAsync("A.ZEN.test")).Texts(DnsRecordType.A));
        Assert.Equal(["127.0.0.3"], (await _client.AskAsync("special.zen.test")).Texts(DnsRecordType.A));
        Assert.Equal(DnsResponseCode.Refused, (await _client.AskAsync("example")).Rcode);
    }

    [Fact]
    public async Task Reply_NothingSetUp_IsNxDomainFromTheRoot()
    {
        var reply = await _client.AskAsync("random.example");

        Assert.Equal(DnsResponseCode.NxDomain, reply.Rcode);
        Assert.Equal(string.Empty, Assert.Single(reply.Authority).Name);
    }

    [Fact]
    public async Task Zone_Table_AnswersEveryType()
    {
        _dns.Zone(new DnsTable("mail.test", ttl: 33, negativeTtl: 44)
            .Addresses("mx1", ["192.0.2.25", "192.0.2.26"])
            .Address("mx1", "2001:db8::25", ttl: 5)
            .Mx("@", 10, "mx1")
            .Mx("null", 0, ".")
            .Txt("@", "v=spf1 ", "-all")
            .Txt("deep.below._dmarc", "v=DMARC1")
            .Add(DnsRecord.Ns("mail.test", "ns.mail.test"))
            .Add(DnsRecord.Raw("mail.test", (DnsRecordType)99, [1, 2, 3])));
        _dns.Zone(new DnsTable("2.0.192.in-addr.arpa").Ptr("25", "mx1.mail.test."));

        var addresses = await _client.AskAsync("MX1.mail.test");
        Assert.Equal(["192.0.2.25", "192.0.2.26"], addresses.Texts(DnsRecordType.A));
        Assert.All(addresses.Answers, a => Assert.Equal(33, a.Ttl));
        Assert.Equal(["2001:db8::25"], (await _client.AskAsync("mx1.mail.test", DnsRecordType.Aaaa)).Texts(DnsRecordType.Aaaa));
        var mx = (await _client.AskAsync("mail.test", DnsRecordType.Mx)).Answers[0];
        Assert.Equal((10, "mx1.mail.test"), (mx.Data[1], mx.Target));
        Assert.Equal(string.Empty, (await _client.AskAsync("null.mail.test", DnsRecordType.Mx)).Answers[0].Target);
        Assert.Equal(2, (await _client.AskAsync("mail.test", DnsRecordType.Txt)).Answers[0].Strings.Count);
        Assert.Equal(["ns.mail.test"], (await _client.AskAsync("mail.test", DnsRecordType.Ns)).Texts(DnsRecordType.Ns));
        Assert.Equal([1, 2, 3], (await _client.AskAsync("mail.test", (DnsRecordType)99)).Answers[0].Data);
        Assert.Equal(["mx1.mail.test"], (await _client.AskAsync("25.2.0.192.in-addr.arpa", DnsRecordType.Ptr)).Texts(DnsRecordType.Ptr));

        var noData = await _client.AskAsync("mx1.mail.test", DnsRecordType.Txt);
        Assert.Equal((DnsResponseCode.NoError, 0, 44L), (noData.Rcode, noData.Answers.Count, noData.Authority[0].Ttl));
        Assert.Equal(DnsResponseCode.NoError, (await _client.AskAsync("below._dmarc.mail.test")).Rcode);
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("none.mail.test")).Rcode);
    }

    [Fact]
    public async Task Records_OneTypeOfOneName_LeavesTheOthersAsTheyWere()
    {
        _dns.Zone(new DnsTable("mail.test").Mx("@", 10, "mx1").Address("@", "192.0.2.25").Mx("sub", 10, "mx1"));
        var rule = _dns.Records("MAIL.test.", DnsRecordType.Mx).RepliesCode(DnsResponseCode.ServerFailure);

        Assert.Equal(DnsResponseCode.ServerFailure, (await _client.AskAsync("mail.test", DnsRecordType.Mx)).Rcode);
        Assert.Equal(["192.0.2.25"], (await _client.AskAsync("mail.test")).Texts(DnsRecordType.A));
        Assert.Single((await _client.AskAsync("sub.mail.test", DnsRecordType.Mx)).Answers);

        rule.RepliesNoData();
        var empty = await _client.AskAsync("mail.test", DnsRecordType.Mx);
        Assert.Equal((DnsResponseCode.NoError, 0), (empty.Rcode, empty.Answers.Count));

        rule.StaysSilent();
        Assert.True(await _client.StaysSilentAsync("mail.test", DnsRecordType.Mx, "sub.mail.test"));
    }

    [Fact]
    public async Task KeepsFor_Zero_NobodyKeepsAReply()
    {
        _dns.Zone(new DnsTable("brief.test").Address("@", "192.0.2.25")).KeepsFor(0);

        Assert.Equal(0, (await _client.AskAsync("brief.test")).Answers[0].Ttl);
        Assert.Equal(0, (await _client.AskAsync("none.brief.test")).Authority[0].Ttl);
    }

    [Fact]
    public async Task Zone_TableWithWildcard_CoversOnlyWhatDoesNotExist()
    {
        var table = new DnsTable("park.test").Address("*", "203.0.113.80").Txt("own", "mine");
        _dns.Zone(table);

        var parked = await _client.AskAsync("a.b.park.test");
        Assert.Equal(("a.b.park.test", "203.0.113.80"), (parked.Answers[0].Name, parked.Answers[0].Text));
        Assert.Empty((await _client.AskAsync("own.park.test")).Answers);
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("below.own.park.test")).Rcode);

        table.Remove("*");
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("a.b.park.test")).Rcode);
    }

    [Fact]
    public async Task Reply_AliasChain_IsFollowedAcrossZones()
    {
        _dns.Zone(new DnsTable("local.test").Cname("2.0.0.127", "key.middle.test.").Cname("gone", "nowhere.zen.test."));
        _dns.Zone(new DnsTable("middle.test").Cname("key", "2.0.0.127.zen.test."));
        _dns.Zone(new DnsblZone("zen.test", DnsblKinds.Ip4));

        var reply = await _client.AskAsync("2.0.0.127.local.test");

        Assert.Equal(["key.middle.test", "2.0.0.127.zen.test", "127.0.0.2"], reply.Answers.Select(a => a.Text));
        Assert.Equal("2.0.0.127.zen.test", reply.Answers[2].Name);
        Assert.Single((await _client.AskAsync("2.0.0.127.local.test", DnsRecordType.Cname)).Answers);
        var gone = await _client.AskAsync("gone.local.test");
        Assert.Equal((DnsResponseCode.NxDomain, 1, "zen.test"), (gone.Rcode, gone.Answers.Count, gone.Authority[0].Name));
        var without = await _client.AskAsync("2.0.0.127.local.test", DnsRecordType.Mx);
        Assert.Equal((DnsResponseCode.NoError, 2), (without.Rcode, without.Answers.Count));
    }

    [Fact]
    public async Task Reply_AliasLoop_IsServfail()
    {
        _dns.Zone(new DnsTable("loop.test").Cname("a", "b").Cname("b", "a"));

        Assert.Equal(DnsResponseCode.ServerFailure, (await _client.AskAsync("a.loop.test")).Rcode);
    }

    [Fact]
    public async Task RewriteNxDomain_Set_CoversEveryZoneUntilItEnds()
    {
        _dns.Zone(new DnsblZone("zen.test", DnsblKinds.Ip4));
        _dns.RewriteNxDomain(IPAddress.Parse("203.0.113.99"));

        Assert.Equal(["203.0.113.99"], (await _client.AskAsync("1.0.0.127.zen.test")).Texts(DnsRecordType.A));
        Assert.Equal(["203.0.113.99"], (await _client.AskAsync("random.example")).Texts(DnsRecordType.A));
        Assert.Equal(["127.0.0.2"], (await _client.AskAsync("2.0.0.127.zen.test")).Texts(DnsRecordType.A));

        _dns.RewriteNxDomain(null);
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("random.example")).Rcode);
    }
}
