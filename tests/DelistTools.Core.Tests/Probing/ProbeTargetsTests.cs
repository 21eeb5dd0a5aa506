using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ProbeTargetsTests
{
    private readonly FakeTransport _transport = new FakeTransport { Otherwise = (_, _) => Reply.NoData }
        .On("receiver.internal", DnsRecordKind.Mx, Reply.Mx("20 last.receiver.internal", "10 a.receiver.internal", "10 b.receiver.internal", "10 c.receiver.internal"))
        .A("a.receiver.internal", "192.0.2.1").A("b.receiver.internal", "192.0.2.2").A("c.receiver.internal", "192.0.2.3").A("last.receiver.internal", "192.0.2.4")
        .On("a.receiver.internal", DnsRecordKind.Aaaa, new DnsAnswer { Outcome = DnsOutcome.Records, Addresses = [IPAddress.Parse("2001:db8::1")] });

    [Fact]
    public async Task Find_HostsOfEqualPreference_AreTriedInNoOrderAndBeforeTheLater()
    {
        ProbeTargets first = await FindAsync(shuffle: n => 0);
        ProbeTargets last = await FindAsync(shuffle: n => n - 1);

        Assert.Equal(["a.receiver.internal", "b.receiver.internal", "c.receiver.internal", "last.receiver.internal"], first.Hosts.Select(h => h.Name));
        Assert.Equal(["c.receiver.internal", "b.receiver.internal", "a.receiver.internal", "last.receiver.internal"], last.Hosts.Select(h => h.Name));
        Assert.All(first.Hosts, h => Assert.Equal(25, h.Port));
    }

    [Theory]
    [InlineData(ProbeAddressFamily.Any, null, "192.0.2.1 2001:db8::1")]
    [InlineData(ProbeAddressFamily.IPv4, null, "192.0.2.1")]
    [InlineData(ProbeAddressFamily.IPv6, null, "2001:db8::1")]
    [InlineData(ProbeAddressFamily.Any, "2001:db8::25", "2001:db8::1")]
    [InlineData(ProbeAddressFamily.Any, "192.0.2.25", "192.0.2.1")]
    public async Task Find_Family_IsThatOfTheProbeAndOfTheLocalAddress(ProbeAddressFamily family, string? local, string addresses) =>
        Assert.Equal(addresses, string.Join(" ", (await FindAsync(family, local)).Hosts[0].Addresses));

    [Fact]
    public async Task Find_NoAddressOfTheFamily_IsALocalError()
    {
        _transport.On("receiver.internal", DnsRecordKind.Mx, Reply.Mx("10 b.receiver.internal"));
        ProbeTargets targets = await FindAsync(ProbeAddressFamily.IPv6);

        Assert.Equal((ProbeOutcome.LocalError, 0), (targets.Outcome, targets.Hosts.Count));
        Assert.Contains("of the family", targets.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", ProbeOutcome.NullMx)]
    [InlineData("none", ProbeOutcome.NoMailServer)]
    [InlineData("failed", ProbeOutcome.DnsFailed)]
    [InlineData("implicit", ProbeOutcome.NoMailServer)]
    public async Task Find_NowhereToGo_SaysWhy(string what, ProbeOutcome outcome)
    {
        _transport.On("receiver.internal", DnsRecordKind.Mx, what switch
        {
            "null" => Reply.Mx("0 "),
            "none" => Reply.NameError,
            "failed" => Reply.Timeout,
            _ => Reply.NoData,
        });
        ProbeTargets targets = await FindAsync();

        Assert.Equal((outcome, 0), (targets.Outcome, targets.Hosts.Count));
        Assert.Contains("receiver.internal", targets.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ImplicitMx_IsTheDomainsOwnHost()
    {
        _transport.On("receiver.internal", DnsRecordKind.Mx, Reply.NoData).A("receiver.internal", "192.0.2.9");
        ProbeHost host = Assert.Single((await FindAsync()).Hosts);

        Assert.Equal(("receiver.internal", "192.0.2.9"), (host.Name, host.Addresses.Single().ToString()));
    }

    [Fact]
    public async Task Find_AddressesOfAllHostsUnknown_IsAFailureOfTheLookUp()
    {
        _transport.On("receiver.internal", DnsRecordKind.Mx, Reply.Mx("10 b.receiver.internal")).On("b.receiver.internal", DnsRecordKind.A, Reply.Fail(LookupFailureKind.ServerFailure));
        Assert.Equal(ProbeOutcome.DnsFailed, (await FindAsync()).Outcome);
    }

    [Theory]
    [InlineData("null", "SenderDomainTakesNoMail", false)]
    [InlineData("none", "SenderDomainNotFound", false)]
    [InlineData("failed", null, true)]
    [InlineData("implicit", null, true)]
    [InlineData("good", null, false)]
    public async Task SenderDomain_IsOneThatMailCanComeFrom(string what, string? problem, bool hasNote)
    {
        _transport.On("sender.internal", DnsRecordKind.Mx, what switch
        {
            "null" => Reply.Mx("0 "),
            "none" => Reply.NameError,
            "failed" => Reply.Timeout,
            "implicit" => Reply.NoData,
            _ => Reply.Mx("10 mail.sender.internal"),
        });
        (Problem? found, string? note) = await SenderDomain.CheckAsync(_transport, "sender.internal", CancellationToken.None);

        Assert.Equal((problem, hasNote), (found?.Id, note is not null));
    }

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("mail.example.org", true)]
    [InlineData("a.test", true)]
    [InlineData("invalid", true)]
    [InlineData("notexample.com", false)]
    [InlineData("sender.internal", false)]
    public void ReservedDomains_AreThoseOfTheRfc(string domain, bool expected) => Assert.Equal(expected, ReservedDomains.Contains(domain));

    private Task<ProbeTargets> FindAsync(ProbeAddressFamily family = ProbeAddressFamily.Any, string? local = null, Func<int, int>? shuffle = null) =>
        ProbeTargets.FindAsync(
            _transport, "receiver.internal",
            new ProbeOptions { To = "b@receiver.internal", Family = family, LocalAddress = local is null ? null : IPAddress.Parse(local) },
            shuffle ?? (_ => 0), CancellationToken.None);
}
