using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class DnsMemoryTests
{
    private const string Name = "2.0.0.127.bl.test";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeClock _clock = new();
    private readonly FakeTransport _inner = new();
    private readonly DnsMemory _memory;
    private readonly IDnsTransport _transport;

    public DnsMemoryTests()
    {
        _memory = new DnsMemory(_clock.Now);
        _transport = _memory.Over(_inner);
    }

    private int Asked => _inner.Count(Name, DnsRecordKind.A);

    [Fact]
    public async Task AskAsync_WithinTheTtl_AnswersFromMemoryWithWhatIsLeft()
    {
        _inner.On(Name, DnsRecordKind.A, new DnsAnswer
        {
            Outcome = DnsOutcome.Records,
            Addresses = new[] { IPAddress.Parse("127.0.0.2") },
            Ttl = TimeSpan.FromSeconds(60),
            IsPartial = true,
            Elapsed = TimeSpan.FromSeconds(1),
        });
        await AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(59));

        DnsAnswer second = await AskAsync();

        Assert.Equal(1, Asked);
        Assert.Equal(TimeSpan.FromSeconds(1), second.Ttl);
        Assert.Equal(TimeSpan.Zero, second.Elapsed);
        Assert.True(second.IsPartial);
        Assert.Equal("127.0.0.2", second.Addresses.Single().ToString());
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AskAsync();
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task AskAsync_NegativeAnswer_HoldsForItsOwnTtl()
    {
        foreach (DnsOutcome outcome in new[] { DnsOutcome.NameError, DnsOutcome.NoData })
        {
            int before = Asked;
            _inner.On(Name, DnsRecordKind.A, new DnsAnswer { Outcome = outcome, Ttl = TimeSpan.FromSeconds(30) });

            Assert.Equal(outcome, (await AskAsync()).Outcome);
            _clock.Advance(TimeSpan.FromSeconds(29));
            Assert.Equal(outcome, (await AskAsync()).Outcome);
            Assert.Equal(before + 1, Asked);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task AskAsync_TtlOfZero_IsNotRemembered()
    {
        _inner.On(Name, DnsRecordKind.A, new DnsAnswer { Outcome = DnsOutcome.NameError });

        await AskAsync();
        await AskAsync();

        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task AskAsync_LongTtl_IsForgottenAfterADay()
    {
        _inner.On(Name, DnsRecordKind.A, new DnsAnswer { Outcome = DnsOutcome.NameError, Ttl = TimeSpan.FromDays(30) });
        await AskAsync();

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        await AskAsync();
        Assert.Equal(1, Asked);
        _clock.Advance(TimeSpan.FromTicks(1));
        await AskAsync();
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task AskAsync_Failure_IsNotRemembered()
    {
        _inner.On(Name, DnsRecordKind.A, new DnsAnswer
        {
            Outcome = DnsOutcome.Failed, Failure = LookupFailureKind.ServerFailure, Ttl = TimeSpan.FromHours(1),
        });

        await AskAsync();
        await AskAsync();

        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task AskAsync_OtherKindOrResolver_IsAnotherQuestionAndLetterCaseIsNot()
    {
        FakeTransport other = new() { Resolver = "198.51.100.53" };
        await AskAsync();

        await _transport.AskAsync(Name.ToUpperInvariant(), DnsRecordKind.A, CancellationToken.None);
        await _transport.AskAsync(Name, DnsRecordKind.Txt, CancellationToken.None);
        await _memory.Over(other).AskAsync(Name, DnsRecordKind.A, CancellationToken.None);

        Assert.Equal(2, _inner.Asked.Count);
        Assert.Single(other.Asked);
        Assert.Equal("192.0.2.53", _transport.Resolver);
    }

    [Fact]
    public async Task AskAsync_SameQuestionAtOnce_IsAskedOnceEvenWhereTheAnswerIsNotRemembered()
    {
        TaskCompletionSource<DnsAnswer> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.On(Name, DnsRecordKind.A, _ => gate.Task);

        Task<DnsAnswer>[] asking = Enumerable.Range(0, 10).Select(_ => AskAsync()).ToArray();
        gate.SetResult(Reply.Timeout);
        DnsAnswer[] answers = await Task.WhenAll(asking).WaitAsync(Guard);

        Assert.Equal(1, Asked);
        Assert.All(answers, a => Assert.Equal(LookupFailureKind.Timeout, a.Failure));
    }

    [Fact]
    public async Task AskAsync_OwnerOfASharedQuestionCancelled_TheOthersStillGetAnAnswer()
    {
        using CancellationTokenSource first = new();
        _inner.Hangs(Name, DnsRecordKind.A);
        Task<DnsAnswer> owner = _transport.AskAsync(Name, DnsRecordKind.A, first.Token);
        Task<DnsAnswer>[] others = Enumerable.Range(0, 5).Select(_ => AskAsync()).ToArray();
        _inner.A(Name, "127.0.0.2");

        await first.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => owner.WaitAsync(Guard));
        DnsAnswer[] answers = await Task.WhenAll(others).WaitAsync(Guard);
        Assert.All(answers, a => Assert.Equal(DnsOutcome.Records, a.Outcome));
    }

    [Fact]
    public async Task AskAsync_SharerOfAQuestionCancelled_LeavesAtOnceAndTheOwnerStays()
    {
        using CancellationTokenSource second = new();
        TaskCompletionSource<DnsAnswer> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.On(Name, DnsRecordKind.A, _ => gate.Task);
        Task<DnsAnswer> owner = AskAsync();
        Task<DnsAnswer> sharer = _transport.AskAsync(Name, DnsRecordKind.A, second.Token);

        await second.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sharer.WaitAsync(Guard));
        Assert.False(owner.IsCompleted);
        gate.SetResult(Reply.NameError);
        Assert.Equal(DnsOutcome.NameError, (await owner.WaitAsync(Guard)).Outcome);
    }

    [Fact]
    public async Task AskAsync_CancelledBeforehand_AsksNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _transport.AskAsync(Name, DnsRecordKind.A, new CancellationToken(canceled: true)));

        Assert.Empty(_inner.Asked);
    }

    [Fact]
    public async Task AskAsync_MoreThanTheCapacity_KeepsNoMoreAndForgetsTheSoonestFirst()
    {
        IDnsTransport small = new DnsMemory(_clock.Now, capacity: 10).Over(_inner);
        _inner.Otherwise = (name, _) => new DnsAnswer
        {
            Outcome = DnsOutcome.NameError, Ttl = TimeSpan.FromSeconds(100 + int.Parse(name.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture)),
        };
        for (int i = 0; i < 11; i++)
        {
            await small.AskAsync(i + ".test", DnsRecordKind.A, CancellationToken.None);
        }

        for (int i = 10; i >= 0; i--)
        {
            await small.AskAsync(i + ".test", DnsRecordKind.A, CancellationToken.None);
        }

        Assert.Equal(1, _inner.Count("10.test", DnsRecordKind.A));
        Assert.Equal(1, _inner.Count("9.test", DnsRecordKind.A));
        Assert.Equal(2, _inner.Count("0.test", DnsRecordKind.A));
        Assert.InRange(_inner.Asked.Count - 11, 1, 10);
    }

    private Task<DnsAnswer> AskAsync() => _transport.AskAsync(Name, DnsRecordKind.A, CancellationToken.None);
}
