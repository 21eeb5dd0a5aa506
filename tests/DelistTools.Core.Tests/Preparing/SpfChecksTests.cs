using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SpfChecksTests
{
    private readonly FakeTransport _dns = new();

    [Theory]
    [InlineData("v=spf1 ip4:203.0.113.0/24 -all", "Pass", "passes by ip4:203.0.113.0/24", null)]
    [InlineData("v=spf1 ip4:198.51.100.5 -all", "Fail", "gives fail by -all", "v=spf1 ip4:198.51.100.5 ip4:203.0.113.25 -all")]
    [InlineData("v=spf1 mx ~all", "Fail", "gives softfail by ~all", "v=spf1 ip4:203.0.113.25 mx ~all")]
    [InlineData("v=spf1 ip4:198.51.100.5", "Fail", "no term names the address", "v=spf1 ip4:198.51.100.5 ip4:203.0.113.25")]
    [InlineData("v=spf1 ip:203.0.113.25 -all", "Fail", "is no mechanism; meant may be ip4:203.0.113.25", "v=spf1 ip4:203.0.113.25 -all")]
    [InlineData("v=spf1 include:gone.example -all", "Fail", "gone.example has no SPF record", "v=spf1 ip4:203.0.113.25 include:gone.example -all")]
    [InlineData("v=spf1 include:newserver.example -all", "Fail", "lead back to newserver.example", "v=spf1 ip4:203.0.113.25 include:newserver.example -all")]
    public async Task Spf_Record_IsJudgedForTheAddress(string record, string status, string found, string? publish)
    {
        _dns.Txt(Checks.Domain, record);

        ReadinessCheck check = (await RunAsync())[0];

        Assert.Equal(("Spf", status, Checks.Address), (check.Name, check.Status.ToString(), check.Target));
        Assert.Contains(found, check.Found, StringComparison.Ordinal);
        Assert.Equal(publish is null ? null : "newserver.example. IN TXT \"" + publish + "\"", check.Record);
    }

    [Fact]
    public async Task Spf_None_FailsWithTheRecordToPublish()
    {
        _dns.Exists();

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.Equal((ReadinessStatus.Fail, "newserver.example. IN TXT \"v=spf1 ip4:203.0.113.25 ~all\""), (checks[0].Status, checks[0].Record));
        Assert.EndsWith("has no SPF record.", checks[0].Found, StringComparison.Ordinal);
        Assert.DoesNotContain(checks, c => c.Name == "SpfRecord");
    }

    [Fact]
    public async Task Spf_RecordInQuotes_IsNamedAndMended()
    {
        _dns.Txt(Checks.Domain, "\"v=spf1 ip4:203.0.113.25 -all\"");

        ReadinessCheck check = (await RunAsync())[0];

        Assert.Contains("quotation marks", check.Found, StringComparison.Ordinal);
        Assert.Equal("newserver.example. IN TXT \"v=spf1 ip4:203.0.113.25 -all\"", check.Record);
    }

    [Fact]
    public async Task Spf_TwoAddresses_OneRecordForBoth()
    {
        _dns.Txt(Checks.Domain, "v=spf1 -all");

        IReadOnlyList<ReadinessCheck> checks = await RunAsync(Checks.Address, "2001:db8::25");

        Assert.Equal(["203.0.113.25", "2001:db8::25"], checks.Where(c => c.Name == "Spf").Select(c => c.Target));
        Assert.All(checks.Where(c => c.Name == "Spf"), c => Assert.Equal("newserver.example. IN TXT \"v=spf1 ip4:203.0.113.25 ip6:2001:db8::25 -all\"", c.Record));
    }

    [Fact]
    public async Task Spf_LookupFails_IsUnknownAndProposesNothing()
    {
        _dns.On(Checks.Domain, DnsRecordKind.Txt, Reply.Timeout);

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.All(checks.Where(c => c.Name == "Spf"), c => Assert.Equal((ReadinessStatus.Unknown, null), (c.Status, c.Record)));
        Assert.Equal(1, _dns.Count(Checks.Domain, DnsRecordKind.Txt));
        Assert.DoesNotContain(checks, c => c.Name == "SpfRecord");
    }

    [Fact]
    public async Task Spf_Two_FailAndProposeNothing()
    {
        _dns.Txt(Checks.Domain, "v=spf1 mx -all", "v=spf1 a -all");

        ReadinessCheck check = (await RunAsync())[0];

        Assert.Contains("2 SPF records", check.Found, StringComparison.Ordinal);
        Assert.Null(check.Record);
    }

    [Theory]
    [InlineData("v=spf1 ip4:203.0.113.25 -all", "Pass", "0 of ten look-ups")]
    [InlineData("v=spf1 ip4:203.0.113.25 +all", "Fail", "the whole world")]
    [InlineData("v=spf1 ip4:203.0.113.25 ?all", "Warn", "?all")]
    [InlineData("v=spf1 ip4:203.0.113.25", "Warn", "does not name")]
    [InlineData("v=spf1 ip4:203.0.113.25 ptr -all", "Warn", "should not be used")]
    [InlineData("v=spf1 ip4:203.0.113.25 -all mx", "Warn", "nobody reads it")]
    [InlineData("v=spf1 ip4:203.0.113.25 a:a.example a:b.example a:c.example a:d.example a:e.example a:f.example a:g.example a:h.example a:i.example a:j.example mx -all", "Fail", "11 look-ups")]
    public async Task SpfRecord_IsJudgedForWhoeverSends(string record, string status, string found)
    {
        _dns.Txt(Checks.Domain, record);

        ReadinessCheck check = Assert.Single(await RunAsync(), c => c.Name == "SpfRecord");

        Assert.Equal((status, Checks.Domain), (check.Status.ToString(), check.Target));
        Assert.Contains(found, check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpfHello_EachResult_SaysItsOwn()
    {
        _dns.Txt(Checks.Domain, "v=spf1 ip4:203.0.113.25 -all").Host4(Checks.Host, Checks.Address);
        Assert.Equal(ReadinessStatus.Warn, (await HelloAsync()).Status);
        Assert.Equal("mail.newserver.example. IN TXT \"v=spf1 a -all\"", (await HelloAsync()).Record);

        _dns.Txt(Checks.Host, "v=spf1 a -all");
        Assert.Equal(ReadinessStatus.Pass, (await HelloAsync()).Status);

        _dns.Txt(Checks.Host, "v=spf1 -all");
        Assert.Equal(ReadinessStatus.Fail, (await HelloAsync()).Status);

        _dns.On(Checks.Host, DnsRecordKind.Txt, Reply.Timeout);
        Assert.Equal(ReadinessStatus.Unknown, (await HelloAsync()).Status);
    }

    [Theory]
    [InlineData("v=spf1 include:spf.example -all", "v=spf1 ip4:203.0.113.25 include:spf.example -all")]
    [InlineData("v=spf1 ip:198.51.100.7 -all", "v=spf1 ip4:198.51.100.7 ip4:203.0.113.25 -all")]
    public async Task SpfHello_RecordIsThere_IsKeptAndMended(string there, string publish)
    {
        _dns.Txt(Checks.Domain, "v=spf1 ip4:203.0.113.25 -all").Txt(Checks.Host, there).Txt("spf.example", "v=spf1 -all").Host4(Checks.Host, Checks.Address);

        Assert.Equal("mail.newserver.example. IN TXT \"" + publish + "\"", (await HelloAsync()).Record);
    }

    [Fact]
    public async Task SpfHello_NameTakesMailOrLeadsElsewhere_AddressIsNamed()
    {
        const string Named = "mail.newserver.example. IN TXT \"v=spf1 ip4:203.0.113.25 ~all\"";
        _dns.Txt(Checks.Domain, "v=spf1 ip4:203.0.113.25 -all").Host4(Checks.Host, Checks.Address).On(Checks.Host, DnsRecordKind.Mx, Reply.Mx("10 mx.example"));
        Assert.Equal(Named, (await HelloAsync()).Record);

        _dns.On(Checks.Host, DnsRecordKind.Mx, Reply.NoData).Host4(Checks.Host, "203.0.113.99");
        Assert.Equal(Named, (await HelloAsync()).Record);

        _dns.Txt(Checks.Host, "v=spf1 -all", "v=spf1 mx -all");
        Assert.Null((await HelloAsync()).Record);
    }

    [Fact]
    public async Task Spf_HostHasIPv6AsWell_ThatIsCheckedToo()
    {
        _dns.Txt(Checks.Domain, "v=spf1 ip4:203.0.113.25 -all").A(Checks.Host, Checks.Address).On(Checks.Host, DnsRecordKind.Aaaa, Reply.A("2001:db8::25"));

        ReadinessCheck check = Assert.Single(await RunAsync(), c => c is { Name: "Spf", Target: "2001:db8::25" });

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Equal("newserver.example. IN TXT \"v=spf1 ip4:203.0.113.25 ip6:2001:db8::25 -all\"", check.Record);
    }

    [Fact]
    public async Task SpfRecord_VoidLookupsOfACheck_FailIt()
    {
        _dns.Txt(Checks.Domain, "v=spf1 a:x1.example a:x2.example a:x3.example ip4:203.0.113.25 -all");

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.All(checks.Where(c => c.Name is "Spf" or "SpfRecord"), c => Assert.Equal(ReadinessStatus.Fail, c.Status));
        Assert.DoesNotContain("gone", checks[0].Fix, StringComparison.Ordinal);
        Assert.Contains("find nothing", Assert.Single(checks, c => c.Name == "SpfRecord").Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spf_RepairedRecord_SaysWhatChanged()
    {
        _dns.Txt(Checks.Domain, "v=spf1 ip:198.51.100.7 bogus -all");

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.All(checks.Where(c => c.Name is "Spf" or "SpfRecord"), c =>
        {
            Assert.Contains("'ip:198.51.100.7' became 'ip4:198.51.100.7'", c.Fix, StringComparison.Ordinal);
            Assert.Contains("'bogus' is gone", c.Fix, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Spf_LongRecord_SaysSo()
    {
        _dns.Txt(Checks.Domain, "v=spf1 " + string.Join(" ", Enumerable.Range(1, 40).Select(i => "ip4:198.51.100." + i)) + " -all");

        Assert.Contains("longer than 450", (await RunAsync())[0].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpfRecord_IncludeLookupFails_IsUnknown()
    {
        _dns.Txt(Checks.Domain, "v=spf1 ip4:203.0.113.25 include:slow.example -all").On("slow.example", DnsRecordKind.Txt, Reply.Timeout);

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.Equal(ReadinessStatus.Unknown, Assert.Single(checks, c => c.Name == "SpfRecord").Status);
        Assert.Equal(ReadinessStatus.Pass, checks[0].Status);
    }

    [Fact]
    public async Task Spf_AddressThatIsNotKnownToFail_IsInNobodysProposal()
    {
        // The first ends before the include that cannot be looked up, the second does not.
        _dns.Txt(Checks.Domain, "v=spf1 -ip4:203.0.113.25 include:slow.example -all").On("slow.example", DnsRecordKind.Txt, Reply.Timeout);

        ReadinessCheck[] checks = [.. (await RunAsync(Checks.Address, "198.51.100.9")).Where(c => c.Name == "Spf")];

        Assert.Equal([ReadinessStatus.Fail, ReadinessStatus.Unknown], checks.Select(c => c.Status));
        Assert.Contains("203.0.113.25", checks[0].Record, StringComparison.Ordinal);
        Assert.DoesNotContain("198.51.100.9", checks[0].Record, StringComparison.Ordinal);
        Assert.Null(checks[1].Record);
    }

    [Fact]
    public async Task RunAsync_NoSuchDomain_ProposesNothing()
    {
        IReadOnlyList<ReadinessCheck> checks = await Checks.RunAsync(_dns, Checks.Sender(hello: null));

        Assert.All(checks.Where(c => c.Name is "Spf" or "Dmarc" or "SenderDomain"), c =>
        {
            Assert.Contains("no such domain", c.Found, StringComparison.Ordinal);
            Assert.Null(c.Record);
        });
        Assert.Equal(3, checks.Count(c => c.Name is "Spf" or "Dmarc" or "SenderDomain"));
    }

    [Fact]
    public async Task RunAsync_IncludeFlood_EndsWithFewQuestions()
    {
        _dns.Otherwise = (name, kind) => kind == DnsRecordKind.Txt
            ? Reply.Txt("v=spf1 " + string.Join(" ", Enumerable.Range(0, 30).Select(i => "include:n" + i + "." + name)) + " -all")
            : Reply.NameError;

        IReadOnlyList<ReadinessCheck> checks = await RunAsync();

        Assert.Equal(ReadinessStatus.Fail, checks[0].Status);
        Assert.InRange(_dns.Asked.Count, 10, 200);
    }

    [Fact]
    public async Task RunAsync_ControlCharacters_AreShownHarmless()
    {
        _dns.Txt(Checks.Domain, "v=spf1 \u001b[31mip4:203.0.113.25 -all");

        Assert.All(await RunAsync(), c => Assert.DoesNotContain('\u001b', c.Found + c.Record));
    }

    private async Task<ReadinessCheck> HelloAsync() => Assert.Single(await RunAsync(), c => c.Name == "SpfHello");

    private Task<IReadOnlyList<ReadinessCheck>> RunAsync(params string[] addresses) => Checks.RunAsync(
        _dns,
        new ReadinessSubject
        {
            Senders = [.. (addresses.Length == 0 ? [Checks.Address] : addresses).Select(a => new SendingHost(IPAddress.Parse(a), Checks.Host))],
            Domain = Checks.Domain,
        },
        t => t.Fix == "spf");
}
