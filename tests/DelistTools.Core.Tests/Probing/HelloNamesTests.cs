using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Probing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class HelloNamesTests
{
    private const string Name = "mail.sender.internal";

    private readonly FakeTransport _transport = new FakeTransport { Otherwise = (_, _) => Reply.NoData }.A(Name, "203.0.113.25");

    [Theory]
    [InlineData("203.0.113.25", "25.113.0.203.in-addr.arpa")]
    [InlineData("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    public void Reverse_IsWherePtrRecordsStand(string address, string name) => Assert.Equal(name, QuestionName.Reverse(IPAddress.Parse(address)));

    [Fact]
    public async Task Check_NameAndAddressThatFit_AreNotSpokenOf()
    {
        Ptr("203.0.113.25", Name);
        Assert.Null(await CheckAsync("203.0.113.25"));
    }

    [Fact]
    public async Task Check_OtherPtr_IsTold()
    {
        Ptr("203.0.113.25", "static-25.provider.internal");
        Assert.Contains("static-25.provider.internal", await CheckAsync("203.0.113.25"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoPtr_IsTold() => Assert.Contains("no PTR record", await CheckAsync("203.0.113.25"), StringComparison.Ordinal);

    [Fact]
    public async Task Check_NameThatLeadsElsewhere_IsTold()
    {
        Ptr("203.0.113.26", Name);
        Assert.Contains("203.0.113.25", await CheckAsync("203.0.113.26"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_LookUpsThatFail_SayNothing()
    {
        _transport.Otherwise = (_, _) => Reply.Timeout;
        _transport.On(Name, DnsRecordKind.A, Reply.Timeout);
        Assert.Null(await CheckAsync("203.0.113.25"));
    }

    [Fact]
    public async Task Check_PrivateAddress_IsNotWhatReceiversSee()
    {
        Assert.Null(await CheckAsync("192.168.1.5"));
        Assert.Empty(_transport.Asked);
    }

    private void Ptr(string address, params string[] names) =>
        _transport.On(QuestionName.Reverse(IPAddress.Parse(address)), DnsRecordKind.Ptr, new DnsAnswer { Outcome = DnsOutcome.Records, Names = names });

    private Task<string?> CheckAsync(string address) => HelloNames.CheckAsync(_transport, Name, IPAddress.Parse(address), CancellationToken.None);
}
