using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SenderDomainTests
{
    private readonly FakeTransport _dns = new();

    [Fact]
    public async Task RunAsync_Reachable_PassesAndLeavesTheMailboxesOpen()
    {
        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.Mx("10 " + Checks.Host)).Host4(Checks.Host, Checks.Address);

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.Equal(ReadinessStatus.Pass, checks[0].Status);
        Assert.Equal(("RoleMailboxes", ReadinessStatus.Unknown), (checks[1].Name, checks[1].Status));
    }

    [Theory]
    [InlineData("0 ", "takes no mail")]
    [InlineData("10 gone.example", "gone.example has no address")]
    [InlineData("10 inside.example", "does not reach")]
    [InlineData("10 203.0.113.25", "wants a name")]
    public async Task RunAsync_NoWay_FailsBoth(string exchanger, string why)
    {
        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.Mx(exchanger)).Host4("inside.example", "10.0.0.5");

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.All(checks, c => Assert.Equal(ReadinessStatus.Fail, c.Status));
        Assert.Contains(why, checks[0].Found, StringComparison.Ordinal);
        Assert.StartsWith(Checks.Domain + ". IN MX 10 ", checks[0].Record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OneOfTwoHostsIsGone_Warns()
    {
        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.Mx("10 " + Checks.Host, "20 gone.example")).Host4(Checks.Host, Checks.Address);

        ReadinessCheck check = (await RunAsync())[0];

        Assert.Equal(ReadinessStatus.Warn, check.Status);
        Assert.Contains("gone.example", check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ImplicitMx_WarnsWhereThereIsAnAddress()
    {
        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.NoData).Host4(Checks.Domain, Checks.Address);

        Assert.Equal(ReadinessStatus.Warn, (await RunAsync())[0].Status);
    }

    [Fact]
    public async Task RunAsync_NeitherMxNorAddress_Fails()
    {
        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.NoData).On(Checks.Domain, DnsRecordKind.A, Reply.NoData).On(Checks.Domain, DnsRecordKind.Aaaa, Reply.NoData);

        Assert.Equal(ReadinessStatus.Fail, (await RunAsync())[0].Status);
    }

    [Fact]
    public async Task RunAsync_NoSuchDomain_Fails() => Assert.Contains("no such domain", (await RunAsync())[0].Found, StringComparison.Ordinal);

    [Fact]
    public async Task RunAsync_LookupsFail_AreUnknown()
    {
        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.Mx("10 " + Checks.Host)).On(Checks.Host, DnsRecordKind.A, Reply.Timeout).On(Checks.Host, DnsRecordKind.Aaaa, Reply.Timeout);
        Assert.All(await RunAsync(), c => Assert.Equal(ReadinessStatus.Unknown, c.Status));

        _dns.On(Checks.Domain, DnsRecordKind.Mx, Reply.Fail(LookupFailureKind.Refused));
        Assert.All(await RunAsync(), c => Assert.Equal(ReadinessStatus.Unknown, c.Status));
    }

    private Task<IReadOnlyList<ReadinessCheck>> RunAsync() =>
        Checks.RunAsync(_dns, Checks.Sender(address: null), t => t == CheckTopics.SenderDomain || t == CheckTopics.RoleMailboxes);
}
