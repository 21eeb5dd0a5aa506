using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>
/// What a transport makes of replies that real servers cannot be made to give, from a server on loopback: the same
/// whichever way is taken.
/// </summary>
public abstract class TransportContract : IDisposable
{
    private const string Zone = "bl.lab.test";

    private const string Name = "10.2.0.192." + Zone;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // For replies that never come: waited for once, and not for long.
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(400);

    private readonly DnsBehaviours _dns = new();
    private readonly DnsRule _rule;
    private readonly LoopbackDnsServer _server;

    protected TransportContract()
    {
        _rule = _dns.Zone(new DnsblZone(Zone, DnsblKinds.Ip4).List("192.0.2.10").List("192.0.2.10", "127.0.0.4").List("192.0.2.10", "127.0.0.10"));
        _server = LoopbackDnsServer.Start(_dns);
    }

    private protected abstract IDnsTransport Open(IPEndPoint server, TimeSpan timeout);

    public void Dispose()
    {
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Ask_ManyRecordsInAnyOrder_AreSortedWithTheSmallestTtl()
    {
        _rule.Shuffles();
        for (int i = 0; i < 5; i++)
        {
            DnsAnswer answer = await AskAsync(Name);
            Assert.Equal(["127.0.0.2", "127.0.0.4", "127.0.0.10"], answer.Addresses.Select(a => a.ToString()));
            Assert.Equal(TimeSpan.FromSeconds(60), answer.Ttl);
        }
    }

    [Fact]
    public async Task Ask_MixedCaseEcho_IsTheSameQuestion()
    {
        _rule.SwapsCase();
        Assert.Equal(DnsOutcome.Records, (await AskAsync(Name)).Outcome);
    }

    [Fact]
    public async Task Ask_FirstPacketLost_AsksAgain()
    {
        _rule.DropsFirst(1);
        DnsAnswer answer = await AskAsync(Name, TimeSpan.FromSeconds(10));
        Assert.Equal(DnsOutcome.Records, answer.Outcome);
        Assert.Equal(2, _server.Questions.Of(Name, DnsRecordType.A));
    }

    [Fact]
    public async Task Ask_NoSuchName_HoldsForTheSoaMinimum()
    {
        DnsAnswer answer = await AskAsync("99.2.0.192." + Zone);
        Assert.Equal(DnsOutcome.NameError, answer.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(60), answer.Ttl);
    }

    [Theory]
    [InlineData(DnsResponseCode.ServerFailure, LookupFailureKind.ServerFailure)]
    [InlineData(DnsResponseCode.Refused, LookupFailureKind.Refused)]
    [InlineData(DnsResponseCode.FormatError, LookupFailureKind.FormatError)]
    [InlineData(DnsResponseCode.NotImplemented, LookupFailureKind.NotImplemented)]
    public async Task Ask_ErrorCode_IsAFailureOfItsKind(DnsResponseCode code, LookupFailureKind kind)
    {
        _dns.Zone("error.lab.test").RepliesCode(code);
        DnsAnswer answer = await AskAsync("1.error.lab.test");
        Assert.Equal(DnsOutcome.Failed, answer.Outcome);
        Assert.Equal(kind, answer.Failure);
    }

    [Fact]
    public async Task Ask_Silence_IsATimeout()
    {
        _dns.Zone("silent.lab.test").StaysSilent();
        Assert.Equal(LookupFailureKind.Timeout, (await AskAsync("1.silent.lab.test", Impatience)).Failure);
    }

    [Fact]
    public async Task Ask_WrongId_IsNeverBelieved()
    {
        _rule.UsesWrongId();
        Assert.Equal(DnsOutcome.Failed, (await AskAsync(Name, Impatience)).Outcome);
    }

    [Fact]
    public async Task Ask_AnswerToAnotherQuestion_IsNeverBelieved()
    {
        _rule.EchoesName("11.2.0.192." + Zone);
        DnsAnswer answer = await AskAsync(Name, Impatience);
        Assert.Equal(DnsOutcome.Failed, answer.Outcome);
        Assert.Empty(answer.Addresses);
    }

    [Fact]
    public async Task Ask_Garbage_IsAFailure()
    {
        _dns.Zone("garbage.lab.test").RepliesGarbage(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        Assert.Equal(DnsOutcome.Failed, (await AskAsync("1.garbage.lab.test", Impatience)).Outcome);
    }

    [Fact]
    public async Task Ask_Truncated_IsHadWholeOverTcp()
    {
        _rule.Truncates();
        DnsAnswer answer = await AskAsync(Name);
        Assert.Equal(3, answer.Addresses.Count);
        Assert.False(answer.IsPartial);
        Assert.Equal(1, _server.Questions.OverTcp);
    }

    [Theory]
    [InlineData(DnsTcpReaction.Close)]
    [InlineData(DnsTcpReaction.Silence)]
    public async Task Ask_TruncatedAndNoTcp_KeepsWhatCameAndSaysSo(DnsTcpReaction tcp)
    {
        _rule.Truncates(tcp, keptAnswers: 1);
        DnsAnswer answer = await AskAsync(Name, TimeSpan.FromSeconds(tcp == DnsTcpReaction.Silence ? 3 : 10));
        Assert.Single(answer.Addresses);
        Assert.True(answer.IsPartial);
    }

    [Fact]
    public async Task Ask_TruncatedToNothingAndNoTcp_IsAFailureAndNotAnEmptyAnswer()
    {
        _rule.Truncates(DnsTcpReaction.Close);
        Assert.Equal(DnsOutcome.Failed, (await AskAsync(Name, TimeSpan.FromSeconds(1))).Outcome);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsUnreachable()
    {
        using ClosedPort closed = new();
        IDnsTransport transport = Open(new IPEndPoint(IPAddress.Loopback, closed.Port), Impatience);
        DnsAnswer answer = await transport.AskAsync(Name, DnsRecordKind.A, CancellationToken.None);
        Assert.True(
            answer.Failure is LookupFailureKind.Unreachable or LookupFailureKind.Timeout, answer.Failure + " " + answer.FailureDetail);
    }

    [Fact]
    public async Task Ask_InternationalName_IsAskedAndGivenInALabels()
    {
        const string Host = "xn--mller-kva.lab.test";
        _dns.Zone(new DnsTable("lab.test").Address("xn--mller-kva", "192.0.2.25").Mx("xn--mller-kva", 10, "mx.xn--mller-kva").Ptr("ptr", "mail.xn--mller-kva"));

        Assert.Equal("192.0.2.25", Assert.Single((await AskAsync(Host)).Addresses).ToString());
        Assert.Equal("mx." + Host, Assert.Single((await AskAsync(Host, DnsRecordKind.Mx)).Exchangers).Host);
        Assert.Equal(["mail." + Host], (await AskAsync("ptr.lab.test", DnsRecordKind.Ptr)).Names);
    }

    [Theory]
    [InlineData(300, ".lab.test")]
    [InlineData(64, ".lab.test")]
    public async Task Ask_NameThatCannotBeAsked_IsAFailure(int length, string rest)
    {
        string name = string.Join(".", Enumerable.Repeat(new string('a', length == 300 ? 50 : length), length == 300 ? 6 : 1)) + rest;

        DnsAnswer answer = await AskAsync(name);

        Assert.Equal((DnsOutcome.Failed, 0), (answer.Outcome, _server.Questions.Total));
        Assert.NotNull(answer.FailureDetail);
    }

    [Fact]
    public async Task Ask_Cancelled_Throws()
    {
        _dns.Zone("silent.lab.test").StaysSilent();
        using CancellationTokenSource cancellation = new();
        Task<DnsAnswer> asking = Open(_server.EndPoint, TimeSpan.FromMinutes(5))
            .AskAsync("1.silent.lab.test", DnsRecordKind.A, cancellation.Token);
        await _server.WaitForQuestionsAsync(1);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Check_PartialAnswer_IsMarked()
    {
        _rule.Truncates(DnsTcpReaction.Close, keptAnswers: 1);
        BlocklistRun run = new(
            ListCatalog.Build([], [], new Dictionary<string, AccountKey>()),
            [new SelectedList(ListSelector.AdHoc(Zone, BlocklistKind.IPv4), isNamed: true)],
            Open(_server.EndPoint, TimeSpan.FromSeconds(2)),
            new BlocklistRunOptions { Timeout = TimeSpan.FromSeconds(2), Budget = new OperatorBudget(), TestMemory = new ListTestMemory() });
        BlocklistCheck check = (await run.CheckAsync(IPAddress.Parse("192.0.2.10"), null, null, CancellationToken.None)).Checks.Single();
        Assert.Equal(ListingVerdict.Listed, check.Verdict);
        Assert.True(check.IsPartial);
        Assert.Contains("cut off", check.Reason, StringComparison.Ordinal);
    }

    private Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind) =>
        Open(_server.EndPoint, Patience).AskAsync(name, kind, CancellationToken.None);

    private Task<DnsAnswer> AskAsync(string name, TimeSpan? timeout = null) =>
        Open(_server.EndPoint, timeout ?? Patience).AskAsync(name, DnsRecordKind.A, CancellationToken.None);
}
