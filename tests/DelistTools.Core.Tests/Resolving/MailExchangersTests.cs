using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class MailExchangersTests
{
    private const string Domain = "shop.example";

    private readonly FakeTransport _transport = new();

    [Fact]
    public async Task FindAsync_NullMx_IsNobody()
    {
        MailExchangers found = await FindAsync(Reply.Mx("0 "));
        Assert.Equal(MxOutcome.NullMx, found.Outcome);
        Assert.Empty(found.Hosts);
    }

    [Fact]
    public async Task FindAsync_NullMxBesideAHost_IsTheHost()
    {
        MailExchangers found = await FindAsync(Reply.Mx("0 ", "10 mx.example"));
        Assert.Equal(MxOutcome.Found, found.Outcome);
        Assert.Equal([new MailExchanger(10, "mx.example")], found.Hosts);
    }

    [Fact]
    public async Task FindAsync_NoRecord_IsTheDomainItself()
    {
        MailExchangers found = await FindAsync(Reply.NoData);
        Assert.Equal(MxOutcome.Implicit, found.Outcome);
        Assert.Equal([new MailExchanger(0, Domain)], found.Hosts);
    }

    [Fact]
    public async Task FindAsync_NoSuchName_IsNoDomain()
    {
        MailExchangers found = await FindAsync(Reply.NameError);
        Assert.Equal(MxOutcome.NoSuchDomain, found.Outcome);
        Assert.Empty(found.Hosts);
    }

    [Theory]
    [InlineData(LookupFailureKind.Timeout)]
    [InlineData(LookupFailureKind.ServerFailure)]
    [InlineData(LookupFailureKind.Refused)]
    [InlineData(LookupFailureKind.Malformed)]
    public async Task FindAsync_Failure_IsUnknownAndNeverImplicit(LookupFailureKind kind)
    {
        MailExchangers found = await FindAsync(Reply.Fail(kind));
        Assert.Equal(MxOutcome.Failed, found.Outcome);
        Assert.Empty(found.Hosts);
        Assert.Equal("it was " + kind, found.Failure);
    }

    [Fact]
    public async Task FindAsync_FromMemory_IsTheSameAgain()
    {
        _transport.On(Domain, DnsRecordKind.Mx, Reply.Mx("10 mx1.example", "20 mx2.example"));
        IDnsTransport remembering = new LimitedTransport(new DnsMemory().Over(_transport), TimeSpan.FromMinutes(1));
        for (int i = 0; i < 2; i++)
        {
            MailExchangers found = await MailExchangers.FindAsync(remembering, Domain, CancellationToken.None);
            Assert.Equal(["mx1.example", "mx2.example"], found.Hosts.Select(h => h.Host));
        }

        Assert.Equal(1, _transport.Count(Domain, DnsRecordKind.Mx));
    }

    [Fact]
    public async Task FindAsync_HiddenAtFirst_IsFoundWhenConfirmed()
    {
        int asked = 0;
        _transport.On("a.b.example", DnsRecordKind.Mx, _ => Task.FromResult(
            ++asked == 1 ? new DnsAnswer { Outcome = DnsOutcome.NameError, Ttl = Reply.Ttl } : Reply.Mx("10 mx1.example")));
        MailExchangers found = await MailExchangers.FindAsync(
            new ConfirmingTransport(_transport, "example"), "a.b.example", CancellationToken.None);
        Assert.Equal([new MailExchanger(10, "mx1.example")], found.Hosts);
    }

    private Task<MailExchangers> FindAsync(DnsAnswer answer)
    {
        _transport.On(Domain, DnsRecordKind.Mx, answer);
        return MailExchangers.FindAsync(_transport, Domain, CancellationToken.None);
    }
}
