using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Sweeping;
using Xunit;

namespace DelistTools.Core.Tests.Sweeping;

/// <summary>Sets of numbers in runs say what sets of single numbers say.</summary>
public sealed class PlaceRunsTests
{
    [Theory]
    [InlineData(1, 0.02)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.98)]
    public void Sets_OfRandomNumbers_AreThoseOfSingleNumbers(int seed, double share)
    {
        Random random = new(seed);
        for (int round = 0; round < 50; round++)
        {
            SortedSet<long> one = Some(random, share);
            SortedSet<long> other = Some(random, random.NextDouble());
            PlaceRuns runs = Runs(one, random);
            PlaceRuns others = Runs(other, random);
            long first = random.Next(300);

            Assert.Equal(one.Count, runs.Count);
            Assert.All(Enumerable.Range(0, 300), n => Assert.Equal(one.Contains(n), runs.Contains(n)));
            Assert.Equal(Single(one.Except(other)), Single(runs.Without(others)));
            Assert.Equal(Single(one.Where(n => n >= first)), Single(runs.From(first)));
            Assert.Equal(Single(one), Single(PlaceRuns.TryRead(runs.ToString())!));
            runs.Add(others);
            Assert.Equal(Single(one.Union(other).Order()), Single(runs));
        }
    }

    private static SortedSet<long> Some(Random random, double share) =>
        [.. Enumerable.Range(0, 300).Where(_ => random.NextDouble() < share).Select(n => (long)n)];

    private static PlaceRuns Runs(IEnumerable<long> numbers, Random random)
    {
        PlaceRuns runs = new();
        foreach (long number in numbers.OrderBy(_ => random.Next()))
        {
            runs.Add(number);
        }

        return runs;
    }

    private static string Single(IEnumerable<long> numbers) => string.Join(" ", numbers);

    private static string Single(PlaceRuns runs) =>
        string.Join(" ", runs.Runs.SelectMany(r => Enumerable.Range((int)r.From, (int)(r.To - r.From + 1))));
}
