using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ReverseNameTests
{
    private readonly FakeTransport _dns = new();

    [Fact]
    public async Task RunAsync_GoodServer_Passes()
    {
        _dns.Ptr(Checks.Address, Checks.Host).Host4(Checks.Host, Checks.Address);

        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(domain: null));

        Assert.Equal(["PtrRecord", "PtrName", "PtrForward", "HelloName"], checks.Select(c => c.Name));
        Assert.All(checks, c => Assert.Equal((ReadinessStatus.Pass, Checks.Address), (c.Status, c.Target)));
        Assert.All(checks, c => Assert.Null(c.Fix));
    }

    [Fact]
    public async Task PtrRecord_Missing_FailsWithTheRecordToPublish()
    {
        _dns.Host4(Checks.Host, Checks.Address);

        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(domain: null));

        Assert.Equal(["PtrRecord", "HelloName"], checks.Select(c => c.Name));
        Assert.Equal(ReadinessStatus.Fail, checks[0].Status);
        Assert.Equal("25.113.0.203.in-addr.arpa. IN PTR mail.newserver.example.", checks[0].Record);
        Assert.Contains("microsoft-consumer", checks[0].RequiredBy);
        Assert.Equal("reverse-dns", checks[0].Prerequisite);

        // The name leads there, and nothing leads back.
        Assert.Equal(ReadinessStatus.Warn, checks[1].Status);
    }

    [Fact]
    public async Task PtrRecord_LookupFails_IsUnknownAndClaimsNothing()
    {
        _dns.On(QuestionName.Reverse(System.Net.IPAddress.Parse(Checks.Address)), DnsRecordKind.Ptr, Reply.Fail(LookupFailureKind.ServerFailure))
            .Host4(Checks.Host, Checks.Address);

        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(domain: null));

        Assert.All(checks, c => Assert.Equal(ReadinessStatus.Unknown, c.Status));
        Assert.Contains("192.0.2.53", checks[0].Found, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task PtrName_MadeOfTheAddress_Fails()
    {
        _dns.Ptr(Checks.Address, "203-0-113-25.static.hoster.example").Host4("203-0-113-25.static.hoster.example", Checks.Address);

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.PtrName, Checks.Sender(domain: null));

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Contains("the address itself", check.Found, System.StringComparison.Ordinal);
        Assert.Equal("25.113.0.203.in-addr.arpa. IN PTR mail.newserver.example.", check.Record);
    }

    [Fact]
    public async Task PtrName_HelloNameIsGenericToo_IsNotAdvised()
    {
        const string Generic = "203-0-113-25.static.hoster.example";
        _dns.Ptr(Checks.Address, Generic).Host4(Generic, Checks.Address);

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.PtrName, Checks.Sender(domain: null, hello: Generic));

        Assert.Equal("25.113.0.203.in-addr.arpa. IN PTR mail.yourdomain.example.", check.Record);
    }

    [Fact]
    public async Task PtrForward_LeadsElsewhere_FailsWithTheAddressRecord()
    {
        _dns.Ptr(Checks.Address, Checks.Host).Host4(Checks.Host, "203.0.113.99");

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.PtrForward, Checks.Sender(domain: null));

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Contains("203.0.113.99", check.Found, System.StringComparison.Ordinal);
        Assert.Equal("mail.newserver.example. IN A 203.0.113.25", check.Record);
    }

    [Fact]
    public async Task PtrForward_NameOfTheHostingCompany_IsNotTheUsersToPublish()
    {
        _dns.Ptr(Checks.Address, "203-0-113-25.static.hoster.example").Host4("203-0-113-25.static.hoster.example", "203.0.113.1");

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.PtrForward, Checks.Sender(domain: null));

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Null(check.Record);
        Assert.Contains("of your own", check.Fix, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task PtrForward_LookupFails_IsUnknown()
    {
        _dns.Ptr(Checks.Address, Checks.Host).On(Checks.Host, DnsRecordKind.A, Reply.Timeout).On(Checks.Host, DnsRecordKind.Aaaa, Reply.NoData);

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.PtrForward, Checks.Sender(domain: null));

        Assert.Equal(ReadinessStatus.Unknown, check.Status);
        Assert.Null(check.Record);
    }

    [Fact]
    public async Task PtrRecord_Several_WarnsAndOneThatConfirmsIsEnough()
    {
        _dns.Ptr(Checks.Address, "203-0-113-25.static.hoster.example", Checks.Host).Host4(Checks.Host, Checks.Address);

        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(domain: null));

        Assert.Equal(
            [ReadinessStatus.Warn, ReadinessStatus.Pass, ReadinessStatus.Pass, ReadinessStatus.Pass], checks.Select(c => c.Status));
    }

    [Fact]
    public async Task PtrRecord_Hundreds_AreNotAllLookedUp()
    {
        _dns.Ptr(Checks.Address, [.. Enumerable.Range(0, 500).Select(i => $"h{i}.example")]);

        _ = await Checks.RunAsync(_dns, Checks.Sender(domain: null, hello: null));

        Assert.InRange(_dns.Asked.Count, 3, 25);
    }

    [Fact]
    public async Task RunAsync_IPv6_AsksTheSame()
    {
        const string Six = "2001:db8::25";
        _dns.Ptr(Six, Checks.Host).On(Checks.Host, DnsRecordKind.Aaaa, Reply.A(Six)).On(Checks.Host, DnsRecordKind.A, Reply.NoData);

        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(Six, domain: null));

        Assert.Equal(4, checks.Count);
        Assert.All(checks, c => Assert.Equal(ReadinessStatus.Pass, c.Status));
    }

    [Fact]
    public async Task RunAsync_HostHasIPv6AsWell_LooksAtThatToo()
    {
        const string Six = "2001:db8::25";
        _dns.Ptr(Checks.Address, Checks.Host).A(Checks.Host, Checks.Address).On(Checks.Host, DnsRecordKind.Aaaa, Reply.A(Six));

        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(domain: null));

        ReadinessCheck missing = Assert.Single(checks, c => c.Target == Six && c.Name == "PtrRecord");
        Assert.Equal(ReadinessStatus.Fail, missing.Status);
        Assert.Equal(QuestionName.Reverse(System.Net.IPAddress.Parse(Six)) + ". IN PTR mail.newserver.example.", missing.Record);
    }

    [Theory]
    [InlineData("localhost", "full host name")]
    [InlineData("[203.0.113.25]", "full host name")]
    [InlineData("\u001b[31mred.example", "full host name")]
    [InlineData("other.example", "has no address")]
    [InlineData("away.example", "leads to 203.0.113.99")]
    [InlineData("six.example", "has no A record")]
    public async Task HelloName_Wrong_FailsAndSaysWhy(string hello, string why)
    {
        _dns.Ptr(Checks.Address, Checks.Host).Host4(Checks.Host, Checks.Address).Host4("away.example", "203.0.113.99")
            .On("six.example", DnsRecordKind.Aaaa, Reply.A("2001:db8::25"));

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.HelloName, Checks.Sender(domain: null, hello: hello));

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Contains(why, check.Found, System.StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', check.Found);
    }

    [Fact]
    public async Task HelloName_NotGiven_IsUnknownAndNamesThePtrName()
    {
        _dns.Ptr(Checks.Address, Checks.Host).Host4(Checks.Host, Checks.Address);

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.HelloName, Checks.Sender(domain: null, hello: null));

        Assert.Equal(ReadinessStatus.Unknown, check.Status);
        Assert.Contains(Checks.Host, check.Expected, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelloName_NotThePtrName_Warns()
    {
        _dns.Ptr(Checks.Address, "other.newserver.example").Host4("other.newserver.example", Checks.Address).Host4(Checks.Host, Checks.Address);

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.HelloName, Checks.Sender(domain: null));

        Assert.Equal(ReadinessStatus.Warn, check.Status);
        Assert.Equal("25.113.0.203.in-addr.arpa. IN PTR mail.newserver.example.", check.Record);
    }
}
