using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(10_000)]
    public void Of_Source_IsGivenInItsOrder(int count) =>
        Assert.Equal(Enumerable.Range(0, count), ReadAhead.Of(_ => Enumerable.Range(0, count), CancellationToken.None));

    [Fact]
    public void Of_SourceThatBreaksOff_GivesWhatCameBeforeAndThenThrows()
    {
        List<int> taken = [];
        Assert.Throws<InvalidDataException>(() => taken.AddRange(Copied(ReadAhead.Of(_ => Broken(100), CancellationToken.None), taken)));
        Assert.Equal(Enumerable.Range(0, 100), taken);
    }

    [Fact]
    public void Of_TakerThatStops_EndsTheSourceBeforeItReturns()
    {
        bool ended = false;
        Assert.Equal(0, ReadAhead.Of(Endless, CancellationToken.None).First());
        Assert.True(ended);

        IEnumerable<int> Endless(CancellationToken ending)
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    ending.ThrowIfCancellationRequested();
                    yield return i;
                }
            }
            finally
            {
                ended = true;
            }
        }
    }

    [Fact]
    public void Of_SourceThatGoesOnLooking_GivesWhatItFoundSoFar()
    {
        using ManualResetEventSlim taken = new();
        using IEnumerator<int> items = ReadAhead.Of(Slow, CancellationToken.None).GetEnumerator();
        Assert.True(items.MoveNext());
        taken.Set();
        Assert.True(items.MoveNext());

        IEnumerable<int> Slow(CancellationToken ending)
        {
            yield return 1;
            taken.Wait(ending);
            yield return 2;
        }
    }

    [Fact]
    public void Of_CallerThatCancels_EndsWithThat()
    {
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (int _ in ReadAhead.Of(Watched, source.Token))
            {
                source.Cancel();
            }
        });

        static IEnumerable<int> Watched(CancellationToken ending)
        {
            while (true)
            {
                ending.ThrowIfCancellationRequested();
                yield return 1;
            }
        }
    }

    private static IEnumerable<int> Broken(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        throw new InvalidDataException();
    }

    private static IEnumerable<int> Copied(IEnumerable<int> items, List<int> taken)
    {
        foreach (int item in items)
        {
            taken.Add(item);
        }

        return [];
    }
}
