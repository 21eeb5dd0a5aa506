using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

/// <summary>How the thread that asks lives and ends, and how questions go through it side by side.</summary>
public sealed class BulkClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Thread_NothingToAsk_EndsAndBeginsAgain()
    {
        using RawServer server = new((me, question, from) => me.Send(RawServer.Answer(question), from));
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = Patience, Idle = TimeSpan.FromMilliseconds(20) });
        Assert.False(transport.Client.IsRunning);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(DnsOutcome.Records, (await AskAsync(transport, "a.test")).Outcome);
            AssertEnds(transport);
        }
    }

    [Fact]
    public async Task Thread_QuestionsJustWhenItEnds_LosesNone()
    {
        using RawServer server = new((me, question, from) => me.Send(RawServer.Answer(question), from));
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = Patience, Idle = TimeSpan.FromMilliseconds(1) });
        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(DnsOutcome.Records, (await AskAsync(transport, "a.test")).Outcome);
            SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(random.NextDouble() * 3));
        }
    }

    [Fact]
    public async Task Ask_IPv6Server_IsAsked()
    {
        DnsBehaviours dns = new();
        dns.Zone("a.test").RepliesAddress("127.0.0.2");
        await using LoopbackDnsServer server = LoopbackDnsServer.Start(dns, new LoopbackDnsOptions { Address = IPAddress.IPv6Loopback });
        DnsAnswer answer = await AskAsync(new MultiplexedTransport(server.EndPoint, new BulkOptions { Timeout = Patience }), "x.a.test");
        Assert.Equal("127.0.0.2", Assert.Single(answer.Addresses).ToString());
    }

    [Fact]
    public async Task Ask_NobodyListens_AllAreUnreachableBeforeTheirTime()
    {
        using ClosedPort closed = new();
        MultiplexedTransport transport = new(new IPEndPoint(IPAddress.Loopback, closed.Port), new BulkOptions { Timeout = TimeSpan.FromHours(1) });
        DnsAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => AskAsync(transport, i + ".test"))).WaitAsync(Patience);
        Assert.All(answers, a => Assert.Equal((DnsOutcome.Failed, LookupFailureKind.Unreachable), (a.Outcome, a.Failure)));
    }

    [Fact]
    public async Task Ask_NobodyAnswers_ThoseBehindDoNotWaitTheirTimeAnew()
    {
        using RawServer server = new((_, _, _) => { });
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = TimeSpan.FromSeconds(1), InFlight = 16 });
        DnsAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => AskAsync(transport, i + ".test"))).WaitAsync(Patience);
        Assert.All(answers, a => Assert.Equal(LookupFailureKind.Timeout, a.Failure));
        Assert.InRange(transport.Client.Counts.Questions, 16, 100);
    }

    [Fact]
    public async Task Ask_SomeNamesNeverAnswered_HoldUpNoOthers()
    {
        using RawServer server = new((me, question, from) =>
        {
            if (!RawServer.NameOf(question).EndsWith("silent", StringComparison.OrdinalIgnoreCase))
            {
                me.Send(RawServer.Answer(question), from);
            }
        });
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = TimeSpan.FromHours(1) });
        using CancellationTokenSource end = new();
        List<Task<DnsAnswer>> silent = [.. Enumerable.Range(0, 60).Select(i => transport.AskAsync(i + ".silent", DnsRecordKind.A, end.Token))];
        for (int round = 0; round < 10; round++)
        {
            DnsAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AskAsync(transport, i + ".test"))).WaitAsync(Patience);
            Assert.All(answers, a => Assert.Equal(DnsOutcome.Records, a.Outcome));
        }

        Assert.All(silent, s => Assert.False(s.IsCompleted));
        await end.CancelAsync();
        foreach (Task<DnsAnswer> one in silent)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }
    }

    [Fact]
    public async Task Ask_OneCancelled_LeavesTheOthersAndIsNotAskedAgain()
    {
        int cancelled = 0;
        using ManualResetEventSlim mayAnswer = new();
        using RawServer server = new((me, question, from) =>
        {
            if (RawServer.NameOf(question).StartsWith("x", StringComparison.OrdinalIgnoreCase))
            {
                Interlocked.Increment(ref cancelled);
            }
            else if (mayAnswer.IsSet)
            {
                me.Send(RawServer.Answer(question), from);
            }
        });
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = TimeSpan.FromHours(1), Idle = TimeSpan.FromMilliseconds(20), InFlight = 8 });
        using CancellationTokenSource stop = new();
        Task<DnsAnswer>[] gone = [.. Enumerable.Range(0, 6).Select(i => transport.AskAsync("x" + i + ".test", DnsRecordKind.A, stop.Token))];
        Task<DnsAnswer>[] others = [.. Enumerable.Range(0, 20).Select(i => AskAsync(transport, "a" + i + ".test"))];
        Assert.True(SpinWait.SpinUntil(() => server.Asked >= 8, Patience));
        await stop.CancelAsync();
        foreach (Task<DnsAnswer> one in gone)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        mayAnswer.Set();
        Assert.All(await Task.WhenAll(others), a => Assert.Equal(DnsOutcome.Records, a.Outcome));

        // Those given up keep the thread no longer than those answered, and are not sent any more.
        AssertEnds(transport);
        int before = Volatile.Read(ref cancelled);
        await AskAsync(transport, "a.test");
        Assert.Equal(before, Volatile.Read(ref cancelled));
    }

    [Fact]
    public async Task Ask_CancelledBefore_ThrowsAndAsksNothing()
    {
        using RawServer server = new((_, _, _) => { });
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => transport.AskAsync("a.test", DnsRecordKind.A, new CancellationToken(canceled: true)));
        Assert.False(transport.Client.IsRunning);
    }

    [Fact]
    public void Remove_SourceWithQuestionsUnderWay_EndsThem()
    {
        using RawServer server = new((_, _, _) => { });
        BulkClient client = new(server.EndPoint, new BulkOptions { Timeout = TimeSpan.FromHours(1), Idle = TimeSpan.FromMilliseconds(20) });
        CountingSource source = new(1000);
        client.Add(source);
        Assert.True(SpinWait.SpinUntil(() => server.Asked >= 4, Patience));
        client.Remove(source);
        Assert.True(SpinWait.SpinUntil(() => !client.IsRunning, Patience));
        Assert.Equal(0, source.Answers);
    }

    [Fact]
    public async Task Source_ThatThrows_IsToldAndEndsNothingElse()
    {
        using RawServer server = new((me, question, from) => me.Send(RawServer.Answer(question), from));
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = Patience });
        CountingSource source = new(5) { Throws = true };
        transport.Client.Add(source);
        Assert.IsType<InvalidOperationException>(await source.Fault.Task.WaitAsync(Patience));
        transport.Client.Remove(source);
        Assert.Equal(DnsOutcome.Records, (await AskAsync(transport, "a.test")).Outcome);
    }

    [Fact]
    public async Task Ask_TenThousandAtOnce_AllAreAnswered()
    {
        using RawServer server = new((me, question, from) => me.Send(RawServer.Answer(question), from));
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = Patience, InFlight = 1000 });
        DnsAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => AskAsync(transport, i + ".test")));
        Assert.All(answers, a => Assert.Equal(DnsOutcome.Records, a.Outcome));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Ask_FewInFlight_AreNeverMore(int inFlight)
    {
        int now = 0, most = 0;
        List<(byte[] Question, EndPoint From)> held = [];
        using RawServer server = new((me, question, from) =>
        {
            most = Math.Max(most, ++now);
            held.Add((question, from));
            if (held.Count == inFlight)
            {
                now = 0;
                foreach ((byte[] one, EndPoint to) in held)
                {
                    me.Send(RawServer.Answer(one), to);
                }

                held.Clear();
            }
        });
        MultiplexedTransport transport = new(server.EndPoint, new BulkOptions { Timeout = Patience, InFlight = inFlight });
        await Task.WhenAll(Enumerable.Range(0, inFlight * 20).Select(i => AskAsync(transport, i + ".test")));
        Assert.Equal(inFlight, most);
    }

    private static async Task<DnsAnswer> AskAsync(MultiplexedTransport transport, string name) =>
        await transport.AskAsync(name, DnsRecordKind.A, CancellationToken.None);

    private static void AssertEnds(MultiplexedTransport transport) =>
        Assert.True(SpinWait.SpinUntil(() => !transport.Client.IsRunning, Patience));
}
