using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class QueuedTransportTests
{
    [Fact]
    public async Task AskAsync_MoreThanThereArePlaces_Wait()
    {
        TaskCompletionSource<DnsAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeTransport inner = new();
        for (int i = 0; i < 10; i++)
        {
            inner.On("h" + i + ".example", DnsRecordKind.A, _ => answer.Task);
        }

        using SemaphoreSlim places = new(3);
        QueuedTransport queue = new(inner, places);
        List<Task<DnsAnswer>> asking = [.. Enumerable.Range(0, 10).Select(i => queue.AskAsync("h" + i + ".example", DnsRecordKind.A, CancellationToken.None))];
        Assert.Equal(3, inner.Asked.Count);

        answer.SetResult(Reply.NoData);
        await Task.WhenAll(asking);
        Assert.Equal(10, inner.Asked.Count);
    }

    [Fact]
    public async Task AskAsync_Waiting_CanBeGivenUp()
    {
        using CancellationTokenSource cancellation = new();
        FakeTransport inner = new FakeTransport().Hangs("a.example", DnsRecordKind.A).Hangs("b.example", DnsRecordKind.A);
        using SemaphoreSlim places = new(1);
        QueuedTransport queue = new(inner, places);
        Task<DnsAnswer> first = queue.AskAsync("a.example", DnsRecordKind.A, cancellation.Token);
        Task<DnsAnswer> second = queue.AskAsync("b.example", DnsRecordKind.A, cancellation.Token);

        Assert.Equal(["a.example A"], inner.Asked);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<System.OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<System.OperationCanceledException>(() => second);
    }
}
