using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests.Resolving;

public sealed class ResolverSuccessionTests
{
    private readonly MortalTransport[] _resolvers = [new("192.0.2.1"), new("192.0.2.2"), new("192.0.2.3")];
    private readonly List<string> _trace = [];

    [Fact]
    public async Task AfterAsync_ResolverStillAnswers_StaysWithIt()
    {
        ResolverSuccession succession = Succession(3);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        Assert.Equal("192.0.2.1", first.Resolver);
        Assert.Null(await succession.AfterAsync(first, CancellationToken.None));
        Assert.Same(first, succession.Latest(first));
        Assert.DoesNotContain(". NS", _resolvers[1].Asked);
    }

    [Theory]
    [InlineData("1", "192.0.2.2")]
    [InlineData("1 2", "192.0.2.3")]
    [InlineData("1 2 3", null)]
    public async Task AfterAsync_ResolverIsDead_IsTheFirstOfTheOthersThatAnswers(string dead, string? expected)
    {
        ResolverSuccession succession = Succession(3);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        Kill(dead);
        IDnsTransport? next = await succession.AfterAsync(first, CancellationToken.None);
        Assert.Equal(expected, next?.Resolver);
        Assert.Equal(expected ?? first.Resolver, succession.Latest(first).Resolver);
    }

    [Fact]
    public async Task AfterAsync_SecondDiesToo_GoesBackToTheFirst()
    {
        ResolverSuccession succession = Succession(2);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        _resolvers[0].IsDead = true;
        IDnsTransport second = (await succession.AfterAsync(first, CancellationToken.None))!;
        Assert.Equal("192.0.2.2", second.Resolver);
        _resolvers[1].IsDead = true;
        _resolvers[0].IsDead = false;
        Assert.Equal("192.0.2.1", (await succession.AfterAsync(second, CancellationToken.None))!.Resolver);
    }

    [Fact]
    public async Task AfterAsync_NobodyAnswersAtFirst_LooksAgainLater()
    {
        ResolverSuccession succession = Succession(2);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        Kill("1 2");
        Assert.Null(await succession.AfterAsync(first, CancellationToken.None));
        _resolvers[1].IsDead = false;
        Assert.Equal("192.0.2.2", (await succession.AfterAsync(first, CancellationToken.None))!.Resolver);
    }

    [Fact]
    public async Task AfterAsync_ManyAtOnce_LookOnce()
    {
        ResolverSuccession succession = Succession(2);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        TaskCompletionSource<DnsAnswer> held = new();
        _resolvers[0].Inner.On(".", DnsRecordKind.NS, _ => held.Task);
        int before = _resolvers[0].Asked.Count;
        Kill("1");
        Task<IDnsTransport?>[] looking = [.. Enumerable.Range(0, 50).Select(_ => succession.AfterAsync(first, CancellationToken.None))];
        held.SetResult(Reply.NameError);
        IDnsTransport?[] found = await Task.WhenAll(looking);
        Assert.Single(found.Distinct());
        Assert.Equal(before + 1, _resolvers[0].Asked.Count);
    }

    [Fact]
    public async Task AfterAsync_WhoLooksGivesUp_OthersLookThemselves()
    {
        ResolverSuccession succession = Succession(2);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        using CancellationTokenSource stop = new();
        bool isFirst = true;
        TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _resolvers[0].Inner.On(".", DnsRecordKind.NS, async token =>
        {
            if (isFirst)
            {
                isFirst = false;
                looked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }

            return Reply.NameError;
        });
        Kill("1");
        Task<IDnsTransport?> one = succession.AfterAsync(first, stop.Token);
        await looked.Task;
        Task<IDnsTransport?> other = succession.AfterAsync(first, CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal("192.0.2.2", (await other)!.Resolver);
    }

    [Fact]
    public async Task AfterAsync_OneResolver_LooksForNothing()
    {
        ResolverSuccession succession = Succession(1);
        IDnsTransport first = await succession.FirstAsync(CancellationToken.None);
        Kill("1");
        Assert.Null(await succession.AfterAsync(first, CancellationToken.None));
        Assert.Empty(_resolvers[0].Asked);
    }

    [Fact]
    public async Task SucceedingTransport_ResolverDies_AsksTheNextAndStaysThere()
    {
        _resolvers[0].Inner.A("a.test", "192.0.2.80");
        _resolvers[1].Inner.A("a.test", "192.0.2.81").A("b.test", "192.0.2.82");
        ResolverSuccession succession = Succession(2);
        SucceedingTransport transport = new(succession, await succession.FirstAsync(CancellationToken.None), new DnsMemory());
        Assert.Equal("192.0.2.80", await AskAsync(transport, "a.test"));

        // What the first one denies stays denied.
        Assert.Equal("", await AskAsync(transport, "b.test"));
        Kill("1");
        Assert.Equal("", await AskAsync(transport, "c.test"));
        Assert.Equal("192.0.2.2", transport.Resolver);

        // What the first one said is remembered as its own, and is not the second one's.
        Assert.Equal("192.0.2.81", await AskAsync(transport, "a.test"));
        SucceedingTransport later = new(succession, await succession.FirstAsync(CancellationToken.None));
        Assert.Equal("192.0.2.2", later.Resolver);
    }

    private static async Task<string> AskAsync(SucceedingTransport transport, string name) =>
        string.Join(' ', (await transport.AskAsync(name, DnsRecordKind.A, CancellationToken.None)).Addresses);

    private ResolverSuccession Succession(int count) => new(
        [.. _resolvers.Take(count).Select(r => r.EndPoint)],
        place => _resolvers.Single(r => r.EndPoint.Equals(place)).Open(),
        text =>
        {
            lock (_trace)
            {
                _trace.Add(text);
            }
        });

    private void Kill(string numbers)
    {
        foreach (string number in numbers.Split(' '))
        {
            _resolvers[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) - 1].IsDead = true;
        }
    }
}
