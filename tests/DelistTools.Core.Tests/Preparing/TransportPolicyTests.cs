using System;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class TransportPolicyTests
{
    private readonly FakeTransport _dns = new();

    [Theory]
    [InlineData("v=STSv1; id=20261128T1;", "Pass")]
    [InlineData("v=STSv1; id=2026-11-28;", "Warn")]
    [InlineData("v=STSv1;", "Warn")]
    [InlineData("v=STSv2; id=1;", "NotUsed")]
    public async Task MtaSts_Record_IsReadByTheStandard(string record, string status)
    {
        _dns.Txt("_mta-sts.newserver.example", record).Host4("mta-sts.newserver.example", Checks.Address);

        Assert.Equal(status, (await RunAsync(CheckTopics.MtaSts)).Status.ToString());
    }

    [Fact]
    public async Task MtaSts_HostIsGone_Warns()
    {
        _dns.Txt("_mta-sts.newserver.example", "v=STSv1; id=1;");

        ReadinessCheck check = await RunAsync(CheckTopics.MtaSts);

        Assert.Equal(ReadinessStatus.Warn, check.Status);
        Assert.Contains("mta-sts.newserver.example", check.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:tls@newserver.example", "Pass")]
    [InlineData("v=TLSRPTv1;rua=https://reports.example/tls,mailto:a@b.example;", "Pass")]
    [InlineData("v=TLSRPTv1; rua=ftp://x", "Warn")]
    [InlineData("v=TLSRPTv1", "Warn")]
    public async Task TlsRpt_Record_IsReadByTheStandard(string record, string status)
    {
        _dns.Txt("_smtp._tls.newserver.example", record);

        Assert.Equal(status, (await RunAsync(CheckTopics.TlsRpt)).Status.ToString());
    }

    [Fact]
    public async Task RunAsync_NothingPublished_IsNotUsedAndNoFailure()
    {
        Assert.Equal(ReadinessStatus.NotUsed, (await RunAsync(CheckTopics.MtaSts)).Status);
        Assert.Equal(ReadinessStatus.NotUsed, (await RunAsync(CheckTopics.TlsRpt)).Status);
    }

    [Fact]
    public async Task RunAsync_Several_WarnsAndFailedLookup_IsUnknown()
    {
        _dns.Txt("_mta-sts.newserver.example", "v=STSv1; id=1", "v=STSv1; id=2").On("_smtp._tls.newserver.example", DnsRecordKind.Txt, Reply.Timeout);

        Assert.Equal(ReadinessStatus.Warn, (await RunAsync(CheckTopics.MtaSts)).Status);
        Assert.Equal(ReadinessStatus.Unknown, (await RunAsync(CheckTopics.TlsRpt)).Status);
    }

    private Task<ReadinessCheck> RunAsync(CheckTopic topic) => Checks.OneAsync(_dns, topic, Checks.Sender(address: null));
}
