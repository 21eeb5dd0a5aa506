using System;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class DmarcTests
{
    private readonly FakeTransport _dns = new();

    [Theory]
    [InlineData("v=DMARC1; p=none; rua=mailto:dmarc@newserver.example", "Pass", "p=none")]
    [InlineData("v=DMARC1;p=reject;rua=mailto:a@newserver.example!10m,mailto:b@sub.newserver.example;adkim=s;aspf=r;pct=50;fo=1;ri=3600", "Pass", "p=reject")]
    [InlineData("v=DMARC1; p=none", "Warn", "rua=")]
    [InlineData("v=DMARC1; p=None; rua=mailto:a@newserver.example; sp=all", "Warn", "sp=all")]
    [InlineData("v=DMARC1; p=none; rua=a@newserver.example", "Warn", "no mailto:")]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@newserver.example; pct=150", "Warn", "pct=150")]
    [InlineData("v=DMARC1; rua=mailto:a@newserver.example", "Warn", "no policy")]
    [InlineData("v=DMARC1; p=maybe", "Fail", "p=maybe")]
    [InlineData("v=DMARC1", "Fail", "no policy")]
    [InlineData("v=DMARC2; p=none", "Fail", "No DMARC record")]
    [InlineData("p=none; v=DMARC1", "Fail", "No DMARC record")]
    [InlineData("v=spf1 -all", "Fail", "No DMARC record")]
    public async Task RunAsync_Record_IsReadByTheStandard(string record, string status, string found)
    {
        _dns.Txt("_dmarc.newserver.example", record);

        ReadinessCheck check = await RunAsync();

        Assert.Equal((status, "_dmarc.newserver.example"), (check.Status.ToString(), check.Target));
        Assert.Contains(found, check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_None_FailsWithTheRecordToPublish()
    {
        ReadinessCheck check = await RunAsync();

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Equal("_dmarc.newserver.example. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@newserver.example\"", check.Record);
    }

    [Fact]
    public async Task RunAsync_Several_Fail()
    {
        _dns.Txt("_dmarc.newserver.example", "v=DMARC1; p=none", "v=DMARC1; p=reject");

        ReadinessCheck check = await RunAsync();

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Contains("Several", check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RecordOfTheOwner_AppliesBelowWithItsSubdomainPolicy()
    {
        _dns.Txt("_dmarc.newserver.example", "v=DMARC1; p=none; sp=quarantine; rua=mailto:d@newserver.example");

        ReadinessCheck check = await RunAsync("news.lists.newserver.example");

        Assert.Equal(ReadinessStatus.Pass, check.Status);
        Assert.Contains("of newserver.example; for news.lists.newserver.example: quarantine", check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LookupFails_IsUnknown()
    {
        _dns.On("_dmarc.newserver.example", DnsRecordKind.Txt, Reply.Timeout);

        Assert.Equal(ReadinessStatus.Unknown, (await RunAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_ReportsToAnother_NeedItsWord()
    {
        _dns.Txt("_dmarc.newserver.example", "v=DMARC1; p=none; rua=mailto:x@reports.example");
        Assert.Equal(ReadinessStatus.Warn, (await RunAsync()).Status);

        _dns.Txt("newserver.example._report._dmarc.reports.example", "v=DMARC1");
        Assert.Equal(ReadinessStatus.Pass, (await RunAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_LongName_AsksNoMoreThanEight()
    {
        _ = await RunAsync(string.Join(".", Enumerable.Repeat("a", 60)) + ".example");

        // The walk serves the record and the alignment; each name is asked once.
        Assert.InRange(_dns.Asked.Count(q => q.StartsWith("_dmarc.", StringComparison.Ordinal)), 8, 8);
    }

    [Theory]
    [InlineData("newserver.example", "newserver.example", "Pass")]
    [InlineData("bounce.newserver.example", "newserver.example", "Pass")]
    [InlineData("mailer.example", "newserver.example", "Warn")]
    [InlineData("newserver.example", "mailer.example", "Warn")]
    [InlineData("mailer.example", "mailer.example", "Fail")]
    public async Task Alignment_Domains_AreComparedByTheirOwner(string envelope, string signing, string status)
    {
        _dns.Txt("_dmarc.newserver.example", "v=DMARC1; p=none").Txt("_dmarc.mailer.example", "v=DMARC1; p=none");

        ReadinessCheck check = await AlignmentAsync(envelope, signing);

        Assert.Equal(status, check.Status.ToString());
    }

    [Fact]
    public async Task Alignment_Strict_WantsTheVeryDomain()
    {
        _dns.Txt("_dmarc.newserver.example", "v=DMARC1; p=none; aspf=s; adkim=s");

        Assert.Equal(ReadinessStatus.Fail, (await AlignmentAsync("bounce.newserver.example", "sub.newserver.example")).Status);
    }

    [Fact]
    public async Task Alignment_PublicSuffix_DividesItsNames()
    {
        _dns.Txt("_dmarc.hosting.example", "v=DMARC1; p=none; psd=y");

        ReadinessCheck check = await Checks.OneAsync(_dns, CheckTopics.DmarcAlignment, new ReadinessSubject
        {
            Domain = "one.hosting.example",
            EnvelopeDomain = "two.hosting.example",
            SigningDomain = "mail.one.hosting.example",
        });

        Assert.Contains("Envelope two.hosting.example: not aligned; DKIM mail.one.hosting.example: aligned", check.Found, StringComparison.Ordinal);
    }

    private Task<ReadinessCheck> RunAsync(string domain = "newserver.example") =>
        Checks.OneAsync(_dns, CheckTopics.Dmarc, Checks.Sender(address: null, domain: domain));

    private Task<ReadinessCheck> AlignmentAsync(string envelope, string signing) => Checks.OneAsync(_dns, CheckTopics.DmarcAlignment, new ReadinessSubject
    {
        Domain = "newserver.example",
        EnvelopeDomain = envelope,
        SigningDomain = signing,
    });
}
