using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Lab;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>The same over a socket.</summary>
public sealed class SpfWireTests
{
    [Fact]
    public async Task Check_RecordOfManyStrings_IsHadOverTcpAndPutTogether()
    {
        // 1700 octets fit no packet over UDP here; the last term stands across two strings.
        string text = "v=spf1 " + string.Join(' ', Enumerable.Range(0, 100).Select(i => "ip4:198.51.100." + i)) + " include:_spf.example.net -all";
        DnsBehaviours dns = new();
        dns.Zone("example.com").Replies(q => q.Type == DnsRecordType.Txt
            ? DnsReplyPlan.Answer(DnsRecord.Txt(q.Name, text.Chunk(199).Select(c => new string(c))), DnsRecord.Txt(q.Name, ["another"]))
            : DnsReplyPlan.NoData(q.Name));
        dns.Zone("_spf.example.net").Replies(q => DnsReplyPlan.Answer(DnsRecord.Txt(q.Name, ["v=spf1 mx:%{o2}.exa", "mple.net ?all"])));
        dns.Zone("example.com.example.net").Replies(q => q.Type == DnsRecordType.Mx
            ? DnsReplyPlan.Answer(DnsRecord.Mx(q.Name, 10, "mail.example.org"))
            : DnsReplyPlan.NoData(q.Name));
        dns.Zone("mail.example.org").Replies(q => DnsReplyPlan.Answer(DnsRecord.Address(q.Name, IPAddress.Parse("192.0.2.1"))));
        using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);
        DnsClientTransport transport = new(server.EndPoint, TimeSpan.FromSeconds(10));

        SpfSession session = SpfSession.Of(IPAddress.Parse("192.0.2.1"), "joe@example.com", "mail.example.com");
        SpfCheckResult result = await new SpfCheck(transport).CheckAsync(session, CancellationToken.None);
        SpfTree tree = await SpfTree.ReadAsync(transport, "example.com", CancellationToken.None);

        Assert.Equal(SpfResult.Pass, result.Result);
        Assert.Equal(["include:_spf.example.net", "mx:%{o2}.example.net"], result.Path.Select(p => p.Term.Text));
        Assert.Equal(text, result.Root.Record!.Text);
        Assert.Equal(2, tree.Lookups);
        Assert.Equal(2, server.Questions.OverTcp);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Check_NamesThatNoHostHas_AreAskedAsTheyAre()
    {
        DnsBehaviours dns = new();
        dns.Zone("example.com").Replies(q => q.Type == DnsRecordType.Txt && q.Name == "example.com"
            ? DnsReplyPlan.Answer(DnsRecord.Txt(q.Name, ["v=spf1 exists:%{l}.%{h}._x.example.com -all"]))
            : q.Type == DnsRecordType.A ? DnsReplyPlan.Answer(DnsRecord.Address(q.Name, IPAddress.Parse("127.0.0.2"))) : DnsReplyPlan.NoData(q.Name));
        using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);

        SpfSession session = SpfSession.Of(IPAddress.Parse("192.0.2.1"), "\"joe (sales)/x\"@example.com", "[192.0.2.1]");
        SpfCheckResult result = await new SpfCheck(new DnsClientTransport(server.EndPoint, TimeSpan.FromSeconds(10)))
            .CheckAsync(session, CancellationToken.None);

        Assert.Equal(SpfResult.Pass, result.Result);
    }

    [Fact]
    public async Task Check_ServerFails_IsATemporaryError()
    {
        DnsBehaviours dns = new();
        dns.Zone("example.com").RepliesCode(DnsResponseCode.ServerFailure);
        using LoopbackDnsServer server = LoopbackDnsServer.Start(dns);

        SpfCheckResult result = await new SpfCheck(new DnsClientTransport(server.EndPoint, TimeSpan.FromSeconds(10)))
            .CheckAsync(SpfSession.Of(IPAddress.Loopback, "example.com", "x"), CancellationToken.None);

        Assert.Equal((SpfResult.TempError, "the resolver answered SERVFAIL"), (result.Result, result.Error!.Detail));
    }
}
