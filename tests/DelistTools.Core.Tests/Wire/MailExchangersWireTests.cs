using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>MX records over the wire.</summary>
public sealed class MailExchangersWireTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DnsBehaviours _dns = new();
    private readonly DnsRule _rule;
    private readonly LoopbackDnsServer _server;

    public MailExchangersWireTests()
    {
        _rule = _dns.Zone(new DnsTable("mail.test")
            .Mx("@", 20, "MX2").Mx("@", 10, "mx1.provider.test.").Mx("@", 20, "backup").Mx("@", 20, "mx2")
            .Mx("null", 0, ".").Address("plain", "192.0.2.25").Cname("alias", "mail.test.").Cname("lost", "plain"));
        _server = LoopbackDnsServer.Start(_dns);
    }

    public void Dispose()
    {
        _server.Dispose();
        Assert.Empty(_server.Failures);
    }

    [Fact]
    public async Task FindAsync_SeveralShuffled_AreByPreferenceWithoutDots()
    {
        _rule.Shuffles();
        for (int i = 0; i < 5; i++)
        {
            MailExchangers found = await FindAsync("mail.test");
            Assert.Equal(MxOutcome.Found, found.Outcome);
            Assert.Equal(
                ["10 mx1.provider.test", "20 backup.mail.test", "20 mx2.mail.test"], found.Hosts.Select(h => h.Preference + " " + h.Host));
        }
    }

    [Theory]
    [InlineData("null.mail.test", "NullMx", "")]
    [InlineData("plain.mail.test", "Implicit", "plain.mail.test")]
    [InlineData("lost.mail.test", "Implicit", "lost.mail.test")]
    [InlineData("alias.mail.test", "Found", "mx1.provider.test backup.mail.test mx2.mail.test")]
    [InlineData("none.mail.test", "NoSuchDomain", "")]
    public async Task FindAsync_EachKindOfDomain_IsToldApart(string domain, string outcome, string hosts)
    {
        MailExchangers found = await FindAsync(domain);
        Assert.Equal(outcome, found.Outcome.ToString());
        Assert.Equal(hosts, string.Join(' ', found.Hosts.Select(h => h.Host)));
    }

    [Fact]
    public async Task FindAsync_MxFailsWhereAnAddressIsThere_IsUnknown()
    {
        DnsRule mx = _dns.Records("plain.mail.test", DnsRecordType.Mx).RepliesCode(DnsResponseCode.ServerFailure);
        Assert.Contains("SERVFAIL", (await FindAsync("plain.mail.test")).Failure, StringComparison.Ordinal);

        mx.StaysSilent();
        MailExchangers silent = await FindAsync("plain.mail.test", TimeSpan.FromMilliseconds(400));
        Assert.Equal(MxOutcome.Failed, silent.Outcome);
        Assert.Empty(silent.Hosts);
    }

    [Fact]
    public async Task FindAsync_Truncated_IsHadWholeOverTcp()
    {
        _rule.Truncates(keptAnswers: 1);
        Assert.Equal(3, (await FindAsync("mail.test")).Hosts.Count);
    }

    [Fact]
    public async Task FindAsync_TruncatedAndNoTcp_IsUnknown()
    {
        _rule.Truncates(DnsTcpReaction.Close, keptAnswers: 1);
        Assert.Equal(MxOutcome.Failed, (await FindAsync("mail.test", TimeSpan.FromSeconds(1))).Outcome);
    }

    [Fact]
    public async Task FindAsync_ThroughAResolver_IsTheSame()
    {
        await using UnboundServer unbound = await UnboundServer.StartAsync(
            new UnboundOptions { RbldnsdPort = _server.Port, StubZones = ["mail.test"] });
        MailExchangers[] found = await Task.WhenAll(((string[])["mail.test", "null.mail.test", "plain.mail.test", "none.mail.test", "refused.test"])
            .Select(d => MailExchangers.FindAsync(new DnsClientTransport(unbound.EndPoint, Patience), d, CancellationToken.None)));
        Assert.Equal(
            [MxOutcome.Found, MxOutcome.NullMx, MxOutcome.Implicit, MxOutcome.NoSuchDomain, MxOutcome.Failed], found.Select(f => f.Outcome));
        Assert.Equal("mx1.provider.test", found[0].Hosts[0].Host);
    }

    private Task<MailExchangers> FindAsync(string domain, TimeSpan? timeout = null) => MailExchangers.FindAsync(
        new DnsClientTransport(_server.EndPoint, timeout ?? Patience), domain, CancellationToken.None);
}
