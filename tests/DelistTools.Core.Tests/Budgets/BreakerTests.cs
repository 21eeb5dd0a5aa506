using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class BreakerTests
{
    private const string Resolver = "192.0.2.53";

    private static readonly DateTime Noon = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Opened_AgainAndAgain_StopsTwiceAsLongUpToTheLongest()
    {
        List<Breaker> state = new();
        List<double> minutes = new();
        DateTime now = Noon;
        for (int i = 0; i < 7; i++)
        {
            state = Breaker.Opened(state, Resolver, null, "one", TimeSpan.Zero, now);
            minutes.Add((state.Single().Until - now).TotalMinutes);
            now = state.Single().Until;
        }

        Assert.Equal([10, 20, 40, 80, 160, 240, 240], minutes);
    }

    [Fact]
    public void Opened_WhileOpen_IsNoNewRefusal()
    {
        List<Breaker> once = Breaker.Opened([], Resolver, null, "one", TimeSpan.Zero, Noon);

        Assert.Same(once[0], Breaker.Opened(once, Resolver, null, "two", TimeSpan.FromHours(1), Noon.AddMinutes(9)).Single());
    }

    [Fact]
    public void Opened_ADayLater_IsTheFirstAgain()
    {
        List<Breaker> state = Breaker.Opened([], Resolver, null, "one", TimeSpan.Zero, Noon);
        state = Breaker.Opened(state, Resolver, null, "one", TimeSpan.Zero, state[0].Until.AddDays(1));

        Assert.Equal(1, state.Single().Times);
    }

    [Theory]
    [InlineData(60, 10)]
    [InlineData(2100, 35)]
    [InlineData(86_400, 240)]
    public void Opened_LongTtl_StopsUntilItHasRunOut(int ttl, int minutes) =>
        Assert.Equal(Noon.AddMinutes(minutes), Breaker.Opened([], Resolver, null, "one", TimeSpan.FromSeconds(ttl), Noon).Single().Until);

    [Fact]
    public void Closed_AList_ForgetsItsAndItsOperatorsRefusals()
    {
        List<Breaker> state = Breaker.Opened([], Resolver, null, "one", TimeSpan.Zero, Noon);
        state = Breaker.Opened(state, Resolver, "one", "one", TimeSpan.Zero, Noon);
        state = Breaker.Opened(state, Resolver, "two", "two", TimeSpan.Zero, Noon);
        state = Breaker.Opened(state, "192.0.2.54", null, "one", TimeSpan.Zero, Noon);

        Assert.Equal([(Resolver, "two"), ("192.0.2.54", null)], Breaker.Closed(state, Resolver, "one").Select(b => (b.Resolver, b.List)));
    }
}
